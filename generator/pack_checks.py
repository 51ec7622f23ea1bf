"""Packs, checked whole before anything is made of them.

What is wrong with a declaration is told when it is read; here all of a pack's are read, and what
would only show when records are made is looked at. Whatever is left is told as the pack's, too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from leakbench.generator.corpus import Corpus, corpus_names, load_corpus
from leakbench.generator.declarations import DeclarationError
from leakbench.generator.decoy_kinds import decoy_kinds
from leakbench.generator.errors import LeakbenchError, hint
from leakbench.generator.pack_folder import CORPORA, DATA, TEXTS
from leakbench.generator.pack_vocabularies import check_together, check_vocabulary
from leakbench.generator.packs import Pack, current, own_file, using
from leakbench.generator.schema import FIRST_COLUMNS, LAST_COLUMNS
from leakbench.generator.spec import SPLITS
from leakbench.generator.surfaces.declared_forms import forms
from leakbench.generator.surfaces.decoys import patterns_of
from leakbench.generator.untrusted import toml_of

ADDED = ("decoys.toml", "surfaces.toml")
"""Files under ``data/`` whose entries are added to ours, or take the place of those of a name."""

_MOST_FIELDS, _MOST_PARTS = 100, 16
_MOST_DECOYS = 120  # their codes have a byte
_LONGEST_TEMPLATE = 2_000  # characters
_MOST_FORMS = 2_000
_GREATEST_NUMBER, _LONGEST_TEXT, _LONGEST_LIST = 10_000, 4_000, 2_000
_FROM_CONTENT = (
    ArithmeticError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
_LONGEST_OF_A_FORM = 64  # characters: a value has many, each of which a form may write so
_SHORTEST_TABLE = 2  # columns: one alone cannot be called like another


class PackContentError(LeakbenchError, ValueError):
    """A pack is well formed, and no records can be made of it.

    Attributes:
        pack: The pack.
    """

    def __init__(self, pack: Pack, reason: str) -> None:
        self.pack = pack
        self._reason = reason
        super().__init__(f"no records can be made with the pack {pack.name}: {reason}")

    def __reduce__(self) -> tuple[type["PackContentError"], tuple[Pack, str]]:
        """Let it pass from one process to another."""
        return type(self), (self.pack, self._reason)


def checked(pack: Pack | str | Path | None) -> Pack | None:
    """A pack, all of whose declarations and vocabularies are right; None is none.

    Raises:
        DeclarationError: Something in it is wrong.
        MissingPackError: Only its name and its hash are known.
    """
    if pack is None:
        return None
    with using(pack):
        found = current()
        if found is not None:
            _check(found)
    return found


@contextmanager
def in_use(pack: Pack | str | Path | None) -> Iterator[None]:
    """Make records with a pack, or without one.

    Raises:
        DeclarationError: Something in it is wrong.
        MissingPackError: Only its name and its hash are known.
        PackContentError: Something went wrong that no check has foreseen.
    """
    found = checked(pack)
    with using(found):
        try:
            yield
        except _FROM_CONTENT as error:
            if found is None or isinstance(error, LeakbenchError):
                raise
            raise PackContentError(found, f"{type(error).__name__}: {error}") from error


@cache
def _check(pack: Pack) -> None:
    """Look at every file of a pack, which is in use."""
    for name in pack.files or ():
        if name.endswith(".toml"):
            _refuse_odd_values(name)
    _check_added()
    folders = f"{CORPORA}/{TEXTS}/"
    for name in pack.files or ():
        folder, _, file = name.rpartition("/")
        if folder == CORPORA:
            _check_corpus(name, load_corpus(file.removesuffix(".toml")))
        elif folder == DATA and file not in ADDED:
            check_vocabulary(file)
        elif name.startswith(folders):
            _check_texts(name, *name.removeprefix(folders).split("/"))
    check_together()


def _refuse_odd_values(name: str) -> None:
    """Refuse numbers, texts and lists of a size that none of ours comes near."""
    source = own_file(name)
    longest = _LONGEST_OF_A_FORM if name == f"{DATA}/surfaces.toml" else _LONGEST_TEXT
    try:
        waiting: list[Any] = [toml_of("" if source is None else source.read_text("utf-8"))]
    except ValueError:
        return  # whoever reads it says so
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict | list):
            inner = [*one, *one.values()] if isinstance(one, dict) else one
            waiting += inner
            reason = f"{len(one)} entries" if len(one) > _LONGEST_LIST else ""
        elif isinstance(one, str):
            printable = one.replace("\n", "").replace("\t", "")
            odd = next((sign for sign in printable if not _is_written(sign)), None)
            reason = f"{len(one)} characters" if len(one) > longest else ""
            reason = reason or ("" if odd is None else f"the control character U+{ord(odd):04X}")
        else:
            large = isinstance(one, int | float) and not abs(one) <= _GREATEST_NUMBER
            reason = f"the number {str(one)[:20]}" if large else ""
        if reason:
            raise DeclarationError(name, "", f"{reason}: nothing in a pack is like that")


def _is_written(sign: str) -> bool:
    return not (ord(sign) < 32 or 127 <= ord(sign) < 160)


def _check_added() -> None:
    """Look at the kinds of decoys and the forms, ours and the pack's."""
    for kind in decoy_kinds():
        for split in SPLITS:
            if not patterns_of(kind, split):
                reason = f"no pattern falls to the split {split}: give more"
                raise DeclarationError(f"{DATA}/decoys.toml", f"kind {kind.name!r}", reason)
    if len(forms()) > _MOST_FORMS:
        reason = f"there are {len(forms())} forms with ours, at most {_MOST_FORMS}"
        raise DeclarationError(f"{DATA}/surfaces.toml", "", reason)


def _check_corpus(file: str, corpus: Corpus) -> None:
    if not corpus.title.replace("_", "x").replace("（", "").replace("）", "").isalnum():
        raise DeclarationError(file, "", f"key 'title' must be letters alone, not {corpus.title!r}")
    if not _SHORTEST_TABLE <= len(corpus.fields) <= _MOST_FIELDS:
        reason = f"{len(corpus.fields)} fields, but a table has {_SHORTEST_TABLE} to {_MOST_FIELDS}"
        raise DeclarationError(file, "", reason)
    decoys = {kind.name for kind in corpus.decoys} | {field.decoy for field in corpus.fields}
    if len(decoys) > _MOST_DECOYS:
        raise DeclarationError(file, "", f"{len(decoys)} kinds of decoys; at most {_MOST_DECOYS}")
    if len(corpus.parts) > _MOST_PARTS:
        raise DeclarationError(file, "", f"{len(corpus.parts)} parts; at most {_MOST_PARTS}")
    _refuse_shared_headers(file, corpus)
    for part in corpus.parts:
        for split in SPLITS:
            _refuse_long(file, part.templates[split])


def _refuse_shared_headers(file: str, corpus: Corpus) -> None:
    taken = dict.fromkeys([*FIRST_COLUMNS, *LAST_COLUMNS], "every dataset")
    for field in corpus.fields:
        if field.name in taken:  # columns may be called like their fields
            reason = f"key 'name': {field.name!r} is a column of {taken[field.name]} already"
            raise DeclarationError(file, f"field {field.name!r}", reason)
    for split in SPLITS:
        called = dict(taken)
        for field in corpus.fields:
            for header in field.headers[split]:
                if called.setdefault(header, f"field {field.name!r}") != f"field {field.name!r}":
                    reason = f"header {header!r} ({split}) is that of {called[header]} already"
                    raise DeclarationError(file, f"field {field.name!r}", reason)


def _check_texts(file: str, corpus: str, templates: str) -> None:
    if corpus not in corpus_names():
        folder = file.rpartition("/")[0]
        reason = f"no corpus is so called; {hint(corpus, corpus_names())}"
        raise DeclarationError(folder, "", reason)
    part, split = templates.removesuffix(".txt").split(".")
    parts = {one.name: one for one in load_corpus(corpus).parts}
    if part not in parts:
        raise DeclarationError(file, "", f"{corpus} has no such part; {hint(part, parts)}")
    _refuse_long(file, [text for name, text in parts[part].templates.items() if name == split])


def _refuse_long(file: str, templates: Any) -> None:
    for number, template in enumerate(templates, 1):
        if len(template) > _LONGEST_TEMPLATE:
            reason = f"has more than {_LONGEST_TEMPLATE:,} characters"
            raise DeclarationError(file, f"template {number}", reason)

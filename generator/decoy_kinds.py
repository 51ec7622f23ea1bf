"""Kinds of decoys: numbers and words that look personal and are not, as declared.

Kinds, their patterns and the sentences that carry them stand in ``data/decoys.toml``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from leakbench.generator.declarations import Table, read_declaration
from leakbench.generator.entities import entities
from leakbench.generator.packs import by_pack, own_file
from leakbench.generator.spec import SPLITS, Split
from leakbench.generator.text_parts import TextPart, templates_by_split


@dataclass(frozen=True, slots=True)
class DecoyKind:
    """A kind of decoy.

    Attributes:
        name: Its name.
        title: Its Chinese name.
        patterns: How it is written: ``#`` is a digit, ``@`` a capital letter.
        label: A label it carries as well (a hotline is a telephone number, but nobody's).
    """

    name: str
    title: str
    patterns: tuple[str, ...]
    label: str | None = None

    @property
    def is_words(self) -> bool:
        """Whether its patterns stand for themselves, with no sign in them."""
        return not any(sign in pattern for pattern in self.patterns for sign in "#@")


MOST_KINDS = 100
"""Their codes are small; corpora have kinds of their own beside these."""


class Declared(NamedTuple):
    """What ``data/decoys.toml`` says.

    Attributes:
        kinds: Every kind that sentences carry.
        sentences: The sentences, by split.
    """

    kinds: tuple[DecoyKind, ...]
    sentences: Mapping[Split, tuple[str, ...]]


def decoy_kinds() -> tuple[DecoyKind, ...]:
    """Every kind that sentences carry."""
    return _declared().kinds


def decoy_sentences(share: float) -> TextPart:
    """The sentences that carry decoys, as the last part of a share of the texts."""
    return TextPart("decoys", share, _declared().sentences)


@by_pack
def _declared() -> Declared:
    ours = read_decoys(files("leakbench.generator.data").joinpath("decoys.toml"))
    own = own_file("data/decoys.toml")
    return ours if own is None else added_decoys(own, ours)


def read_decoys(source: Traversable) -> Declared:
    """The kinds and sentences of a file.

    Raises:
        DeclarationError: Something in it is wrong.
    """
    table = read_declaration(source)
    kinds = tuple(_kind(entry) for entry in table.tables("kinds", "kind"))
    sentences = table.table("sentences")
    table.end()
    by_split = templates_by_split(sentences, [kind.name for kind in kinds])
    sentences.end()
    return Declared(kinds, by_split)


def added_decoys(source: Traversable, ours: Declared) -> Declared:
    """Kinds that a pack's file adds, or puts in place of ours, and sentences that it adds.

    Raises:
        DeclarationError: Something in it is wrong.
    """
    table = read_declaration(source)
    named = {kind.name: kind for kind in ours.kinds}
    named |= {kind.name: kind for kind in map(_kind, table.optional(_kinds, "kinds") or ())}
    kinds = tuple(named.values())
    if len(kinds) > MOST_KINDS:
        table.wrong(f"there are {len(kinds)} kinds with ours, at most {MOST_KINDS}")
    sentences = table.optional(Table.table, "sentences")
    table.end()
    if sentences is None:
        return Declared(kinds, ours.sentences)
    more = templates_by_split(sentences, [*named])
    sentences.end()
    return Declared(kinds, {split: (*ours.sentences[split], *more[split]) for split in SPLITS})


def _kinds(table: Table, key: str) -> list[Table]:
    return table.tables(key, "kind")


def _kind(entry: Table) -> DecoyKind:
    kind = DecoyKind(
        entry.text("name"),
        entry.text("title"),
        entry.texts("patterns"),
        entry.optional(Table.text, "label"),
    )
    entry.end()
    if kind.label is not None:
        entry.refuse_unknown([kind.label], entities(), "label")
    return kind

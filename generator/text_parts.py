r"""The parts of a text: one template of each is drawn, and they are written one after another.

Templates of corpora stand in files of their own, ``corpora/texts/CORPUS/PART.SPLIT.txt``, one a
line. Lines that begin with ``# `` are comments, blank lines are skipped; ``\n`` is a line break,
``\t`` a tab, ``\\`` a backslash, ``\#`` a ``#`` with which a template begins.
"""

import re
import reprlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from leakbench.generator.declarations import DeclarationError, Table, Texts
from leakbench.generator.spec import SPLITS, Split
from leakbench.generator.template_syntax import TemplateError, parse_template

_ESCAPE = re.compile(r"\\(.?)")
_ESCAPED = {"n": "\n", "t": "\t", "\\": "\\", "#": "#"}


@dataclass(frozen=True, slots=True)
class TextPart:
    """One part of a corpus's texts.

    Attributes:
        name: What it is, such as ``record`` or ``greeting``.
        share: How many of the texts have it, 0 to 1.
        templates: Its templates, by split.
    """

    name: str
    share: float
    templates: Mapping[Split, tuple[str, ...]]


def texts_by_split(table: Table) -> dict[Split, Texts]:
    """A list of texts for each split, under the split's name."""
    return {split: table.texts(split) for split in SPLITS}


def templates_by_split(table: Table, fields: Collection[str]) -> dict[Split, tuple[str, ...]]:
    """The templates that a table of a declaration has for each split.

    Args:
        table: The table.
        fields: The names that they may use.

    Raises:
        DeclarationError: There are none for a split, or one is not well formed.
    """
    templates = texts_by_split(table)
    for split, several in templates.items():
        for template in several:
            try:
                parse_template(template, fields)
            except TemplateError as error:
                table.wrong(f"key {split!r}: {error}")
    return templates


class TemplateFiles(Mapping[Split, tuple[str, ...]]):
    """The templates that a corpus's folder has for each split of a part, read when asked for.

    A split that is asked for raises ``DeclarationError`` if its file is missing, empty or not
    UTF-8, or if a line is not well formed.

    Args:
        folder: The folder.
        part: Name of the part.
        fields: The names that templates may use.
    """

    def __init__(self, folder: Traversable, part: str, fields: Collection[str]) -> None:
        self._folder = folder
        self._part = part
        self._fields = fields
        self._read: dict[Split, tuple[str, ...]] = {}

    def __getitem__(self, split: Split) -> tuple[str, ...]:
        """The templates of a split."""
        if split not in self._read:
            name = f"{self._part}.{split}.txt"
            self._read[split] = tuple(_templates(self._folder, name, self._fields))
        return self._read[split]

    def __iter__(self) -> Iterator[Split]:
        """The splits."""
        return iter(SPLITS)

    def __len__(self) -> int:
        """How many there are."""
        return len(SPLITS)


def _templates(folder: Traversable, name: str, fields: Collection[str]) -> Iterator[str]:
    source = folder.joinpath(name)
    file = source.name if "/" in source.name else f"texts/{folder.name.rpartition('/')[2]}/{name}"
    if not source.is_file():
        raise DeclarationError(file, "", "there is no such file")
    try:
        lines = source.read_text("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise DeclarationError(file, "", f"not UTF-8: {error}") from None
    count = 0
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("# "):
            continue
        template = unescaped(line)
        if template is None:
            raise _wrong(file, number, line, r"a \ that is no \n, \t, \\ or \#")
        try:
            parse_template(template, fields)
        except TemplateError as error:
            raise _wrong(file, number, line, error.reason) from None
        count += 1
        yield template
    if not count:
        raise DeclarationError(file, "", "there is no template in it")


def unescaped(line: str) -> str | None:
    """The template that a line of a file stands for; None if a backslash in it means nothing."""
    if any(sign not in _ESCAPED for sign in _ESCAPE.findall(line)):
        return None
    return _ESCAPE.sub(lambda found: _ESCAPED[found[1]], line)


def _wrong(file: str, number: int, line: str, reason: str) -> DeclarationError:
    return DeclarationError(file, f"line {number}", f"{reason}: {reprlib.repr(line)}")

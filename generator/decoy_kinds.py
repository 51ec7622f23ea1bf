"""Kinds of decoys: numbers and words that look personal and are not, as declared.

Kinds, their patterns and the sentences that carry them stand in ``data/decoys.toml``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from leakbench.generator.declarations import Table, read_declaration
from leakbench.generator.entities import entities
from leakbench.generator.spec import Split
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


@cache
def _declared() -> Declared:
    return read_decoys(files("leakbench.generator.data").joinpath("decoys.toml"))


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

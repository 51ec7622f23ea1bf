"""Kinds of decoys: numbers and words that look personal and are not, as declared.

Kinds, their patterns and the sentences that carry them stand in ``data/decoys.toml``.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from leakbench.generator.spec import SPLITS
from leakbench.generator.text_parts import TextPart


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


@cache
def decoy_kinds() -> tuple[DecoyKind, ...]:
    """Every kind that sentences carry."""
    return tuple(
        DecoyKind(kind["name"], kind["title"], tuple(kind["patterns"]), kind.get("label"))
        for kind in _document()["kinds"]
    )


def decoy_sentences(share: float) -> TextPart:
    """The sentences that carry decoys, as the last part of a share of the texts."""
    sentences = _document()["sentences"]
    return TextPart("decoys", share, {split: tuple(sentences[split]) for split in SPLITS})


@cache
def _document() -> dict[str, Any]:
    source = files("leakbench.generator.data").joinpath("decoys.toml").read_text("utf-8")
    return tomllib.loads(source)

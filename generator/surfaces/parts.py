"""The parts of a text: one template of each is drawn, and they are written one after another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leakbench.generator.spec import SPLITS, Split


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a corpus's texts.

    Attributes:
        name: What it is, such as ``record`` or ``greeting``.
        share: How many of the texts have it, 0 to 1.
        templates: Its templates, by split.
    """

    name: str
    share: float
    templates: Mapping[Split, tuple[str, ...]]


def by_split(lists: Mapping[str, Sequence[str]]) -> dict[Split, tuple[str, ...]]:
    """Lists by split, as a declaration gives them."""
    return {split: tuple(lists[split]) for split in SPLITS}


def declared_part(entry: Mapping[str, Any]) -> Part:
    """A part as declared: ``name``, ``share`` (1 if left out), and a list for each split."""
    return Part(entry["name"], float(entry.get("share", 1)), by_split(entry))

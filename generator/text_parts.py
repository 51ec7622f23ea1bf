"""The parts of a text: one template of each is drawn, and they are written one after another."""

from collections.abc import Mapping
from dataclasses import dataclass

from leakbench.generator.spec import Split


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

"""What a converter finds in a public corpus, and what its labels mean in the registry."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from leakbench.benchmarks.sources.labelled_file import RecordError, Span

Labels = Mapping[str, str]
"""The registry's label for each of a corpus's, empty for one that is left out."""


class Found(NamedTuple):
    """A record of a public corpus.

    Attributes:
        line: Where it stands in its file, from 1; see ``unit``.
        place: What its identifier in the file is made of.
        text: Its text.
        spans: Start, end and the registry's label; code points, half open.
        unit: What ``line`` counts.
    """

    line: int
    place: str
    text: str
    spans: list[Span]
    unit: str = "line"


def meaning(name: str, labels: Labels) -> str:
    """The registry's label for one of a corpus's; empty if it is left out.

    Raises:
        RecordError: The card does not name it.
    """
    if name not in labels:
        raise RecordError(f"label {name!r}, of which the card says nothing")
    return labels[name]


def meant(spans: Sequence[Span], labels: Labels) -> list[Span]:
    """Spans under the registry's labels, without those that are left out.

    Raises:
        RecordError: The card does not name one of their labels.
    """
    named = [(start, end, meaning(name, labels)) for start, end, name in spans]
    return [span for span in named if span[2]]

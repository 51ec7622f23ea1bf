"""What a careful engineer writes in an afternoon with ``re``: the baseline every detector meets."""

import re
from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa

from leakbench.detectors.contract import Found, per_text
from leakbench.detectors.marks import Mark
from leakbench.detectors.patterns import Pattern, patterns
from leakbench.detectors.registry import ours

# Full-width forms of what identifiers are made of, one character for one, so offsets stay.
_SHIFT = ord("！") - ord("!")
HALF_WIDTH = {
    narrow + _SHIFT: narrow
    for narrow in range(ord("!"), ord("~"))
    if chr(narrow).isalnum() or chr(narrow) in "@.+-_"
}
HAS_FULL_WIDTH = re.compile("[" + "".join(map(chr, HALF_WIDTH)) + "]")
GAPS = str.maketrans("", "", " -")


class Regex:
    """Patterns, check digits and cue words."""

    name = "regex"
    labels = frozenset(pattern.label for pattern in patterns())
    about = ours(Mark.HOUSE, Mark.PATTERNS)

    def __init__(self, searched: Sequence[Pattern] | None = None) -> None:
        self._patterns = [
            (one, one.compiled()) for one in (patterns() if searched is None else searched)
        ]

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find what the patterns describe; the score is 1."""
        return per_text(self._find, batch)

    def _find(self, text: str) -> list[Found]:
        if HAS_FULL_WIDTH.search(text):
            text = text.translate(HALF_WIDTH)
        return without_overlaps(self._matches(text))

    def _matches(self, text: str) -> Iterator[Found]:
        for pattern, regex in self._worth_a_search(text):
            group = "value" if "value" in regex.groupindex else 0
            for match in regex.finditer(text):
                if pattern.check is None or pattern.check(match[group].translate(GAPS)):
                    yield (*match.span(group), pattern.label)

    def _worth_a_search(self, text: str) -> Iterable[tuple[Pattern, re.Pattern[str]]]:
        """The patterns that may match the text, in the order of their declaration."""
        return needed(self._patterns, text)


def needed(
    searched: Iterable[tuple[Pattern, re.Pattern[str]]], text: str
) -> Iterator[tuple[Pattern, re.Pattern[str]]]:
    """Those of the patterns for which the text has what they need."""
    for pattern, regex in searched:
        if not pattern.needs or any(need in text for need in pattern.needs):
            yield pattern, regex


def without_overlaps(found: Iterator[Found]) -> list[Found]:
    """The longest of spans that overlap; of equals, the one whose pattern is declared first."""
    longest_first = sorted(found, key=lambda span: span[0] - span[1])
    kept: list[Found] = []
    taken = bytearray(max((span[1] for span in longest_first), default=0))  # a byte a character
    for span in longest_first:
        start, end = span[0], span[1]
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            kept.append(span)
    return sorted(kept)

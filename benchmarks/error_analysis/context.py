"""The words around an error: to show it, and to tell which errors stand in the same place."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

SHOWN: Final = 24  # characters on either side of an example
COMPARED: Final = 6  # characters or masked values on either side that make two places one

Values = Sequence[tuple[int, int, str]]
"""Start, end and label of the true values of a text, in order."""

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Example:
    """An error in its text.

    Attributes:
        before: What stands before it, cut.
        value: The missed value, or what was taken for one.
        after: What stands after it, cut.
        found: What the detector made of it.
        row: Of the source, as ``leakbench show --row`` counts.
    """

    before: str
    value: str
    after: str
    found: str
    row: int = 0


def example(text: str, start: int, end: int, found: str, row: int = 0) -> Example:
    """Cut an error out of its text, line ends made visible."""
    before, after = text[max(0, start - SHOWN) : start], text[end : end + SHOWN]
    return Example(
        before=("…" if start > SHOWN else "") + on_one_line(before),
        value=on_one_line(text[start:end]),
        after=on_one_line(after) + ("…" if end + SHOWN < len(text) else ""),
        found=on_one_line(found),
        row=row,
    )


def surroundings(text: str, values: Values, start: int, end: int, label: str) -> str:
    """The words next to a place, without what differs from record to record.

    Every true value is its label in brackets, and every number a nine. Words of another line are
    another matter.
    """
    left = _masked(text[:start], (one for one in values if one[1] <= start), 0)[-COMPARED:]
    right = _masked(text[end:], (one for one in values if one[0] >= end), end)[:COMPARED]
    first = len(left) - left[::-1].index("\n") - 1 if "\n" in left else 0
    last = right.index("\n") + 1 if "\n" in right else COMPARED
    return on_one_line("".join([*left[first:], f"‹{label}›", *right[:last]]))


def _masked(text: str, values: Iterable[tuple[int, int, str]], offset: int) -> list[str]:
    """The characters of a text, each value and each number as one piece."""
    pieces: list[str] = []
    at = 0
    for start, end, label in values:
        if start - offset < at:  # nested in the one before
            continue
        pieces += _DIGITS.sub("9", text[at : start - offset])
        pieces.append(f"‹{label}›")
        at = end - offset
    pieces += _DIGITS.sub("9", text[at:])
    return pieces


def on_one_line(text: str) -> str:
    """The text with its line ends made visible."""
    return text.replace("\r", "").replace("\n", "⏎")

"""What stands between the cells of a text: found out by how regularly it stands in its lines."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

SPACES: Final = "  "
"""Two spaces or more between cells, as in what was laid out by hand."""

STRONG: Final = ("----", "\t", "|")
"""Delimiters that no prose has."""

WEAK: Final = (";", ",", "，", SPACES)
"""Those that sentences have as well."""

QUOTING: Final = ("\t", ",", ";")
"""Those that programs write with cells in quotes where they hold a delimiter themselves."""

HEAD_CHARACTERS: Final = 1 << 16
"""By so many characters a delimiter is found out."""

_FEW_LINES = 3
_TITLES = 3
_REGULAR = 0.9  # share of lines that have a weak delimiter equally often
_PROSE = 0.2  # share of lines that end like sentences, from which on commas are those of sentences
_QUOTED_CELL = re.compile(r'(?m)(?:^|(?<=[\t,;|]))"(?:[^"]|"")*+"(?=[\t,;|\r\n]|\Z)')
_CUT_CELL = re.compile(r'(?m)(?:^|(?<=[\t,;|]))"(?:[^"]|"")*+\Z')
_SENTENCE_ENDS = tuple("。！？!?…~～")


def lines_of(head: str, *, whole: bool) -> list[str]:
    """The lines of a text's beginning that are not blank, cells in quotes made a letter.

    Args:
        head: The beginning; beyond ``HEAD_CHARACTERS`` it is not looked at.
        whole: Whether this is the whole text; else what follows on the last line break is left out.
    """
    whole = whole and len(head) <= HEAD_CHARACTERS
    text = _QUOTED_CELL.sub("x", head[:HEAD_CHARACTERS])
    if not whole:
        text = _CUT_CELL.sub("x", text)
    lines = re.split(r"\r\n|\r|\n", text)
    if not whole and len(lines) > 1:
        lines.pop()
    return [line for line in lines if line.strip(" ")]


def table_delimiter(lines: Sequence[str]) -> str:
    """The delimiter of what is called a table: a comma unless another is more regular."""
    regular = {one: _regularity(lines, one)[0] for one in (",", ";", "\t", "|")}
    return max(regular, key=lambda one: regular[one])


def text_delimiter(lines: Sequence[str]) -> str:
    """The delimiter of any text, one of ``STRONG`` or ``WEAK``; empty where lines are not cut.

    A strong one stands in half of the lines; a weak one equally often in nearly all lines,
    which do not end like sentences. Titles above are without.
    """
    for one in STRONG:
        if lines and sum(one in line for line in lines) * 2 > len(lines):
            return one
    ends = sum(line.rstrip(" ”\"'").endswith(_SENTENCE_ENDS) for line in lines)
    if ends > _PROSE * len(lines):
        return ""
    shares = {one: _regularity(_under_titles(lines, one), one) for one in WEAK}
    found = max(WEAK, key=lambda one: shares[one])
    return found if shares[found][0] >= _REGULAR else ""


def _under_titles(lines: Sequence[str], delimiter: str) -> Sequence[str]:
    """The lines from the first one with a delimiter on; none if they are few, or begin late."""
    first = next((at for at, line in enumerate(lines) if delimiter in line), len(lines))
    return lines[first:] if first <= _TITLES and len(lines) >= first + _FEW_LINES else ()


def occurrences(line: str, delimiter: str) -> int:
    """How often a delimiter stands in a line; a run of spaces is one."""
    return len(re.findall(r" {2,}", line)) if delimiter == SPACES else line.count(delimiter)


def _regularity(lines: Sequence[str], delimiter: str) -> tuple[float, int]:
    """The share of lines with the usual number of a delimiter, and this number; 0 if none is."""
    counts = Counter(occurrences(line, delimiter) for line in lines)
    del counts[0]
    if not counts:
        return 0.0, 0
    usual, times = max(counts.items(), key=lambda one: (one[1], one[0]))
    return times / len(lines), usual

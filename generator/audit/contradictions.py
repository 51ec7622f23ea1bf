"""Audit: texts do not contradict the values that they hold.

``data/audit_contradictions.toml`` says which words bind a value beside them, such as 中午 a time,
and which values they admit.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
import pyarrow.compute as pc

from leakbench.generator.audit.blocks import Block
from leakbench.generator.audit.findings import Finding, Tally
from leakbench.generator.declarations import Table, read_declaration

_UNITS = {"万": 10**4, "亿": 10**8}
_NOON = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """Words that bind a value beside them.

    Attributes:
        what: What is looked at.
        pattern: How words and values stand beside each other.
        words: The least and the greatest value that each word admits.
        hours: Whether the value is an hour.
        weekday: Whether it is the weekday of a date.
    """

    what: str
    pattern: re.Pattern[str]
    words: Mapping[str, tuple[float, float]]
    hours: bool
    weekday: bool

    def contradicts(self, found: re.Match[str]) -> bool:
        """Whether a word does not admit any of what the value may mean."""
        least, most = self.words[found["word"]]
        return not any(least <= value <= most for value in self._values(found))

    def _values(self, found: re.Match[str]) -> list[float]:
        if self.weekday:
            try:
                day = date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                return []
            return [day.weekday()]
        number = float(found["number"].replace(",", ""))
        if self.hours:
            twelve = number <= _NOON and not found["number"].startswith("0")
            return [number, number % _NOON, number % _NOON + _NOON] if twelve else [number]
        return [number * _UNITS.get(found.groupdict().get("unit") or "", 1)]


@cache
def bounds() -> tuple[Bound, ...]:
    """All that are declared."""
    return read_bounds(files("leakbench.generator.data").joinpath("audit_contradictions.toml"))


def read_bounds(source: Traversable) -> tuple[Bound, ...]:
    """Those of a file.

    Raises:
        DeclarationError: Something in it is wrong.
    """
    table = read_declaration(source)
    found = tuple(_bound(entry) for entry in table.tables("bound", "bound"))
    table.end()
    return found


def _bound(entry: Table) -> Bound:
    what, pattern = entry.text("what"), entry.text("pattern")
    words = entry.table("words").all_of(_range)
    if not words:
        entry.wrong("key 'words' is empty")
    alternatives = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    hours, weekday = (bool(entry.optional(Table.flag, key)) for key in ("hours", "weekday"))
    entry.end()
    try:
        compiled = re.compile(pattern.replace("WORDS", alternatives))
    except re.error as error:
        entry.wrong(f"key 'pattern' is no regular expression: {error}")
    needed = {"word", "year", "month", "day"} if weekday else {"word", "number"}
    missing = needed - compiled.groupindex.keys()
    if missing:
        entry.wrong(f"key 'pattern' has no group {', '.join(sorted(missing))}")
    return Bound(what=what, pattern=compiled, words=words, hours=hours, weekday=weekday)


def _range(table: Table, key: str) -> tuple[float, float]:
    called = "the least and the greatest value"
    least, most = table.value(key, list, called, lambda values: len(values) == 2)
    if not all(type(one) in {int, float} for one in (least, most)) or least > most:
        table.wrong(f"key {key!r} must be {called}, not {[least, most]!r}")
    return float(least), float(most)


class Contradictions:
    """Looks for values that the words beside them do not admit."""

    def __init__(self) -> None:
        self._tally = Tally("contradictions")

    def add(self, block: Block) -> None:
        """Look at a block."""
        texts = block.batch.column("text")
        for bound in bounds():
            here = pc.match_substring_regex(texts, bound.pattern.pattern)
            rows = np.flatnonzero(here.to_numpy(zero_copy_only=False))
            cases, wrong = 0, []
            for row, text in zip(rows.tolist(), texts.take(rows).to_pylist(), strict=True):
                for found in bound.pattern.finditer(text):
                    cases += 1
                    if bound.contradicts(found):
                        wrong.append(f"record {block.record_id[row]}: {found[0]!r} in {text!r}")
            self._tally.count(bound.what, cases, len(wrong), wrong)

    def findings(self) -> Iterable[Finding]:
        """What came out."""
        return self._tally.findings()

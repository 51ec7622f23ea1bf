"""What a file of rules may say: its keys, and how each of them is read."""

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from leakbench.detectors.structured.candidates import LIKELY, SURE, TOLD
from leakbench.detectors.structured.cues import cue_kinds, cue_sets, kinds_mask
from leakbench.detectors.structured.labels import SHAPES
from leakbench.detectors.structured.rules.patterns import Element, parse_pattern
from leakbench.detectors.structured.rules.prefixes import prefix_ranges
from leakbench.detectors.structured.rules.questions import CHECKS
from leakbench.generator.declarations import Table

FORM, CONTEXT = "form", "context"
CERTAINTIES = {"sure": SURE, "told": TOLD, "likely": LIKELY}
ANY_WIDTH = 0, 1 << 30
_BOUNDS = re.compile(r"([0-9]{1,4})(?:-([0-9]{0,4}))?")
_Readers = dict[str, Callable[[Table, str], Any]]


def _bounds_of(written: int | str) -> tuple[int, int]:
    low, dash, high = str(written).partition("-")
    return int(low), int(high or (ANY_WIDTH[1] if dash else low))


def _are_bounds(value: int | str) -> bool:
    if not _BOUNDS.fullmatch(str(value)):
        return False
    low, high = _bounds_of(value)
    return low <= high


def _bounds(rule: Table, key: str) -> tuple[int, int]:
    """The fewest and the most that 11, "6-10" or "6-" writes."""
    called = "a number or a range (11, '6-10', '6-')"
    return _bounds_of(rule.value(key, (int, str), called, _are_bounds))


def _pattern(rule: Table, key: str) -> list[Element]:
    pattern = rule.text(key)
    try:
        return parse_pattern(pattern)
    except ValueError as error:
        rule.wrong(str(error))


def _true(rule: Table, key: str) -> bool:
    value: bool = rule.value(key, bool, "true", lambda value: value)
    return value


def words_mask(table: Table, key: str, kinds: Iterable[str]) -> int:
    """Kinds of words as bits: kinds, sets of them, "any", or all but those behind a "not "."""
    mask = 0
    for written in kinds:
        name = written.removeprefix("not ")
        table.refuse_unknown([name], [*cue_kinds(), *cue_sets(), "any"], "kind of words", key)
        bits = kinds_mask(cue_kinds()[1:] if name == "any" else [name])
        mask |= kinds_mask(cue_kinds()) & ~bits if name != written else bits
    return mask


def _words(table: Table, key: str) -> int:
    return words_mask(table, key, table.one_or_more(key))


def _reaches(rule: Table, key: str) -> list[tuple[int, int]]:
    """What words may say, as bits, and within how many bytes: { WAYBILL = 24 }."""
    reaches = rule.table(key).all_of(Table.whole)
    return [(words_mask(rule, key, [kind]), reach) for kind, reach in reaches.items()]


def _shape_rules(part: Table, shape: str) -> list[Table]:
    return part.tables(shape, f"{part.where}.{shape}, rule")


def _part(document: Table, part: str) -> dict[str, list[Table]]:
    return document.table(part).given(dict.fromkeys(SHAPES, _shape_rules))


def _cues(document: Table, key: str) -> dict[str, int]:
    return document.table(key).given(dict.fromkeys(SHAPES, _words))


FILE: _Readers = {"by_code": Table.texts, "cues": _cues, FORM: _part, CONTEXT: _part}
"""What a file may have beside its labels; rules are tables to be read as ``RULE`` says."""
_RESULT: _Readers = {**dict.fromkeys(CERTAINTIES, Table.text), "nothing": _true}
RESULTS: dict[str, _Readers] = {
    FORM: {**_RESULT, "shape": partial(Table.choice, known=SHAPES)},
    CONTEXT: _RESULT,
}
"""What a rule says a value is, by the part that it stands in."""
_OF_VALUE: _Readers = {
    "width": _bounds,
    "digits": _bounds,
    "pattern": _pattern,
    "prefix": prefix_ranges,
    "check": partial(Table.choice, known=CHECKS),
    "reversed": Table.flag,
    "when": Table.one_or_more,
}
RULE: dict[str, _Readers] = {
    FORM: {**_OF_VALUE, **RESULTS[FORM]},
    CONTEXT: {**_OF_VALUE, "cue": Table.one_or_more, "cue_after": _reaches, **RESULTS[CONTEXT]},
}
"""All that a rule may have, likewise."""

"""What a file of rules may say: its keys, and what each of them must hold."""

import re
from typing import Any

from leakbench.detectors.structured.candidates import LIKELY, SURE, TOLD
from leakbench.detectors.structured.data_files import (
    FLAG,
    ONE_OR_MORE,
    TABLE,
    TABLES,
    TEXT,
    TEXTS,
    TRUE,
    Kind,
)
from leakbench.detectors.structured.labels import SHAPES

FORM, CONTEXT = "form", "context"
CERTAINTIES = {"sure": SURE, "told": TOLD, "likely": LIKELY}
_UNBOUNDED = 1 << 30
_BOUNDS = re.compile(r"([0-9]{1,4})(?:-([0-9]{0,4}))?")


def bounds_of(written: int | str) -> tuple[int, int]:
    """The fewest and the most that 11, "6-10" or "6-" writes."""
    low, dash, high = str(written).partition("-")
    return int(low), int(high or (_UNBOUNDED if dash else low))


def _are_bounds(value: Any) -> bool:
    if type(value) not in {int, str} or not _BOUNDS.fullmatch(str(value)):
        return False
    low, high = bounds_of(value)
    return low <= high


def _are_reaches(value: Any) -> bool:
    return isinstance(value, dict) and all(type(one) is int and one > 0 for one in value.values())


_WIDTH = Kind("a number or a range (11, '6-10', '6-')", _are_bounds)
_REACHES = Kind("a table of kinds and bytes ({ WAYBILL = 24 })", _are_reaches)
_OF_VALUE = {
    "width": _WIDTH,
    "digits": _WIDTH,
    "pattern": TEXT,
    "prefix": ONE_OR_MORE,
    "check": TEXT,
    "reversed": FLAG,
    "when": ONE_OR_MORE,
}
_RESULT = {**dict.fromkeys(CERTAINTIES, TEXT), "nothing": TRUE}

FILE = {"labels": TEXTS, "by_code": TEXTS, "cues": TABLE, FORM: TABLE, CONTEXT: TABLE}
"""The tables and lists of a file."""
CUES = dict.fromkeys(SHAPES, ONE_OR_MORE)
"""The words that speak for each shape."""
SHAPE_RULES = dict.fromkeys(SHAPES, TABLES)
"""The rules of each shape, in ``FORM`` and in ``CONTEXT``."""
RESULTS = {FORM: {**_RESULT, "shape": TEXT}, CONTEXT: _RESULT}
"""What a rule says a value is, by the part that it stands in."""
RULE = {
    FORM: {**_OF_VALUE, **RESULTS[FORM]},
    CONTEXT: {**_OF_VALUE, "cue": ONE_OR_MORE, "cue_after": _REACHES, **RESULTS[CONTEXT]},
}
"""All that a rule may have, likewise."""

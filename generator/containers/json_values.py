"""Values of JSON as rows: nested names are joined by full stops, lists by 、, digits are kept."""

import json
from typing import Any, Final

from leakbench.generator.containers.keyed_rows import Row
from leakbench.generator.containers.problem_counts import count_problem
from leakbench.generator.containers.sheets import Problem

UNREAD: Final = "unread"
"""The column of a text that is no JSON: it is kept as it stands."""

VALUE: Final = "value"
"""The column of what has no name."""

_BETWEEN: Final = "、"
_STRINGS: Final = {str}
_WORDS: Final[dict[Any, str]] = {None: "", True: "true", False: "false"}


def rows_of(texts: list[str], problems: list[Problem]) -> list[Row]:
    """The rows of many values, most often objects: as one array, if all are sound."""
    if all(text[:1] == "{" and text[-1:] == "}" for text in texts):
        try:
            found = _DECODER.decode(f"[{','.join(texts)}]")
        except (ValueError, RecursionError):
            found = ()
        if len(found) == len(texts):
            return list(found)
    return [row_of(text, problems) for text in texts]


def row_of(text: str, problems: list[Problem]) -> Row:
    """The row of a value, in most cases an object.

    Args:
        text: The value. What cannot be read is a row of one cell, and is counted.
        problems: Those of the sheet.
    """
    try:
        value = _DECODER.decode(text)
    except (ValueError, RecursionError):
        count_problem(problems, Problem("values that are no JSON, kept as text"))
        return {UNREAD: text}
    return value if isinstance(value, dict) else _listed(value)


def _listed(value: Any) -> Row:
    """The row of what is no object: a column for each value of a list."""
    if not isinstance(value, list):
        return {VALUE: _text(value)}
    row: Row = {}
    for number, one in enumerate(value, 1):
        _put(row, f"{VALUE}{number}", one)
    return row


def _object(pairs: list[tuple[str, Any]]) -> Row:
    """An object as a row; what stands under one name is joined, also if the name comes twice."""
    row = dict(pairs)
    if len(row) == len(pairs) and set(map(type, row.values())) == _STRINGS:
        return row
    row = {}
    for name, value in pairs:
        _put(row, name, value)
    return row


def _put(row: Row, name: str, value: Any) -> None:
    if isinstance(value, dict):
        for inner, cell in value.items():
            _put(row, f"{name}.{inner}", cell)
        if not value:
            row.setdefault(name, "")
    elif isinstance(value, list):
        _put_list(row, name, value)
    else:
        text = _text(value)
        row[name] = f"{row[name]}{_BETWEEN}{text}" if row.get(name) else text


def _put_list(row: Row, name: str, values: list[Any]) -> None:
    """Put a list under a name: its values joined, those of its objects by their own names."""
    if not values:
        row.setdefault(name, "")
    joined: dict[str, list[str]] = {}
    for value in values:
        inner: Row = {}
        _put(inner, name, value)
        for own, cell in inner.items():
            joined.setdefault(own, []).append(cell)
    for own, cells in joined.items():
        _put(row, own, _BETWEEN.join(cells))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else _WORDS[value]


_DECODER: Final = json.JSONDecoder(
    parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_object, strict=False
)

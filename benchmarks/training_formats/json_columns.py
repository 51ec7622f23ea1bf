"""JSON out of columns: one string a row, made by Arrow and not by a loop over rows.

Chinese stands as it is; what JSON must escape is escaped.
"""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

_CONTROL = [chr(code) for code in range(0x20)]
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_PLACE = re.compile(r"<(\w+)>")


def quoted(strings: pa.StringArray) -> pa.StringArray:
    """Each as a JSON string, in its quotes."""
    escaped = pc.replace_substring(strings, "\\", "\\\\")
    escaped = pc.replace_substring(escaped, '"', '\\"')
    if pc.any(pc.match_substring_regex(escaped, r"[\x00-\x1f]")).as_py():
        for character in _CONTROL:
            written = _SHORT.get(character, f"\\u{ord(character):04x}")
            escaped = pc.replace_substring(escaped, character, written)
    return pc.binary_join_element_wise('"', escaped, '"', "")


def filled(template: str, **columns: pa.StringArray) -> pa.StringArray:
    """A text a row: the template, with a row's value in the place of each ``<name>``.

    Args:
        template: The text around.
        columns: A column of JSON values, or numbers, for each name in it; shape (rows,).
    """
    pieces = _PLACE.split(template)  # a text and a name in turn, a text last
    parts = [columns[piece] if at % 2 else piece for at, piece in enumerate(pieces)]
    return pc.binary_join_element_wise(*parts, "")


def listed(items: pa.StringArray, offsets: NDArray[np.int32]) -> pa.StringArray:
    """A JSON array a row.

    Args:
        items: The JSON of all items, one row's after another's.
        offsets: Where those of each row begin, and the end; shape (rows + 1,).
    """
    lists = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), items)
    return pc.binary_join_element_wise("[", pc.binary_join(lists, ", "), "]", "")


def numbers(values: NDArray[np.integer]) -> pa.StringArray:
    """Whole numbers as JSON."""
    return pc.cast(pa.array(values), pa.string())


def content(strings: pa.StringArray) -> memoryview:
    """All strings one after another, as bytes; the strings' own memory."""
    _, offsets, data = strings.buffers()
    if data is None:
        return memoryview(b"")
    at = np.frombuffer(offsets, np.int32)[strings.offset : strings.offset + len(strings) + 1]
    return memoryview(data)[int(at[0]) : int(at[-1])]

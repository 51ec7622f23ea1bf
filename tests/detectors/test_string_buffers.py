"""Tests of the memory of strings, sound or not."""

from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from leakbench.detectors.plain_strings import StringsError
from leakbench.detectors.string_buffers import (
    NOWHERE,
    columns_of,
    first_broken,
    longest_of,
    size_of,
    string_buffers,
)

PIECES = [
    "a",
    "é",
    "中",
    "😀",
    "문",
    "\u0800",
    "\ud7ff",
    "\ue000",
    "\U0010ffff",
    "中文" * 30,
    "x" * 61,
]
BROKEN = [
    b"\x80", b"\xff", b"\xc0\x80", b"\xc1\xbf", b"\xe4", b"\xe4\xb8", b"\xe0\x9f\xbf",
    b"\xed\xa0\x80", b"\xf0\x8f\xbf\xbf", b"\xf4\x90\x80\x80", b"\xf5\x80\x80\x80", b"\xf0\x9f\x98",
]  # fmt: skip
BYTES = st.lists(
    st.one_of(st.sampled_from([piece.encode() for piece in PIECES]), st.sampled_from(BROKEN)),
    max_size=9,
).map(b"".join)


def read_only(numbers, kind):
    """An array as kernels are given it."""
    return np.frombuffer(np.array(numbers, kind).tobytes(), kind)


def first_undecodable(data, offsets):
    """What Python says."""
    for row, (begin, end) in enumerate(pairwise(offsets)):
        try:
            data[begin:end].decode()
        except UnicodeDecodeError:
            return row
    return NOWHERE


@settings(max_examples=600, deadline=None)
@given(BYTES, st.lists(st.floats(0, 1), min_size=1, max_size=6))
@example(b"x" * 62 + b"\xe4\xb8" + b"x" * 70, [0.0, 1.0])
@example("中".encode() * 22, [0.0, 0.5, 1.0])
def test_broken_strings_are_found_as_python_finds_them(data, cuts):
    """Wherever text is cut, and whatever stands in for a character."""
    offsets = sorted(round(cut * len(data)) for cut in cuts)
    found = first_broken(read_only(list(data), np.uint8), read_only(offsets, np.int32))
    assert found == first_undecodable(data, offsets)


@given(st.lists(st.integers(-9, 20), min_size=2, max_size=6))
def test_offsets_that_leave_the_memory_are_found(offsets):
    """Before the begin, beyond the end, or backwards: the first string that they are wrong for."""
    sound = (
        row
        for row, (begin, end) in enumerate(pairwise(offsets))
        if not 0 <= begin <= end <= len(b"0123456789")
    )
    found = first_broken(read_only(list(b"0123456789"), np.uint8), read_only(offsets, np.int32))
    assert found == next(sound, NOWHERE)


def test_a_column_is_read_as_it_is_sliced():
    """Null cells are empty rows, and what stands before a slice is no part of it."""
    strings = string_buffers(pa.array(["前", "王", None, "小芳"]).slice(1))
    cells = [strings.data[a:b].tobytes().decode() for a, b in pairwise(strings.offsets)]
    assert cells == ["王", "", "小芳"]
    assert longest_of(strings, 0) == len("小芳".encode())
    assert longest_of(strings, 9) == size_of(strings) == len("王小芳".encode())


@pytest.mark.parametrize("column", [pa.array([], pa.string()), pa.array(["a"]).slice(1)])
def test_nothing_has_no_strings(column):
    """Columns without rows, whether they have memory or not."""
    data, offsets = string_buffers(column)
    assert (len(data), offsets.tolist()) == (0, [0])
    assert longest_of(string_buffers(column), 0) == 0


def test_memory_is_not_to_be_written():
    """Whoever made it: kernels are compiled for one kind of array."""
    bounds = pa.py_buffer(np.array([0, 1], np.int32))
    for data in (pa.py_buffer(np.zeros(1, np.uint8)), pa.py_buffer(b"a")):
        for part in string_buffers(pa.StringArray.from_buffers(1, bounds, data)):
            assert not part.flags.writeable


def test_offsets_at_odd_addresses_are_read():
    """Kernels read whole numbers at addresses that these divide."""
    bounds = np.array([0, 1, 3], np.int32).tobytes()
    odd = pa.py_buffer(b"-" + bounds).slice(1, len(bounds))
    strings = string_buffers(pa.StringArray.from_buffers(2, odd, pa.py_buffer(b"abc")))
    assert strings.offsets.tolist() == [0, 1, 3]
    assert strings.offsets.flags.aligned
    assert not strings.offsets.flags.writeable


@pytest.mark.parametrize(
    ("ends", "what"),
    [([0, 9, 2], "row 0"), ([0, 1, 0, 2], "row 1"), ([0, 0, -3, 1], "row 1")],
)
def test_unsound_memory_is_refused_by_name(ends, what):
    """Column and row are named."""
    offsets = pa.py_buffer(np.array(ends, np.int32))
    column = pa.StringArray.from_buffers(len(ends) - 1, offsets, pa.py_buffer(b"ab"))
    with pytest.raises(StringsError, match=rf"^column '备注': .*{what}"):
        columns_of(pa.record_batch([pa.array(["a"] * len(column)), column], ["one", "备注"]))


@pytest.mark.parametrize("size", [0, 8])
def test_too_few_offsets_are_refused(size):
    """As a message between processes may have them; more rows than offsets are no strings."""
    batch = pa.record_batch([pa.array(["a", "bc", "d"])], ["备注"])
    message = batch.serialize().to_pybytes()
    offsets = np.array([0, 1, 3, 4], np.int32).tobytes()
    short = message.replace(len(offsets).to_bytes(8, "little"), size.to_bytes(8, "little"))
    assert short != message
    broken = pa.ipc.read_record_batch(pa.py_buffer(short), batch.schema)
    with pytest.raises(StringsError, match=r"^column '备注': it is no sound Arrow"):
        columns_of(broken)

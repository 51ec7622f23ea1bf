"""Tests of copying and moving parts of a view."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.normalize.view_text import (
    COPIED,
    ViewText,
    copy_kept,
    move_byte,
    move_left,
    move_right,
    write_byte,
)
from leakbench.generator.engine.compiled import compiled

RAW = st.binary(min_size=1, max_size=100)


@compiled
def _copied(data, part, view, to):
    return copy_kept(data, part[0], part[1], view, to)


def _view(size):
    """Bytes and their map, each entry another one."""
    entries = np.arange(size)
    return ViewText(
        entries.astype(np.uint8), entries.astype(np.int32), (entries + 1000).astype(np.int32)
    )


@given(RAW, st.data())
def test_what_stays_is_copied_with_its_map(raw, draw):
    """Each byte knows where it was, and nothing before it is touched."""
    data = np.frombuffer(raw, np.uint8)
    at = draw.draw(st.integers(0, len(data)))
    end = draw.draw(st.integers(at, len(data)))
    out, first, last = view = ViewText(*(array[: 3 + len(data) + COPIED] for array in _view(200)))
    to = _copied(data, (at, end), view, 3)
    assert to == 3 + end - at
    assert out[3:to].tobytes() == raw[at:end]
    assert first[3:to].tolist() == list(range(at, end))
    assert last[3:to].tolist() == list(range(at + 1, end + 1))
    assert out[:3].tolist() == [0, 1, 2]


@given(st.integers(0, 90), st.integers(0, 60), st.integers(0, 40))
def test_a_part_is_moved_whole(at, size, shift):
    """To either side, also by less than its length; what lies beyond it stays."""
    end = at + size
    arrays = _view(200)
    expected = [array.copy() for array in arrays]
    move_right(arrays, at, end, shift)
    for array in expected:
        array[at + shift : end + shift] = array[at:end].copy()
    assert all(map(np.array_equal, arrays, expected))
    to = max(0, at - shift)
    assert move_left(arrays, at, end, to) == to + size
    for array in expected:
        array[to : to + size] = array[at:end].copy()
    assert all(map(np.array_equal, arrays, expected))


def test_a_byte_goes_with_its_map():
    """Written anew, or taken from another place."""
    view = _view(5)
    write_byte(view, 2, 77, 8, 9)
    move_byte(view, 2, 0)
    for place in (0, 2):
        assert [int(array[place]) for array in view] == [77, 8, 9]
    assert [int(array[1]) for array in view] == [1, 1, 1001]

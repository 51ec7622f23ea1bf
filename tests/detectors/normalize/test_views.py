"""Tests of the memory of views, and of the way back from them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.normalize.blocks import REACH
from leakbench.detectors.normalize.views import room_for_views, written_range
from leakbench.generator.engine.intrinsics import BLOCK

CELLS = st.lists(st.text("a1é电🔥", max_size=40), min_size=1, max_size=5)


@given(st.lists(st.integers(0, 500), max_size=20))
def test_there_is_room_for_all_cells(sizes):
    """For their bytes and a step more, and for the words of each, however they are cut."""
    views = room_for_views(len(sizes), sum(sizes))
    arrays = (views.written, views.text, views.first, views.last)
    assert all(len(array) == sum(sizes) + REACH for array in arrays)
    assert len(views.ends) == len(sizes) + 1
    assert len(views.inside) == len(views.inside_before)
    assert sum(size // BLOCK + 2 for size in sizes) <= len(views.inside)


def test_what_is_read_is_what_was_written_and_cannot_be_changed():
    """The two arrays of text, and of ends, are one memory."""
    views = room_for_views(1, 10)
    views.written[3], views.ends[1] = 77, 5
    assert (views.text[3], views.bounds[1]) == (77, 5)
    assert not views.text.flags.writeable
    assert not views.bounds.flags.writeable
    assert views.written.flags.writeable


@given(CELLS)
def test_bytes_lead_back_to_code_points(cells):
    """Those of the cell as written, wherever it begins in the data."""
    views = room_for_views(len(cells), len("".join(cells).encode()))
    start = word = 0
    for number, cell in enumerate(cells):
        data = cell.encode()
        views.words[number] = word
        inside = [byte & 0b1100_0000 == 0b1000_0000 for byte in data]
        for block in range(len(data) // BLOCK + 2):
            bits = inside[block * BLOCK : (block + 1) * BLOCK]
            views.inside[word] = np.uint64(sum(1 << k for k, bit in enumerate(bits) if bit))
            views.inside_before[word] = sum(inside[: block * BLOCK])
            word += 1
        views.first[start : start + len(data)] = np.arange(start, start + len(data))
        views.last[start : start + len(data)] = np.arange(start, start + len(data)) + 1
        for low in range(len(cell)):
            begin, end = (start + len(cell[:k].encode()) for k in (low, low + 1))
            assert written_range(views, number, begin, end, start) == (low, low + 1)
        start += len(data)

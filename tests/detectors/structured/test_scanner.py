"""Tests of scanning columns in memory that is used again."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa
import pytest

from leakbench.detectors.string_buffers import string_buffers
from leakbench.detectors.structured.scanner import Scanner
from leakbench.detectors.structured.scanning import CELLS, SIZE

NUMBER = "19900000000"
DISGUISED = "１９９０００0００00"


def places(scanner, cells):
    """Row, start and end of each span in some cells."""
    return listed(scanner.spans(string_buffers(pa.array(cells))))


def listed(spans):
    """Row, start and end of each span of an answer."""
    return np.stack(spans[:3], 1).tolist()


def alone(cells):
    """The same, each cell scanned by itself in memory of its own."""
    return [
        [row, start, end]
        for row, cell in enumerate(cells)
        for _, start, end in places(Scanner(), [cell])
    ]


@pytest.mark.parametrize("cells", [CELLS - 1, CELLS, 2 * CELLS + 1])
def test_many_cells_are_read_as_each_by_itself(cells):
    """However many are read at a time, and whichever of them need the view."""
    kinds = ["", NUMBER, f"啊{DISGUISED}，{NUMBER}", "啊" * 70 + NUMBER]
    expected = [[place[1:] for place in alone([kind])] for kind in kinds]
    texts = [kinds[k * k % 7 % len(kinds)] for k in range(cells)]
    assert places(Scanner(), texts) == [
        [row, *place] for row, text in enumerate(texts) for place in expected[kinds.index(text)]
    ]


def test_a_cell_may_be_longer_than_what_is_read_at_a_time():
    """Also one that needs the view, among short ones and after them."""
    scanner = Scanner()
    short = [NUMBER, DISGUISED]
    expected = places(scanner, short)
    for value in short:
        long = "啊" * (SIZE // 3 + 1)
        cells = [short[0], long + value, short[1]]
        begin = len(long)
        assert places(scanner, cells) == [
            [0, 0, 11],
            [1, begin, begin + 11],
            [2, 0, 11],
        ]
        assert places(scanner, short) == expected


def test_threads_share_a_scanner():
    """Each scans in memory of its own."""
    scanner = Scanner()
    columns = [
        string_buffers(pa.array([NUMBER, DISGUISED, "啊" * k + DISGUISED] * 300)) for k in range(16)
    ]
    expected = [listed(Scanner().spans(column)) for column in columns]
    with ThreadPoolExecutor(4) as pool:
        found = pool.map(lambda column: listed(scanner.spans(column)), columns * 8)
        assert list(found) == expected * 8

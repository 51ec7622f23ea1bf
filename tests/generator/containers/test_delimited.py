import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.containers import delimited, encodings
from leakbench.generator.containers.delimited import LONGEST_ROW, read_delimited

from .round_trips import CELLS


def sheet_of(data, delimiter=","):
    """A text read with a delimiter."""
    return read_delimited(io.BytesIO(data), lambda _: delimiter)


def test_rows_are_as_wide_as_the_widest():
    """Short rows are filled up with empty cells, a blank line is a row of them."""
    assert list(sheet_of(b"title\n\na,b,c\nd").rows()) == [
        ["title", "", ""],
        ["", "", ""],
        ["a", "b", "c"],
        ["d", "", ""],
    ]


def test_cells_beyond_the_width_stay_joined(monkeypatch):
    """A row that is wider than all of the first block keeps every character, and is counted."""
    monkeypatch.setattr(encodings, "BLOCK_BYTES", 8)
    sheet = sheet_of(b'a,b\nc,d\ne,"f",g,"h"\ni,"j"\n')
    assert list(sheet.rows()) == [["a", "b"], ["c", "d"], ["e", '"f",g,"h"'], ["i", "j"]]
    assert [(one.what, one.count) for one in sheet.problems] == [
        ("rows with more cells than those above", 1)
    ]


def test_an_endless_line_is_cut(monkeypatch):
    """A row that is too long becomes several, cut between words, with every character there."""
    monkeypatch.setattr(delimited, "LONGEST_ROW", 1_000)
    monkeypatch.setattr(encodings, "BLOCK_BYTES", 300)
    text = "".join(f"姓名{at} 13800138000 " for at in range(500))
    sheet = sheet_of(text.encode(), "")
    rows = [row[0] for row in sheet.rows()]
    assert "".join(rows) == text
    assert len(rows) == sheet.problems[0].count + 1 > 10
    assert all(row.endswith(" ") for row in rows)
    unbroken = "张" * 5_000
    assert "".join(row[0] for row in sheet_of(unbroken.encode(), "").rows()) == unbroken


@given(st.lists(CELLS, max_size=8).map("".join), st.integers(1, 40))
def test_blocks_change_nothing(text, size):
    """Rows are the same in blocks of any size, but for what depends on the first one's width."""
    whole = list(sheet_of(b",,,,,,,,,,\n" + text.encode()).rows())
    blocks = encodings.BLOCK_BYTES
    encodings.BLOCK_BYTES = max(size, 12)
    try:
        found = list(sheet_of(b",,,,,,,,,,\n" + text.encode()).rows())
    finally:
        encodings.BLOCK_BYTES = blocks
    assert found == whole


@pytest.mark.slow
def test_memory_is_bounded():
    """A gigabyte line or many rows: never more than some blocks and what is made of them."""

    class Endless(io.RawIOBase):
        """The same bytes again and again, 64 MiB of them."""

        def __init__(self, piece):
            self.piece, self.left = piece * (1 + (1 << 20) // len(piece)), 64

        def read(self, size=-1):
            self.left -= 1
            return self.piece[:size] if self.left >= 0 else b""

    for piece in (b"x", "张三,13800138000\r\n".encode(), b",", b'"'):
        tracemalloc.start()
        for batch in read_delimited(Endless(piece), lambda _: ",").batches:
            assert batch.nbytes < 16 * LONGEST_ROW
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 48 << 20

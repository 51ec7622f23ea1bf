"""Tests of streams of text as lines."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.detection.line_stream import line_sheet

LINES = st.lists(st.text(st.characters(exclude_characters="\r\n\0", codec="utf-8"), max_size=9))


class Bits(BytesIO):
    """A stream of which little has come at a time."""

    def __init__(self, content, size):
        super().__init__(content)
        self.size = size

    def read1(self, size=-1, /):
        """A few bytes."""
        return super().read1(min(size, self.size))


def lines_of(stream):
    """All lines."""
    return [row[0] for row in line_sheet(stream).rows()]


@given(LINES, st.sampled_from(["utf-8", "utf-8-sig"]), st.integers(1, 7), st.booleans())
def test_lines_do_not_depend_on_how_they_come(lines, encoding, size, carriage):
    """Characters and line ends may be cut anywhere."""
    end = "\r\n" if carriage else "\n"
    content = "".join(line + end for line in lines).encode(encoding)
    if encoding == "utf-8-sig" and content.startswith(b"\xef\xbb\xbf") and size < 3:
        size = 3  # the mark itself tells the encoding
    found = lines_of(Bits(content, size))
    told = [line.removeprefix("\ufeff") if not at else line for at, line in enumerate(lines)]
    first = [line.removeprefix("\ufeff") if not at else line for at, line in enumerate(found)]
    assert first == told


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_other_encodings_are_told_by_what_comes_first(encoding):
    """By the bytes above ASCII, or the mark."""
    lines = ["plain", "姓名王某某，电话13800000000", "住址不详", ""]
    assert lines_of(BytesIO("\n".join(lines).encode(encoding))) == lines[:-1]


def test_broken_bytes_are_marked():
    """And the rest goes on."""
    assert lines_of(BytesIO("甲\n".encode() + b"\xff\n" + "乙".encode())) == ["甲", "\ufffd", "乙"]
    assert lines_of(BytesIO(b"")) == []

import io
import struct

from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.containers.compound_file import _has_circle, stream, stream_names

from .test_xls import workbook


def test_streams_are_told_and_read():
    """The first of the names that there is."""
    data = workbook({(row, 0): f"第{row}行" for row in range(2_000)})
    assert "Workbook" in stream_names(io.BytesIO(data))
    found = stream(io.BytesIO(data), ("Book", "Workbook"))
    assert found[:4] == b"\x09\x08\x10\x00"
    assert len(found) > 20_000
    assert stream(io.BytesIO(data), ("Absent",)) == b""


def test_chains_that_go_round_end():
    """After as many sectors as the file has."""
    data = bytearray(workbook({(0, 0): "a"}))
    table = 512 * (struct.unpack_from("<L", data, 76)[0] + 1)
    for place in range(0, 512, 4):
        struct.pack_into("<L", data, table + place, 0)
    assert len(stream(io.BytesIO(bytes(data)), ("Workbook",))) <= len(data)


@given(st.binary(max_size=600), st.integers(0, 1 << 32))
def test_any_bytes_are_endured(data, sector):
    """Nothing is an error."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + struct.pack("<H", 9) + bytes(16)
    file = io.BytesIO(header + struct.pack("<L", sector % (1 << 32)) + data + bytes(512) + data)
    assert isinstance(stream_names(file), set)
    assert isinstance(stream(file, ("a",)), bytes)


def test_sectors_that_lead_in_a_circle_are_told():
    """A table in which one place names an earlier one; a sound file has none."""
    assert not _has_circle(b"")
    assert not _has_circle(struct.pack("<4L", 1, 2, 0xFFFFFFFE, 0xFFFFFFFF))
    assert _has_circle(struct.pack("<4L", 1, 2, 1, 0xFFFFFFFF))
    assert _has_circle(struct.pack("<L", 0))

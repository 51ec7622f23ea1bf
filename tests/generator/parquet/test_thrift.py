"""Tests of Thrift's compact protocol; that Parquet's readers read it, test_parquet.py shows."""

from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.parquet.thrift import TRUE, i32, listed, struct, varint, zigzag


def read(data):
    """The number that begins some bytes, and the rest."""
    number = 0
    for place, byte in enumerate(data):
        number |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return number, data[place + 1 :]
    raise AssertionError("it does not end")


@given(st.integers(0, 2**64 - 1))
def test_a_number_ends_where_it_says(number):
    """It is read again, and what follows is left."""
    assert read(varint(number) + b"x") == (number, b"x")


@given(st.integers(-(2**63), 2**63 - 1))
def test_the_sign_is_the_last_bit(number):
    """Small numbers of either sign stay short."""
    found, _ = read(zigzag(number))
    assert (found >> 1 if found % 2 == 0 else ~(found >> 1)) == number


def test_long_lists_have_their_length_apart():
    """Up to 14 items it stands in the byte of the type."""
    assert listed([i32(1)] * 14).data == b"\xe5" + b"\x02" * 14
    assert listed([i32(1)] * 15).data == b"\xf5\x0f" + b"\x02" * 15


def test_what_is_missing_is_left_out():
    """The next field's number counts from the last one there is."""
    assert struct({1: i32(-1), 2: None, 4: TRUE}).data == b"\x15\x01\x31\x00"

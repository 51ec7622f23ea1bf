import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.containers import encodings
from leakbench.generator.containers.encodings import ENCODINGS, decoded, encoding_of, valid_utf8

LIST = "".join(
    f"{number},张三,1380013{number:04},北京市朝阳区建国路{number}号，三单元\r\n"
    for number in range(300)
)


def text_of(data):
    """A text decoded as a whole, and what was undecodable."""
    problems = []
    return b"".join(decoded(io.BytesIO(data), problems)).decode(), problems


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_is_found_out(encoding):
    """A list in it is told by its first bytes, wherever they are cut, and decodes to itself."""
    data = LIST.encode(encoding)
    for cut in range(200, 230):
        assert encoding_of(data[:cut]) == encoding
    assert text_of(data) == (LIST, [])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_of_words_alone_is_found_out(encoding):
    """Without digits, line breaks and mark there is no zero; the pages of Chinese tell it."""
    words = "张王李赵欧阳司马建国路朝阳区的一是了我不人在他有这个上们来到"
    words += "时大地为子中你说生国年着就那和要"
    assert encoding_of(words.encode(encoding)) == encoding


def test_a_big_endian_mark_is_one():
    """UTF-16 may begin with the other mark."""
    data = b"\xfe\xff" + LIST.encode("utf-16-be")
    assert encoding_of(data) == "utf-16"
    assert text_of(data) == (LIST, [])


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_plain_ascii_decides_nothing(encoding, monkeypatch):
    """The first characters above 127 decide, however late they come, across blocks or not."""
    late = "x,13800138000\n" * 30_000 + LIST
    data = late.encode(encoding)
    assert text_of(data) == (late, [])
    monkeypatch.setattr(encodings, "BLOCK_BYTES", 4_099)
    assert text_of(data) == (late, [])


def test_broken_bytes_are_counted():
    """Text that is UTF-8 stays UTF-8 though some bytes are none, and these are counted."""
    data = LIST.encode() + b"\xff\xfe!" + LIST.encode() + b"\xe5\xbc"
    text, [problem] = text_of(data)
    assert text == f"{LIST}\ufffd\ufffd!{LIST}\ufffd"
    assert (problem.what, problem.count) == ("bytes that are no UTF-8", 3)


def test_a_mark_of_replacement_is_no_problem():
    """U+FFFD that stands in a text was not put there by us."""
    assert text_of(f"{LIST}\ufffd".encode()) == (f"{LIST}\ufffd", [])


@given(st.binary(max_size=400), st.integers(1, 50))
def test_whatever_comes_is_valid(data, size):
    """Arbitrary bytes become whole characters, the same in blocks of any size."""
    blocks = encodings.BLOCK_BYTES
    encodings.BLOCK_BYTES = size
    try:
        pieces = list(decoded(io.BytesIO(b"\xe5\xbc\xa0," + data), []))
    finally:
        encodings.BLOCK_BYTES = blocks
    assert all(valid_utf8(piece, len(piece)) for piece in pieces)
    assert [piece.decode() for piece in pieces]


# Zeros are no text, and tell UTF-16.
@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60), st.integers(4, 50)
)
def test_characters_across_blocks_are_whole(text, size):
    """A list reads the same in blocks of any size, in every encoding."""
    blocks = encodings.BLOCK_BYTES
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        data = ("张三，李四，王五，赵六，北京市，" + text).encode(encoding)
        encodings.BLOCK_BYTES = max(size, 24)
        try:
            found = text_of(data)
        finally:
            encodings.BLOCK_BYTES = blocks
        assert found == ("张三，李四，王五，赵六，北京市，" + text, [])

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.models.pieces import pieces


@given(st.text("张伟1。，\n \u0301😀", max_size=60), st.integers(1, 20))
def test_pieces_concatenate_to_the_text(text, size):
    """Nothing is lost, every piece knows its place, and none is too long."""
    cut = list(pieces(text, size))
    assert "".join(piece for _, piece in cut) == text
    assert all(text[start : start + len(piece)] == piece for start, piece in cut)
    assert all(len(piece) <= size for _, piece in cut)
    assert all(piece for _, piece in cut) or not text


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("一二三四五六七\n八，九。", "一二三四五六七\n"),
        ("一二三四五六。八，九十", "一二三四五六。"),
        ("一二三四五六，八 九十", "一二三四五六，"),
        ("一二三四五 七八九十一", "一二三四五 "),
        ("一，二三四五六七八九十一", "一，二三四五六七八九"),
    ],
)
def test_the_best_place_is_cut(text, first):
    """Lines go before sentences, these before parts and words; else the size decides."""
    assert next(pieces(text, 10)) == (0, first)

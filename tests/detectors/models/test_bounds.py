import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.models.bounds import trimmed


@pytest.mark.parametrize(
    ("text", "bounds", "kept"),
    [
        (" 张伟 ", (0, 4), "张伟"),
        ("a\u3000张伟\n", (1, 5), "张伟"),
        ("Jose\u0301 x", (0, 4), "Jose\u0301"),
        ("1\ufe0f\u20e32", (0, 1), "1\ufe0f\u20e3"),
        ("张 伟", (0, 3), "张 伟"),
        (" \u0301x", (0, 1), ""),
    ],
)
def test_bounds_fit_what_is_read(text, bounds, kept):
    """Space goes, marks stay with their character, what stands inside is left alone."""
    start, end = trimmed(text, *bounds)
    assert text[start:end] == kept


@given(st.text("张 \n\u0301\u200b😀", max_size=12), st.data())
def test_bounds_stay_in_the_text(text, data):
    """Whatever the text, bounds stay within it and in order."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    left, right = trimmed(text, start, end)
    assert start <= left <= right <= len(text)
    assert text[left:right].strip() or left == right

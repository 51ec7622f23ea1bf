"""Tests of number plates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.plates import plate_bounds

from .passes import NUMBERS, place_of

PROVINCE = len("京".encode())


def plate_in(marked):
    """The plate whose letters begin with the value in square brackets; nothing if there is none."""
    place = place_of(marked)
    start, stop = plate_bounds(place, NUMBERS)
    return place.data[start:stop].tobytes().decode() if stop else ""


@given(
    st.one_of(
        st.text("Ab01", min_size=5, max_size=8), st.text("AIO0123456789", min_size=1, max_size=11)
    )
)
def test_plates_have_six_characters_or_seven(text):
    """A letter first, three letters at most, and none that looks like a digit."""
    digits = sum(character.isdigit() for character in text)
    right = (
        len(text) in {6, 7}
        and not text[0].isdigit()
        and not set(text) & set("IO")
        and digits >= len(text) - 3
    )
    assert plate_in(f"京[{text}]") == (f"京{text}" if right else "")


@pytest.mark.parametrize("mark", ["", "·", "•", " ", "-", ".", "*"])
@given(cut=st.integers(1, 5))
def test_a_mark_may_stand_in_a_plate(mark, cut):
    """Between any two of its characters."""
    text = "A00000"
    written = text[:cut] + mark + text[cut:]
    assert plate_in(f"甲京[{written}]，") == f"京{written}"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("京.[A00000]", "京.A00000"),
        ("的[A00000]", ""),  # no province
        ("[A00000]", ""),
        ("京[A00000]5 6", "京A000005"),  # with new energy
        ("京[A00000] 5", "京A00000"),
        ("京[A00000]停", "京A00000"),
        ("京[AAA000]", "京AAA000"),
        ("京[AAAA00]", ""),  # four letters
        ("京[A0000]\n0", ""),  # a line of its own
    ],
)
def test_where_a_plate_begins_and_ends(marked, expected):
    """At the province's character, and before what is no part of it."""
    assert plate_in(marked) == expected

"""Tests of telephone numbers of several parts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.structured.labels import NOTHING
from leakbench.detectors.structured.telephones import (
    after_code,
    code_start,
    extension_end,
    grouped_mobile_end,
    landline_bounds,
    national_kind,
)
from leakbench.generator.engine.compiled import compiled

from .passes import NUMBERS, SCRATCH, name_of, place_of

MOBILE = "19900000000"
AREAS = {int(code): int(NUMBERS.local[code]) for code in np.flatnonzero(NUMBERS.local)}


@compiled
def _national_kind(place, tables):
    return national_kind(place, tables)


def between(place, start, stop):
    """What stands between two bytes of a cell; nothing if the second one is 0."""
    return place.data[start:stop].tobytes().decode() if stop else ""


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f"+86[{MOBILE}]", f"+86{MOBILE}"),
        (f"+86 [{MOBILE}]", f"+86 {MOBILE}"),
        (f"+86-[{MOBILE}]", f"+86-{MOBILE}"),
        (f"(+86)[{MOBILE}]", f"(+86){MOBILE}"),
        (f"(+86) [{MOBILE}]", f"+86) {MOBILE}"),
        (f"甲0086 [{MOBILE}]", f"0086 {MOBILE}"),
        (f"甲10086 [{MOBILE}]", MOBILE),  # a service, and a number
        (f"甲86 [{MOBILE}]", MOBILE),
        (f"86 [{MOBILE}]", MOBILE),
        (f"甲[{MOBILE}]", MOBILE),
        (f"[{MOBILE}]", MOBILE),
    ],
)
def test_a_number_begins_at_its_country_code(marked, expected):
    """If a plus sign or two zeros say that it is one."""
    place = place_of(marked)
    assert between(place, code_start(place.data, 0, place.start), place.stop) == expected


@pytest.mark.parametrize(
    ("digits", "mobile"),
    [
        (f"86{MOBILE}", True),
        (f"0086{MOBILE}", True),
        ("8612900000000", False),  # no such prefix
        (f"87{MOBILE}", False),
        (f"1086{MOBILE}", False),
    ],
)
def test_a_country_code_may_be_written_on_to_a_mobile_number(digits, mobile):
    """With or without zeros."""
    kind = _national_kind(place_of(f"[{digits}]"), NUMBERS)
    assert (name_of(kind) if kind != NOTHING else None) == ("MOBILE" if mobile else None)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f"+[86] {MOBILE}", (f"+86 {MOBILE}", "MOBILE")),
        (f"[86]-{MOBILE}", (f"86-{MOBILE}", "MOBILE")),
        (f"(+[86]){MOBILE}", (f"(+86){MOBILE}", "MOBILE")),
        (f"(+[86]) {MOBILE}", (f"(+86) {MOBILE}", "MOBILE")),
        ("+[86] 199-0000-0000", ("+86 199-0000-0000", "MOBILE")),
        ("+[86] 571 20000000", ("+86 571 20000000", "LANDLINE")),
        ("+[86]-20-20000000", ("+86-20-20000000", "LANDLINE")),
        (f"[86] {MOBILE}", ("", None)),  # nothing says that it is a code
        ("+[86] 571 2000000", ("", None)),  # too short for that area
        ("+[86] 12900000000", ("", None)),
        ("+[86] 129-0000-0000", ("", None)),
        ("+[86]", ("", None)),
        ("+[86] 1", ("", None)),
    ],
)
def test_a_number_follows_its_country_code(marked, expected):
    """A mobile number, or a landline without the zero of its area code."""
    place = place_of(marked)
    start, stop, kind = after_code(place, NUMBERS, SCRATCH)
    assert (between(place, start, stop), name_of(kind) if stop else None) == expected


@given(
    st.sampled_from(sorted(AREAS)),
    st.sampled_from(["-", " ", ")", "–", "—", "－", "）", " - ", ") "]),
    st.integers(6, 9),
    st.integers(0, 9),
)
def test_landlines_are_as_long_as_their_area_says(area, gap, size, first):
    """And begin with 2 to 8."""
    local = str(first) + "0" * (size - 1)
    text = f"0{area}{gap}{local}"
    place = place_of(f"甲[0{area}]{gap}{local}，")
    right = size == AREAS[area] and 2 <= first <= 8
    assert between(place, *landline_bounds(place, NUMBERS)) == (text if right else "")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("([010])20000000", "(010)20000000"),
        ("（[010]）20000000", "（010）20000000"),
        ("（[010]-20000000）", "010-20000000"),
        ("[0571]-2000 0000", "0571-2000 0000"),
        ("[0571]-2000-000", ""),
        ("[0999]-20000000", ""),  # no such area
        ("[0571]20000000", ""),  # a rule tells those without a gap
        ("[0571]-20000000-801", "0571-20000000-801"),
    ],
)
def test_where_a_landline_begins_and_ends(marked, expected):
    """With the brackets about its area code, and with its extension."""
    place = place_of(marked)
    assert between(place, *landline_bounds(place, NUMBERS)) == expected


@pytest.mark.parametrize(
    ("rest", "size"),
    [
        ("-801", 4),
        ("转801", 6),
        ("分机801", 9),
        (" ext 801", 8),
        ("EXT.801", 7),
        ("转 801。", 7),
        ("-123456", 0),  # longer than extensions are
        ("转123456", 9),
        ("转1234567", 0),
        ("-801a", 0),
        ("转", 0),
        ("的801", 0),
        ("", 0),
    ],
)
def test_an_extension_belongs_to_its_number(rest, size):
    """Behind a hyphen or a word; what is longer is another number."""
    place = place_of(f"20000000[]{rest}")
    assert extension_end(place.data, place.start, place.cell_end) == place.start + size


@given(st.sampled_from(["接", "，然后", "再接着打", "/", "——————"]), st.sampled_from("接/，"))
def test_groups_may_have_the_same_words_between_them(words, others):
    """Few words, and a mobile number without them."""
    text = f"{words}0000{words}0000"
    place = place_of(f"[199]{text}1")
    assert grouped_mobile_end(place, NUMBERS, SCRATCH) == 0  # another digit follows
    place = place_of(f"[199]{text}，")
    whole = place.cell_end - len("，".encode())
    assert grouped_mobile_end(place, NUMBERS, SCRATCH) == (whole if len(words) < 6 else 0)
    place = place_of(f"[199]{words}0000{others}0000")
    same = place.cell_end if words == others else 0
    assert grouped_mobile_end(place, NUMBERS, SCRATCH) == same
    assert grouped_mobile_end(place_of(f"[129]{text}"), NUMBERS, SCRATCH) == 0

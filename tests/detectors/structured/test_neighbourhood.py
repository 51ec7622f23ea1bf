"""Tests of conditions on what else the cell of a value holds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from leakbench.detectors.structured.candidates import KIND, ROW, START, STOP, Neighbours
from leakbench.detectors.structured.cues import cue_tables
from leakbench.detectors.structured.labels import NOTHING, label, shape
from leakbench.detectors.structured.neighbourhood import (
    after_foreign_name,
    born_by_id,
    next_to,
    others_born,
    right_after,
    sex_follows,
    tells_illness,
    tells_lodging,
    year_from,
)
from leakbench.generator.engine.compiled import compiled

from .passes import candidates_of, place_of

_, WORDS_AFTER = cue_tables()
NEAR = 12


def asked(function, marked):
    """What a condition says about the value in square brackets."""
    place = place_of(marked)
    match function.py_func.__name__:
        case "tells_lodging":
            return function(place, WORDS_AFTER)
        case "tells_illness":
            return function(place, WORDS_AFTER, np.full(2, -1, np.int32))
    return function(place)


@pytest.mark.parametrize(
    ("function", "marked", "expected"),
    [
        (sex_follows, "[1990-01-01],男", True),
        (sex_follows, "[1990-01-01]|女|某地", True),
        (sex_follows, "[1990-01-01],男士", False),
        (sex_follows, "[1990-01-01]男", False),
        (sex_follows, "[1990-01-01]", False),
        (after_foreign_name, "JOHN SMITH [000000000]", True),
        (after_foreign_name, "JOHN SMITH，[000000000]", True),
        (after_foreign_name, "某某·某某，[000000000]", True),
        (after_foreign_name, "某某，[000000000]", False),
        (after_foreign_name, "John Smith [000000000]", False),
        (after_foreign_name, "[000000000]", False),
        (tells_lodging, "某某，[00000001]，住某酒店", True),
        (tells_lodging, "某某，[00000001]，住某地", False),
        (tells_illness, "甲,慢性胃炎,[0000001],男", True),
        (tells_illness, "甲,疟,[0000001],男", True),
        (tells_illness, "甲,治疗,[0000001],男", False),  # in the names of many firms
        (tells_illness, "甲,K29.5,[0000001],男", True),
        (tells_illness, "甲,AK29.5,[0000001],男", False),
        (tells_illness, "甲,K29.55,[0000001],男", False),
        (tells_illness, "慢性胃炎[0000001]。", True),
        (tells_illness, "慢性胃炎。某某[0000001]某某", False),  # another sentence
        (tells_illness, "慢性胃炎。某某：[0000001]某某", True),
    ],
)
def test_conditions_hold_where_they_say(function, marked, expected):
    """About the value in square brackets, which are not part of the text."""
    assert bool(asked(function, marked)) == expected


def test_a_cell_of_many_numbers_is_searched_once():
    """The answer stands in the memory, by the start of the cell."""
    memo = np.full(2, -1, np.int32)
    place = place_of("甲,某某,[0000001],男")
    assert not tells_illness(place, WORDS_AFTER, memo)
    assert memo.tolist() == [0, 0]
    ill = place_of("甲,胃炎,[0000001],男")
    assert not tells_illness(ill, WORDS_AFTER, memo)
    memo[0] = -1
    assert tells_illness(ill, WORDS_AFTER, memo)
    assert memo.tolist() == [0, 1]


@pytest.mark.parametrize("row", [0, 1])
@pytest.mark.parametrize("apart", [-13, -12, -1, 0, 1, 11, 12])
def test_neighbours_are_those_of_the_cell_nearby(apart, row):
    """Up to twelve places before a candidate and eleven behind it, and none of another cell."""
    own, kind = 15, 1
    found = np.zeros((6, 30), np.int32)
    found[KIND, own + apart] = kind
    found[ROW, own + 1 :] = row
    near = -12 <= apart <= 11 and (apart <= 0 or row == 0)
    assert next_to(Neighbours(found, 30, own, NOTHING, 0), kind) == near


@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=40), st.data()
)
def test_neighbours_are_all_that_are_nearby(candidates, data):
    """Of any kind, whichever candidate is asked about."""
    own = data.draw(st.integers(0, len(candidates) - 1))
    found = np.zeros((6, len(candidates)), np.int32)
    found[[ROW, KIND]] = np.array(sorted(candidates)).T
    near = found[:, max(0, own - NEAR) : own + NEAR]
    kinds = set(near[KIND, near[ROW] == found[ROW, own]].tolist())
    neighbours = Neighbours(found, len(candidates), own, NOTHING, 0)
    assert {kind for kind in range(3) if next_to(neighbours, kind)} == kinds


@pytest.mark.parametrize(
    ("last_label", "gap", "expected"),
    [("LANDLINE", 0, True), ("LANDLINE", 4, True), ("LANDLINE", 5, False), ("MOBILE", 1, False)],
)
def test_what_stands_right_before_a_value(last_label, gap, expected):
    """A span of that label, and a separator at most."""
    place = place_of(" " * 20 + "[20000001]")
    none = np.zeros((6, 1), np.int32)
    neighbours = Neighbours(none, 0, 0, label(last_label), place.start - gap)
    assert right_after(place, neighbours, label("LANDLINE")) == expected


@compiled
def _births(place, neighbours):
    return born_by_id(place, neighbours), others_born(place, neighbours)


@given(
    st.dates(
        min_value=np.datetime64("1950-01-01").item(), max_value=np.datetime64("1999-12-31").item()
    ),
    st.sampled_from([0, 1, 400]),
)
def test_a_day_may_be_the_one_of_an_id_beside_it(born, later):
    """Or of somebody else: then it is another one."""
    body = f"110101{born:%Y%m%d}001"
    number = body + ric.calc_check_digit(body + "0")
    day = born + np.timedelta64(later, "D").item()
    column, found, _ = candidates_of([f"{day:%Y-%m-%d}，{number}", f"{day:%Y-%m-%d}"])
    answers = []
    for own, one in enumerate(found.T):
        if one[KIND] == shape("date"):
            low, end = (int(column.offsets[one[ROW] + k]) for k in (0, 1))
            place = place_of("[]")._replace(
                data=column.text.data,
                cell_start=low,
                search_from=low,
                start=int(one[START]),
                stop=int(one[STOP]),
                cell_end=end,
            )
            neighbours = Neighbours(found, found.shape[1], own, NOTHING, 0)
            answers.append(_births(place, neighbours))
    assert answers == [(later == 0, later > 0), (False, False)]


@given(st.dates(min_value=np.datetime64("1900-01-01").item()), st.integers(1900, 2100))
def test_days_are_of_a_year_or_later(day, year):
    """However they are written."""
    if day.year < 2100:
        assert year_from(place_of(f"[{day:%Y-%m-%d}]"), year) == (day.year >= year)

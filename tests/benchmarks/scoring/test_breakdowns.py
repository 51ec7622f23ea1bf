import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.scoring.breakdowns import SHAPES, Breakdowns, BreakdownsError
from leakbench.generator.surfaces.declared_forms import forms

pytestmark = pytest.mark.slow


def tables(name):
    """Tables of the shape of an attribute."""
    parts, columns = SHAPES[name]
    counts = st.tuples(*[st.integers(0, 2**40)] * len(columns))
    if not parts:
        return counts.map(lambda found: {(): found})
    group = st.tuples(*[st.sampled_from(["A", "B", "C"])] * len(parts))
    table = st.dictionaries(group, counts, max_size=4)
    return table | st.none() if name in {"declared", "decoys"} else table


BREAKDOWNS = st.builds(Breakdowns, **{name: tables(name) for name in SHAPES})


@given(BREAKDOWNS)
def test_json_is_lossless(breakdowns):
    """A round trip through JSON text changes nothing."""
    assert Breakdowns.from_json(json.loads(json.dumps(breakdowns.to_json()))) == breakdowns


@given(BREAKDOWNS, BREAKDOWNS)
def test_addition_adds_every_group(one, other):
    """Sums commute and hold every count; what one does not know, the sum does not."""
    joined = one + other
    assert joined == other + one
    for name, (_, columns) in SHAPES.items():
        if getattr(one, name) is None or getattr(other, name) is None:
            assert getattr(joined, name) is None
            continue
        for column in columns:
            total = one.total(name, column) + other.total(name, column)
            assert joined.total(name, column) == total


@given(BREAKDOWNS)
def test_groups_add_up_over_what_is_left_out(breakdowns):
    """By form alone, over all labels, the counts are those of the whole table."""
    by_form = breakdowns.grouped("forms", "form")
    assert sum(counts["found"] for counts in by_form.values()) == breakdowns.total("forms", "found")
    assert all(len(group) == 1 for group in by_form)
    whole = breakdowns.grouped("forms")
    assert {group: tuple(counts.values()) for group, counts in whole.items()} == breakdowns.forms


def test_forms_of_test_alone_are_told_apart():
    """Values' own forms are written plainly; real text, of which nobody knows, has none."""
    unseen = next(form.name for form in forms() if form.splits == ("test",))
    seen = next(form.name for form in forms()[1:] if "train" in form.splits)
    counted = {
        ("MOBILE", "plain"): (5, 4),
        ("MOBILE", unseen): (3, 1),
        ("MOBILE", seen): (7, 3),
        ("LANDLINE", "local"): (2, 0),
        ("ADDRESS", ""): (9, 9),
    }
    empty = {name: {} for name in SHAPES} | {"text": [0, 0, 0]}
    found = replace(Breakdowns.from_json(empty), forms=counted).novelty()
    assert found == {
        ("MOBILE", "plain"): (5, 4),
        ("MOBILE", "seen"): (7, 3),
        ("MOBILE", "unseen"): (3, 1),
        ("LANDLINE", "plain"): (2, 0),
    }


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        ({"forms": {"MOBILE": {"plain": [1]}}}, "forms of .* are not counted, found"),
        ({"forms": {"MOBILE": {"plain": [1, "2"]}}}, "are not counted, found"),
        ({"forms": {"MOBILE": [1, 2]}}, "items"),
        ({"forms": None}, "NoneType"),
        ({"charms": {}}, "'charms' is unknown"),
    ],
)
def test_a_broken_document_is_refused(damage, message):
    """With what is wrong in it."""
    empty = {name: {} for name in SHAPES} | {"text": [0, 0, 0]}
    with pytest.raises(BreakdownsError, match=message):
        Breakdowns.from_json(empty | damage)


def test_a_missing_table_is_named():
    """Nothing is taken for empty."""
    document = {name: {} for name in SHAPES if name != "lengths"} | {"text": [0, 0, 0]}
    with pytest.raises(BreakdownsError, match="'lengths' is missing"):
        Breakdowns.from_json(document)

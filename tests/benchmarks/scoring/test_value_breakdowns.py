from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.benchmarks.scoring.alignment import align
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.value_breakdowns import ValueTally

# A first call compiles the kernels, which no deadline allows for.
COMPILED = settings(deadline=None)
SPACE = LabelSpace.of_registry()

VALUE = st.tuples(
    st.integers(1, 40),
    st.sampled_from(["MOBILE", "PERSON_NAME"]),
    st.sampled_from(["plain", "spaced", "chinese"]),
    st.sampled_from(["exact", "exact", "masked", "damaged"]),
    st.booleans(),
)
RECORDS = st.lists(st.lists(VALUE, max_size=4), min_size=1, max_size=5)


def length_class(length):
    """The documented classes, spelled out."""
    if length <= 4:
        return str(length)
    return next(
        (name for most, name in ((8, "5-8"), (16, "9-16"), (32, "17-32")) if length <= most), "33+"
    )


@COMPILED
@given(RECORDS)
def test_values_are_counted_by_form_length_and_quality(as_truth, as_answer, records):
    """Each table equals a plain count, over batches of one record."""
    tally = ValueTally(SPACE.labels)
    by_form, by_length, by_quality = Counter(), Counter(), Counter()
    found_form, found_length, found_quality = Counter(), Counter(), Counter()
    for record in records:
        truth, answer = [], []
        for place, (length, label, form, quality, found) in enumerate(record):
            start = 50 * place
            truth.append((start, start + length, label, {"form": form, "quality": quality}))
            answer += [(start, start + length, label)] if found else []
            if quality == "exact":
                by_form[label, form] += 1
                by_length[label, length_class(length)] += 1
                found_form[label, form] += found
                found_length[label, length_class(length)] += found
            else:
                by_quality[label, quality] += 1
                found_quality[label, quality] += found
        tally.add(align(as_truth([truth]), as_answer([answer]), SPACE))
    for table, all_of_them, found in (
        (tally.forms(), by_form, found_form),
        (tally.lengths(), by_length, found_length),
        (tally.qualities(), by_quality, found_quality),
    ):
        assert table == {key: (count, found[key]) for key, count in all_of_them.items()}


@pytest.mark.parametrize("span", [(0, 3, "LANDLINE"), (0, 4, "MOBILE"), (1, 3, "MOBILE")])
def test_found_is_strictly(as_truth, as_answer, span):
    """Another label, or other boundaries, are not found."""
    tally = ValueTally(SPACE.labels)
    tally.add(align(as_truth([[(0, 3, "MOBILE")]]), as_answer([[span]]), SPACE))
    assert tally.forms() == {("MOBILE", "plain"): (1, 0)}
    assert tally.lengths() == {("MOBILE", "3"): (1, 0)}


def test_truth_out_of_order_and_out_of_scope_keeps_its_forms(as_truth, as_answer):
    """Forms follow their spans when these are sorted and some are dropped."""
    record = [
        (9, 12, "MOBILE", {"form": "late"}),
        (5, 8, "PERSON_NAME", {"form": "other"}),
        (0, 3, "MOBILE", {"form": "early", "quality": "exact"}),
    ]
    space = LabelSpace.of_registry(["MOBILE"])
    tally = ValueTally(space.labels)
    tally.add(align(as_truth([record]), as_answer([[(0, 3, "MOBILE")]]), space))
    assert tally.forms() == {("MOBILE", "early"): (1, 1), ("MOBILE", "late"): (1, 0)}

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.benchmarks.scoring.alignment import align
from leakbench.benchmarks.scoring.labels import DEPTHS, LabelSpace
from leakbench.benchmarks.scoring.subjects import SubjectTally

pytestmark = pytest.mark.slow

# A first call compiles the kernels, which no deadline allows for.
COMPILED = settings(deadline=None)
SPACE = LabelSpace.of_registry()

# Slots of ten characters, so that exact boundaries alone decide who is found.
SLOT = st.tuples(
    st.sampled_from(["MOBILE", "PERSON_NAME", "LANDLINE"]),
    st.sampled_from([None, 3, 7, 2**62]),
    st.sampled_from(["exact", "exact", "masked"]),
    st.sampled_from(["right", "cousin", "stranger", "longer", "nothing"]),
)
RECORDS = st.lists(st.lists(SLOT, max_size=4), min_size=1, max_size=6)
PREDICTED = {"MOBILE": "LANDLINE", "LANDLINE": "MOBILE", "PERSON_NAME": "PERSON"}


def spans_of(record):
    """A record's truth and what is predicted on it."""
    truth, found = [], []
    for place, (label, subject, quality, fate) in enumerate(record):
        start, end = 10 * place, 10 * place + 5
        truth.append((start, end, label, {"subject": subject, "quality": quality}))
        if fate != "nothing":
            named = {"cousin": PREDICTED[label], "stranger": "COMPANY"}.get(fate, label)
            found.append((start, end + (fate == "longer"), named))
    return truth, found


def reference(records):
    """People counted and found at each depth, spelled out."""
    right = {
        "fine": {"right"},
        "coarse": {"right", "cousin"},
        "any": {"right", "cousin", "stranger"},
    }
    direct = [
        (subject, fate)
        for record in records
        for label, subject, quality, fate in record
        if subject is not None and quality == "exact" and label != "LANDLINE"
    ]
    people = {subject for subject, _ in direct}
    return {
        (depth,): (
            len(people),
            len(people - {subject for subject, fate in direct if fate not in right[depth]}),
        )
        for depth in DEPTHS
    }


@COMPILED
@given(RECORDS, st.integers(1, 3))
def test_people_are_counted_over_batches(as_truth, as_answer, records, size):
    """Whatever the batches, a person is found if no direct identifier was missed in any."""
    tally = SubjectTally()
    for begin in range(0, len(records), size):
        sides = [spans_of(record) for record in records[begin : begin + size]]
        truth = as_truth([truth for truth, _ in sides])
        tally.add(align(truth, as_answer([found for _, found in sides]), SPACE))
    assert tally.counts() == reference(records)


@pytest.mark.parametrize(("only", "found"), [(None, 0), (["MOBILE"], 1)])
def test_only_what_is_in_scope_must_be_found(as_truth, as_answer, only, found):
    """A missed name does not count where names are out of scope."""
    tally = SubjectTally()
    record = [(0, 3, "PERSON_NAME", {"subject": 5}), (4, 9, "MOBILE", {"subject": 5})]
    answer = as_answer([[(4, 9, "MOBILE")]])
    tally.add(align(as_truth([record]), answer, LabelSpace.of_registry(only)))
    assert tally.counts()["fine",] == (1, found)


def test_forms_of_address_name_nobody(as_truth, as_answer):
    """A missed 张先生 leaves a person found, and who is only called so is no person to be found."""
    tally = SubjectTally()
    called = {"form": "surname_title"}
    record = [
        (0, 3, "PERSON_NAME", {"subject": 5, **called}),
        (4, 9, "MOBILE", {"subject": 5}),
        (10, 13, "PERSON_NAME", {"subject": 6, **called}),
    ]
    tally.add(align(as_truth([record]), as_answer([[(4, 9, "MOBILE")]]), SPACE))
    assert tally.counts()["fine",] == (1, 1)


def test_many_batches_keep_every_person(as_truth, as_answer):
    """People of hundreds of batches are merged as they come, in any order."""
    tally = SubjectTally()
    for subject in np.random.default_rng(3).permutation(300) // 2:
        record = [(0, 5, "MOBILE", {"subject": int(subject)})]
        answer = [[(0, 5, "MOBILE")] if subject % 3 else []]
        tally.add(align(as_truth([record]), as_answer(answer), SPACE))
    assert tally.counts()["fine",] == (150, 100)

"""Tests of recall above spans."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.benchmarks.scoring.alignment import align
from leakbench.benchmarks.scoring.chunks import Chunk
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.personal import PersonalTally
from leakbench.benchmarks.scoring.population import Population
from leakbench.benchmarks.statistics.levels import LevelTally
from leakbench.generator.entities import coarse

pytestmark = pytest.mark.slow

SPACE = LabelSpace.of_registry()
TEXTS = ["甲某乙住", "乙某甲住", "甲某甲住"]  # two characters of them at 0, others at 2
PLACES = {"PERSON_NAME": (0, 2), "ADDRESS": (2, 4), "MOBILE": (4, 15), "COMPANY": (15, 18)}

# A record: its text, whom it is of, and what becomes of each of its values.
FATE = st.sampled_from(["right", "cousin", "other", "half", "nothing"])
RECORD = st.tuples(
    st.sampled_from(TEXTS),
    st.sampled_from([None, 4, 6, 8]),
    st.dictionaries(st.sampled_from([*PLACES]), FATE, max_size=4),
)
RECORDS = st.lists(RECORD, min_size=1, max_size=9)


def sides(record):
    """A record's truth and what is predicted on it."""
    _, person, values = record
    truth, found = [], []
    for label, fate in values.items():
        start, end = PLACES[label]
        truth.append((start, end, label, {"subject": person}))
        called = {"cousin": coarse(label), "other": "USCC"}.get(fate, label)
        if fate != "nothing":
            found.append((start, end - (fate == "half"), called))
    return truth, found


def counted(records, files, population, tools, size):
    """What the tally makes of records that come in batches."""
    as_truth, as_answer = tools
    tally = LevelTally(population)
    personal = PersonalTally(SPACE, (), {})
    for begin in range(0, len(records), size):
        some = records[begin : begin + size]
        pairs = [sides(record) for record in some]
        truth = as_truth([truth for truth, _ in pairs])
        texts = pa.RecordBatch.from_pydict({"text": [f"{text}{'0' * 20}" for text, *_ in some]})
        chunk = Chunk(texts, truth, files=np.array(files[begin : begin + size]))
        aligned = align(truth, as_answer([found for _, found in pairs]), SPACE)
        tally.add(aligned, chunk, personal.add(aligned))
    return tally.to_json()


def expected(records):
    """The same, spelled out value by value."""
    values = [
        (number, person, label, fate, text[slice(*PLACES[label])])
        for number, (text, person, some) in enumerate(records)
        for label, fate in some.items()
        if label != "COMPANY"
    ]
    good = {"right", "cousin"}
    labels, by_record, by_person, having = {}, {}, {}, {}
    for number, person, label, fate, value in values:
        labels.setdefault(label, []).append(fate in good)
        by_record.setdefault(number, []).append(fate in good)
        if person is not None:
            by_person.setdefault(person, []).append(fate in good)
            if label != "MOBILE":
                having.setdefault(person, set()).add((label, value))
    known = [one for one in values if one[1] is not None]

    def exposed(left):
        direct = {person for _, person, label, *_ in left if label == "MOBILE"}
        alone = 0
        for person in by_person.keys() - direct:
            mine = {(label, value) for _, one, label, _, value in left if one == person}
            others = (some for other, some in having.items() if other != person)
            alone += bool(mine) and not any(mine <= some for some in others)
        return [len(direct), alone]

    left = [one for one in known if one[3] in {"half", "nothing"}]
    return {
        "labels": {label: [len(some), sum(some)] for label, some in labels.items()},
        "records": [len(by_record), sum(map(all, by_record.values()))],
        "people": [
            len(by_person),
            sum(map(all, by_person.values())),
            sum(map(any, by_person.values())),
        ],
        "exposure": {
            "before": exposed(known),
            "after": exposed(left),
            "values": [len(known), len(left)],
        },
    }


@settings(deadline=None)  # a first call compiles the kernels
@given(RECORDS, st.integers(1, 4))
def test_counts_are_those_of_going_through_one_by_one(as_truth, as_answer, records, size):
    """Whatever the batches: values by label, records, people, and who is exposed."""
    population = Population(SPACE, {})
    files = [0] * len(records)
    found = counted(records, files, population, (as_truth, as_answer), size)
    assert found.pop("files") == {}
    assert found == expected(records)


def test_a_slow_detector_is_counted_among_the_people_it_was_shown(as_truth, as_answer):
    """Who answers the first batch alone is not helped by namesakes in the second."""
    one = ("甲某乙住", 4, {"PERSON_NAME": "nothing"})
    other = ("甲某乙住", 6, {"PERSON_NAME": "nothing"})
    population, tools = Population(SPACE, {}), (as_truth, as_answer)
    whole = counted([one, other], [0, 0], population, tools, 1)
    first = counted([one], [0], population, tools, 1)
    assert whole["exposure"]["after"] == [0, 0]
    assert first["exposure"]["after"] == [0, 1]
    assert (whole["people"][0], first["people"][0]) == (2, 1)


def test_files_are_counted_by_their_recall(as_truth, as_answer):
    """One in which two of three were found has 66 hundredths, over the border of batches."""
    fates = ["right", "nothing", "right", "right"]
    records = [("甲某乙住", None, {"MOBILE": fate}) for fate in fates]
    found = counted(records, [7, 7, 7, 8], Population(SPACE, {}), (as_truth, as_answer), 2)
    assert found["files"] == {"66": 1, "100": 1}


def test_nothing_asked_is_nothing_counted():
    """Before the first batch there is nobody."""
    found = LevelTally(Population(SPACE, {})).to_json()
    assert found["labels"] == found["files"] == {}
    assert found["records"] == found["exposure"]["after"] == [0, 0]

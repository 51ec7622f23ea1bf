"""Tests of the people of a source and their values."""

import pyarrow as pa
import pytest

from leakbench.benchmarks.scoring.alignment import align
from leakbench.benchmarks.scoring.chunks import Chunk
from leakbench.benchmarks.scoring.identifiability import DIRECT, NONE, QUASI
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.population import Population
from leakbench.detectors.contract import spans_from
from leakbench.generator.schema import CELL_SPANS

pytestmark = pytest.mark.slow

SPACE = LabelSpace.of_registry()


@pytest.fixture
def spans_in(as_truth, as_answer):
    """Personal values of people in some texts, beside no answer."""

    def gather(texts, records, space=SPACE):
        truth = as_truth(records)
        chunk = Chunk(pa.RecordBatch.from_pydict({"text": texts}), truth)
        aligned = align(truth, as_answer([[] for _ in records]), space)
        return Population(space, {}).batch(0, aligned, chunk), aligned

    return gather


def test_values_are_told_apart_by_label_and_characters(spans_in):
    """Wherever they stand in whatever text, characters of one byte and of four among them."""
    who = {"subject": 3}
    texts = ["甲某a住", "𬱖𬱖甲某b甲某a", "甲某a"]
    found, _ = spans_in(
        texts,
        [
            [(0, 3, "PERSON_NAME", who)],
            [(2, 5, "PERSON_NAME", who), (5, 8, "PERSON_NAME", who)],
            [(0, 3, "ADDRESS", who), (0, 3, "PERSON_NAME", who)],
        ],
    )
    first, other, same, last, address = found.value.tolist()
    assert found.kind.tolist() == [QUASI] * 5
    assert len({first, same, last}) == 1
    assert len({first, other, address}) == 3


def test_only_personal_values_of_known_people_stand_there(spans_in):
    """Masked ones, firms and what concerns nobody are left out; a title names less than a name."""
    who = {"subject": 9}
    record = [
        (0, 1, "PERSON_NAME", {**who, "form": "surname_title"}),
        (1, 2, "MOBILE", who),
        (2, 3, "MOBILE", {**who, "quality": "masked"}),
        (3, 4, "COMPANY", who),
        (4, 5, "MOBILE"),
        (5, 6, "AMOUNT", who),
    ]
    found, aligned = spans_in(["甲" * 9], [record])
    assert aligned.truth.start[found.place].tolist() == [0, 1, 5]
    assert found.kind.tolist() == [NONE, DIRECT, NONE]
    assert found.person.tolist() == [9, 9, 9]
    assert not found.value.any()


def test_values_in_cells_are_those_of_their_columns():
    """The same name in two columns is one value."""
    usual = {"subject": 1, "quality": "exact", "form": "plain", "label": "PERSON_NAME"}
    spans = [
        [{"column": 0, "start": 0, "end": 2, **usual}],
        [
            {"column": 1, "start": 1, "end": 3, **usual},
            {"column": 0, "start": 0, "end": 2, **usual},
        ],
    ]
    truth = pa.array(spans, CELL_SPANS)
    strings = pa.RecordBatch.from_pydict({"a": ["甲某", "乙某"], "b": ["", "、甲某"]})
    aligned = align(truth, spans_from([]), SPACE)
    found = Population(SPACE, {}).batch(0, aligned, Chunk(strings, truth))
    first, second, third = found.value.tolist()
    assert first == third != second


def test_a_batch_is_looked_up_once(as_truth, as_answer):
    """Whoever comes second is given what the first had looked up."""
    truth = as_truth([[(0, 2, "PERSON_NAME", {"subject": 1})]])
    chunk = Chunk(pa.RecordBatch.from_pydict({"text": ["甲某"]}), truth)
    population = Population(SPACE, {})
    asked = [
        population.batch(0, align(truth, as_answer([answer]), SPACE), chunk)
        for answer in ([], [(0, 2, "PERSON_NAME")])
    ]
    assert asked[0] is asked[1]
    assert population.sizes(1) == [1]
    assert population.people(1) is population.people(1)

"""Tests of sweeping an axis."""

import re

import pyarrow as pa
import pytest

from leakbench.benchmarks.running.entrants import LocalEntrant, entrant
from leakbench.benchmarks.scoring.chunks import cut
from leakbench.benchmarks.sweeps.axes import AXES, Axis, Place
from leakbench.benchmarks.sweeps.sweep import answer_in_batches, sweep
from leakbench.detectors.contract import empty_spans, per_text
from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec

SPEC = Spec(corpus="legal_person", split="dev")
ROWS = 60


class Picky:
    """Finds numbers of eleven digits where a batch is as it wants it."""

    name = "picky"
    labels = frozenset({"MOBILE"})

    def __init__(self, wants):
        self._wants = wants

    def detect(self, batch):
        """Answer as the contract says."""
        return per_text(self._find, batch) if self._wants(batch) else empty_spans()

    @staticmethod
    def _find(text):
        found = re.finditer(r"(?<!\d)1\d{10}(?!\d)", text)
        return [(*one.span(), "MOBILE") for one in found]


def _resident(wants):
    return LocalEntrant("picky", "1", "leakbench", Picky(wants))


def _recalls(axis, wants):
    points = sweep(AXES[axis], SPEC, [_resident(wants)], ROWS)
    return {
        point.place.name: point.counts.summary()["by_label"]["MOBILE"]["recall"] for point in points
    }


@pytest.mark.slow
def test_the_length_of_a_list_is_that_of_its_batches():
    """A detector that needs sixteen rows finds nothing in shorter lists."""
    found = _recalls("length", lambda batch: batch.num_rows >= 16)
    assert found["1"] == found["4"] == 0
    # Of sixty rows the last batch of sixteen has twelve.
    assert 0.7 < found["16"] < 1
    assert found["64"] == found["256"] == found["1,024"] == 1


@pytest.mark.slow
def test_headers_are_what_the_axis_says():
    """A detector that reads them finds nothing where they are withheld."""
    found = _recalls("headers", lambda batch: "联系电话" in batch.schema.names)
    assert found["true"] == 1
    assert found["withheld"] == found["pinyin"] == 0


@pytest.mark.slow
@pytest.mark.parametrize("batch_rows", [1, 7, 50, 64, 1000])
@pytest.mark.parametrize("track", ["text", "table"])
def test_batches_of_any_size_give_one_answer(batch_rows, track):
    """Rows are numbered through, and labels keep their names."""
    ((chunk),) = cut(batches(SPEC, 50), track, 50, 50)
    built = entrant("regex")
    whole = built.detector.detect(chunk.strings)
    answer = answer_in_batches(built, chunk.strings, batch_rows)
    assert _rows(answer) == _rows(whole)


def _rows(answer):
    return sorted(tuple(row.values()) for row in answer.to_pylist())


def test_an_answer_of_nothing_has_the_columns_of_spans():
    """Whatever the size of batches."""
    strings = pa.record_batch({"text": ["", "nothing", ""]})
    answer = answer_in_batches(entrant("regex"), strings, 2)
    assert answer.num_rows == 0
    assert answer.schema.names == empty_spans().schema.names


@pytest.mark.slow
def test_scores_lie_in_their_intervals():
    """At every place; where nothing is predicted there is no precision and no interval of it."""
    points = list(sweep(AXES["identity"], SPEC, [entrant("regex")], ROWS))
    assert [point.place.name for point in points] == ["realistic", "unassignable"]
    for point in points:
        summary = point.counts.summary()
        for metric, (low, high) in point.intervals.items():
            assert low < summary[metric] < high
    (silent, *_) = sweep(AXES["identity"], SPEC, [_resident(lambda _batch: False)], ROWS)
    assert silent.intervals["recall"].low == pytest.approx(0)
    assert silent.intervals["precision"] is None


@pytest.mark.slow
def test_more_records_than_a_chunk_are_told_apart():
    """The same records twice are fewer to learn from than as many different ones."""
    place = Place("only", 0)
    axis = Axis("one", "one", "text", (place,))
    (few,), (many,) = (
        list(sweep(axis, SPEC, [entrant("phonenumbers")], rows)) for rows in (500, 5_000)
    )
    widths = [high - low for low, high in (one.intervals["recall"] for one in (few, many))]
    assert widths[1] < widths[0] / 2
    assert many.counts.records > few.counts.records


@pytest.mark.slow
@pytest.mark.usefixtures("stand_ins")
def test_a_detector_that_fails_fails_alone():
    """At every place, with its reason; it is closed in the end like the others."""
    points = list(sweep(AXES["identity"], SPEC, [entrant("broken"), entrant("digits")], ROWS))
    assert [point.detector for point in points] == ["broken", "digits"] * 2
    for point in points:
        failed = point.detector == "broken"
        assert (point.failure is not None) == failed == (point.counts is None)
        assert (point.intervals["recall"] is None) == failed


@pytest.mark.slow
def test_one_place_may_fail_and_the_next_go_well():
    """What raises there is asked again elsewhere."""

    def wants(batch):
        if batch.num_rows < 5:
            raise ValueError("too few rows")
        return True

    points = list(sweep(AXES["length"], SPEC, [_resident(wants)], 64))
    assert [point.failure is None for point in points] == [False] * 2 + [True] * 4
    assert all(one.failure.startswith("ValueError: too few rows, at ") for one in points[:2])

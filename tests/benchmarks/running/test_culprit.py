"""Tests of finding the record that makes a detector fail."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.running import culprit
from leakbench.benchmarks.running.culprit import Watched, found
from leakbench.benchmarks.running.failures import DetectorFailedError, Place
from leakbench.detectors.contract import empty_spans, spans_from


class Fails:
    """Raises when a condition on the texts of a batch holds."""

    name = "fails"
    labels = frozenset({"MOBILE"})

    def __init__(self, condition):
        self.condition = condition
        self.asked = []

    def detect(self, batch):
        """Remember what is asked; answer, or raise."""
        texts = batch.column(0).to_pylist()
        self.asked.append(texts)
        if self.condition(texts):
            raise ValueError("no such digit")
        return empty_spans()


def batches(*parts):
    """Batches of texts."""
    return [pa.RecordBatch.from_pydict({"text": list(part)}) for part in parts]


def watched(detector, given_batches):
    """Go through the batches as a run does, and give back how it ended."""
    with pytest.raises(DetectorFailedError) as caught:
        _answer(detector, given_batches)
    return caught.value


def _answer(detector, given_batches):
    with Watched(detector, given_batches) as watch:
        before = watch.calls()
        answers = []
        for batch in given_batches:
            before()
            answers.append(detector.detect(batch))
        return watch.accepted(answers)


@given(st.integers(1, 40), st.sets(st.integers(0, 39), min_size=1))
def test_the_first_row_that_fails_alone_is_named(rows, bad):
    """However many there are, and whether there are others."""
    bad = {row % rows for row in bad}
    detector = Fails(lambda texts: any(int(text) in bad for text in texts))
    place = watched(detector, batches(map(str, range(rows)))).place
    assert place.row == min(bad)
    assert (place.remark == "the first of several") == (len(bad) > 1)


def test_the_batch_is_named_too():
    """Rows count through the batches of a chunk."""
    detector = Fails(lambda texts: "恶" in texts)
    error = watched(detector, batches("甲乙丙", "丁恶", "己"))
    assert (error.place.batch, error.place.first, error.place.row) == (1, 3, 4)
    assert str(error).startswith("ValueError: no such digit, at ")
    assert str(error).endswith("in detect (batch 1, row 4)")


def test_rows_that_fail_together_only_are_a_batch():
    """None of them is blamed."""
    detector = Fails(lambda texts: {"甲", "丁"} <= set(texts))
    error = watched(detector, batches("甲乙丙丁"))
    assert error.place.row is None
    assert str(error).endswith(
        "(batch 0, rows 0 to 3, the batch as a whole: no single row does it)"
    )


@pytest.mark.parametrize("texts", ["甲乙丙", "甲"])
def test_what_fails_once_is_not_blamed_on_a_row(texts):
    """A detector may fail by its own state."""
    detector = Fails(lambda _: len(detector.asked) == 1)
    assert "which did not fail when asked again" in str(watched(detector, batches(texts)))


def test_another_error_is_another_matter():
    """A row that is refused for being alone is not the culprit."""

    class Picky(Fails):
        def detect(self, batch):
            if batch.num_rows == 1:
                raise KeyError("alone")
            return super().detect(batch)

    place = watched(Picky(lambda texts: "恶" in texts), batches("甲恶丙丁")).place
    assert place.row is None


def test_a_broken_answer_is_told_with_its_span():
    """Row, column and offsets, without asking again."""

    class Wrong(Fails):
        def detect(self, batch):
            super().detect(batch)
            return spans_from([(1, 0, (0, 1, "MOBILE")), (0, 0, (1, 9, "MOBILE"))])

    detector = Wrong(lambda _: False)
    error = watched(detector, batches("甲乙", "丙丁"))
    assert str(error).endswith("(batch 0, row 0, column text, span [1, 9) as MOBILE)")
    assert len(detector.asked) == 2


def test_what_costs_or_takes_long_is_not_asked_again(monkeypatch):
    """A question to a paid model is not repeated, nor one that takes minutes."""
    paid = Fails(lambda texts: "恶" in texts)
    paid.cost = object()
    assert "each question costs" in str(watched(paid, batches("甲恶")))
    assert len(paid.asked) == 1
    monkeypatch.setattr(culprit, "SECONDS", -1.0)
    slow = Fails(lambda texts: "恶" in texts)
    assert "that takes more than -1 s" in str(watched(slow, batches("甲恶")))
    assert len(slow.asked) == 1


def test_the_search_ends_in_time(monkeypatch):
    """What it knows by then is told."""
    monkeypatch.setattr(culprit, "SECONDS", -1.0)
    (batch,) = batches("甲恶丙")
    place = found(Place(batch=0, first=0, rows=3), batch, lambda _: True)
    assert (place.row, place.remark) == (None, "which one was not found within -1 s")


def test_an_interruption_is_no_failure():
    """The user ends a run, not the detector."""
    with pytest.raises(KeyboardInterrupt), Watched(Fails(bool), batches("甲")):
        raise KeyboardInterrupt

"""Tests of detectors' answers on the tracks."""

import pyarrow as pa
import pytest

from leakbench.benchmarks.running.answering import answers, require_shared
from leakbench.benchmarks.running.entrants import DetectorFailedError, entrant

BATCH = pa.RecordBatch.from_pydict({"text": ["00000000000"]})


@pytest.mark.usefixtures("stand_ins")
def test_answers_are_accepted_ones():
    """One for each batch."""
    found = answers(entrant("digits"), [BATCH, BATCH.slice(0, 0)])
    assert [one.num_rows for one in found] == [1, 0]


@pytest.mark.usefixtures("stand_ins")
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("broken", "RuntimeError: cannot read 1 rows"),
        ("liar", "leaves its cell"),
        ("exits", "SystemExit: done"),
        ("unbuilt", "OSError: no model"),
    ],
)
def test_whatever_ends_a_detector_is_its_failure(name, reason):
    """None of it ends the run."""
    with pytest.raises(DetectorFailedError, match=reason):
        answers(entrant(name), [BATCH])


@pytest.mark.usefixtures("stand_ins")
def test_a_shared_family_is_enough():
    """Who says MOBILE can be right about PHONE."""
    digits = entrant("digits")
    require_shared(digits, ["LANDLINE"], "these")
    require_shared(digits, [], "these")
    with pytest.raises(DetectorFailedError, match="none of its labels is one of these"):
        require_shared(digits, ["EMAIL"], "these")

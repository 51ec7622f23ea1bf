"""Tests of starting the processes of several detectors beside each other."""

import pyarrow as pa
import pytest

from leakbench.benchmarks.running.detector_process import Limits
from leakbench.benchmarks.running.entrants import DetectorFailedError
from leakbench.benchmarks.running.isolation import isolated_all
from leakbench.benchmarks.running.starting import started
from leakbench.benchmarks.timing.call_timing import Timing

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("plugins")]


def test_each_answer_is_its_own():
    """In the order asked, however long each takes; who fails does not keep the others."""
    names = ["leaves_when_imported", "steady", "exits_when_built", "regex"]
    found = started(names, Limits())
    answers = [about for _, about in found]
    assert isinstance(answers[0], DetectorFailedError)
    assert [answer["failure"] for answer in answers[1:]] == [
        None,
        "SystemExit: no licence, at faulty_detectors.py:68 in __init__",
        None,
    ]
    assert answers[3]["package"] == "leakbench"
    for child, _ in found:
        child.close()


def test_one_name_twice_is_two_detectors():
    """Each has processes of its own."""
    first, second = isolated_all(["steady", "steady"])
    first.close()
    batch = pa.RecordBatch.from_pydict({"text": ["00000000000"]})
    for one in (first, second):
        assert one.answers([batch], Timing())[0].num_rows == 1
        one.close()

import numpy as np
import pytest

from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.record_counts import RecordCounts
from leakbench.benchmarks.statistics.intervals import IntervalTally

pytestmark = pytest.mark.slow

SPACE = LabelSpace(["MOBILE", "PHONE", "ADDRESS"])
LABELS = len(SPACE.labels)


def records(number, share, label=0, seed=5):
    """Records with one span each, of which a share was found and nothing else predicted."""
    found = np.random.default_rng(seed).random(number) < share
    counts = np.zeros((3, number, LABELS), np.int32)
    counts[0, :, label] = 1
    counts[1:, :, label] = found
    return RecordCounts(np.arange(number), *counts), found.mean()


def test_an_interval_holds_its_score_and_narrows_with_records():
    """Recall lies within; a hundred times the records make it about a tenth as wide."""
    widths = []
    for number in (100, 10_000):
        tally = IntervalTally(SPACE)
        counts, recall = records(number, 0.8)
        tally.add(counts)
        low, high = tally.to_json()["recall"]
        assert low < recall < high
        widths.append(high - low)
        assert tally.to_json()["by_label"][SPACE.labels[0]]["recall"] == [low, high]
    assert widths[0] / widths[1] == pytest.approx(10, rel=0.25)


def test_batches_add_up():
    """Two halves have the intervals of the whole: records are numbered on."""
    counts, _ = records(1000, 0.7)
    whole, halves = IntervalTally(SPACE), IntervalTally(SPACE)
    whole.add(counts)
    for half in (slice(0, 400), slice(400, 1000)):
        part = [side[half] for side in counts[1:]]
        halves.add(RecordCounts(np.arange(len(part[0])), *part))
    assert halves.to_json() == whole.to_json()


def test_nothing_has_no_interval():
    """Without truth there is no recall, without predictions no precision."""
    tally = IntervalTally(SPACE)
    counts, _ = records(10, 0.0)
    tally.add(counts)
    intervals = tally.to_json()
    assert intervals["precision"] is None
    assert intervals["recall"][0] == 0.0
    assert set(intervals["by_label"]) == {SPACE.labels[0]}
    assert IntervalTally(SPACE).to_json()["recall"] is None

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


@pytest.mark.parametrize("cuts", [(400,), (1, 399, 400, 999), (250, 251)])
def test_batches_add_up_wherever_they_cut_a_file(cuts):
    """A file that goes on in the next batch is one unit all the same."""
    counts, _ = records(1000, 0.7)
    files = np.arange(1000) // 40
    whole, parts = IntervalTally(SPACE), IntervalTally(SPACE)
    whole.add(counts, files)
    for low, high in zip((0, *cuts), (*cuts, 1000), strict=True):
        part = [side[low:high] for side in counts[1:]]
        parts.add(RecordCounts(np.arange(high - low), *part), files[low:high])
        assert parts.to_json()["unit"] == "file"
    assert parts.to_json() == whole.to_json()


def test_files_whose_records_are_alike_make_a_figure_less_sure():
    """Files wholly found or wholly missed: as sure as so many files, not as so many records."""
    found = np.repeat(np.random.default_rng(3).random(50) < 0.7, 40)
    counts = np.zeros((3, 2000, LABELS), np.int32)
    counts[0, :, 0] = 1
    counts[1:, :, 0] = found
    widths = []
    for files in (None, np.arange(2000), np.repeat(np.arange(50), 40)):
        tally = IntervalTally(SPACE)
        tally.add(RecordCounts(np.arange(2000), *counts), files)
        low, high = tally.to_json()["recall"]
        widths.append(high - low)
    assert widths[0] == widths[1]
    assert widths[2] / widths[0] == pytest.approx(40**0.5, rel=0.3)

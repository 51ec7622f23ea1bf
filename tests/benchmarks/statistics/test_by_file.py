import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.scoring.record_counts import RecordCounts
from leakbench.benchmarks.statistics.by_file import BELOW, WORST, FileTally

RECORD = st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 2))


def counted(records):
    """Counts of records from values, misses among them, and wrong predictions, in two labels."""
    values, missed, wrong = np.array(records, np.int32).reshape(-1, 3).T
    missed = np.minimum(values, missed)
    sides = np.zeros((3, len(values), 2), np.int32)
    sides[0, :, 0], sides[0, :, 1] = values // 2, values - values // 2
    sides[1, :, 0] = np.minimum(sides[0, :, 0], values - missed)
    sides[1, :, 1] = values - missed - sides[1, :, 0]
    sides[2] = sides[1]
    sides[2, :, 0] += wrong
    return RecordCounts(np.arange(len(values)), *sides)


def told(files, records, cuts=()):
    """What is told of records, in batches that are cut at some of them."""
    tally = FileTally()
    for low, high in zip((0, *cuts), (*cuts, len(files)), strict=True):
        tally.add(counted(records[low:high]), np.array(files[low:high], np.int64))
    return tally.to_json()


def test_files_are_told_each_by_itself():
    """Quartiles over files, how many are low, and which of them one has to look at first."""
    files = np.repeat([4, 5, 7, 8, 9], 10)
    missed = [0, 1, 3, 10, 0]
    records = [(1, row < missed[place], 1) for place in range(5) for row in range(10)]
    records[-10:] = [(0, 0, 0)] * 10  # no values, so no recall
    found = told(files, records)
    assert (found["counted"], found["empty"], found["complete"]) == (4, 1, 1)
    assert found["values"] == {"min": 10, "q1": 10, "median": 10, "q3": 10}
    recall = [0.0, 0.7, 0.9, 1.0]
    for name, share in zip(("min", "q1", "median", "q3"), (0, 0.25, 0.5, 0.75), strict=True):
        assert found["recall"][name] == pytest.approx(np.quantile(recall, share))
    assert found["f1"]["min"] == 0.0
    assert found["f1"]["median"] == pytest.approx((2 * 7 / 27 + 2 * 9 / 29) / 2)
    assert found["below"] == {"0.5": 1, "0.8": 2, "0.95": 3}
    assert [one["file"] for one in found["worst"]] == [8, 7, 5]
    assert found["worst"][1] == {
        "file": 7,
        "first_row": 20,
        "rows": 10,
        "values": 10,
        "missed": 3,
    }


def test_a_short_file_does_not_come_before_a_long_one():
    """One value missed of one says less than 29 missed of 30."""
    files = [0, 1, *[2] * 30]
    records = [(1, 1, 0), (1, 0, 0), *[(1, row > 0, 0) for row in range(30)]]
    found = told(files, records)
    assert [one["file"] for one in found["worst"]] == [2, 0]
    assert found["recall"]["min"] == 0.0


@given(
    st.lists(st.tuples(st.integers(0, 5), RECORD), min_size=3, max_size=40),
    st.lists(st.integers(2, 39), max_size=4),
)
def test_batches_may_be_cut_anywhere(numbered, cuts):
    """A file that goes on in the next batch is one; values and misses add up."""
    files = [0, 0, *sorted(number for number, _ in numbered)]
    records = [(1, 1, 0), (1, 0, 0), *(record for _, record in numbered)]
    inside = sorted({cut for cut in cuts if cut < len(files)})
    found = told(files, records, inside)
    assert found == told(files, records)
    if len(set(files)) < 2:
        assert found is None
        return
    counts = counted(records)
    sums = {number: counts.truth[np.array(files) == number].sum() for number in files}
    assert found["counted"] + found["empty"] == len(sums)
    assert found["counted"] == sum(total > 0 for total in sums.values())
    for one in found["worst"]:
        assert files[one["first_row"]] == one["file"]
        assert files.count(one["file"]) == one["rows"]
        assert sums[one["file"]] == one["values"] >= one["missed"] > 0
    assert list(found["below"].values()) == sorted(found["below"].values())
    assert found["below"][BELOW[-1]] + found["complete"] <= found["counted"]


def test_only_the_worst_are_named():
    """So that a result stays small, however many files there are."""
    files = np.repeat(np.arange(100), 2)
    found = told(files, [(1, 1, 0)] * 200)
    assert found["below"]["0.5"] == 100
    assert len(found["worst"]) == WORST


@pytest.mark.parametrize("files", [None, [3, 3, 3], [0, 1, 2], []])
def test_without_lists_nothing_is_told(files):
    """No files, one, or a file of its own for each record."""
    tally = FileTally()
    records = counted([(1, 0, 0)] * (3 if files is None else len(files)))
    tally.add(records, None if files is None else np.array(files, np.int64))
    assert tally.to_json() is None


def test_lists_without_values_have_no_recall():
    """However many there are."""
    assert told([0, 0, 1, 1], [(0, 0, 1)] * 4) is None


def test_files_with_values_are_told_apart():
    """Values and those found of each, joined over batches; nothing where there is one file only."""
    records = [(2, 1, 0), (1, 0, 0), (0, 0, 1), (3, 3, 0)]
    tally = FileTally()
    for low, high in ((0, 3), (3, 4)):
        files = np.array([5, 5, 6, 7][low:high], np.int64)
        tally.add(counted(records[low:high]), files)
    assert tally.values_and_found().tolist() == [[3, 2], [3, 0]]
    one = FileTally()
    one.add(counted(records), np.array([5] * 4, np.int64))
    assert len(one.values_and_found()) == 0

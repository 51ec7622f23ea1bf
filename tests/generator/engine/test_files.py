"""Tests of the files of a dataset."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.files import (
    HEADER,
    NOTE,
    RECORD,
    SPAN,
    SUBTOTAL,
    TITLE,
    TOTAL,
    Files,
    file_of,
    place_of,
    run_of,
    step_of,
)
from leakbench.generator.engine.streams import Streams
from leakbench.generator.spec import MOST_ROWS

STREAMS = Streams(0, "test")
ROWS = st.integers(1, MOST_ROWS)
FIRST = st.integers(0, 10**9)


def located(rows, first, count=500):
    """File and number of some consecutive rows."""
    located = Files(rows, STREAMS).locate(np.arange(first, first + count, dtype=np.int64))
    return located.file, located.number


@given(ROWS, FIRST)
def test_rows_of_a_file_follow_one_another(rows, first):
    """A file's rows have its numbers from its first on, and the next file follows it."""
    file, number = located(rows, first)
    assert (file_of(number) == file).all()
    place = place_of(number)
    same = file[1:] == file[:-1]
    assert (place[1:][same] == place[:-1][same] + 1).all()
    assert (file[1:][~same] == file[:-1][~same] + 1).all()
    assert (place[1:][~same] == 0).all()


@given(ROWS, FIRST, st.integers(0, 499))
def test_a_row_alone_is_where_it_is_among_others(rows, first, which):
    """Where a row stands follows from its index."""
    file, number = located(rows, first)
    alone, its_number = located(rows, first + which, 1)
    assert (alone[0], its_number[0]) == (file[which], number[which])


@pytest.mark.parametrize("rows", [2, 60, 200, MOST_ROWS])
def test_files_have_about_so_many_rows_and_many_sizes(rows):
    """On average as many as asked for; all of a file's rows have numbers of its own."""
    file, number = located(rows, 0, 64 * 4 * rows if rows < 1000 else 70 * rows)
    sizes = np.bincount(file)[:-1]  # the last is cut off
    assert abs(sizes.mean() / rows - 1) < 0.3
    assert sizes.max() >= 2 * sizes.min()
    assert place_of(number).max() < SPAN - 1


def test_with_one_row_a_file_every_row_is_one():
    """Files are numbered as rows are."""
    file, number = located(1, 7, 3)
    assert file.tolist() == [7, 8, 9]
    assert place_of(number).tolist() == [0, 0, 0]


def test_the_order_of_sizes_follows_from_the_seed():
    """Not from anything else."""
    rows = np.arange(5000, dtype=np.int64)
    one, again = (Files(50, Streams(3, "test")).locate(rows).file for _ in range(2))
    other = Files(50, Streams(4, "test")).locate(rows).file
    assert (one == again).all()
    assert (one != other).any()


@given(ROWS, FIRST, st.integers(1, 600))
def test_runs_stay_in_their_file(rows, first, length):
    """A run has so many consecutive numbers of a file, fewer at its end."""
    file, number = located(rows, first)
    run, step = run_of(number, length), step_of(number, length)
    assert (file_of(run) == file).all()
    assert (place_of(run) * length + step == place_of(number)).all()
    assert (step < length).all()


MANY = np.arange(400_000, dtype=np.int64)


@pytest.fixture(scope="module")
def furnished():
    """Many rows of furnished files."""
    return Files(120, STREAMS, furnished=True).locate(MANY)


@given(ROWS, FIRST, st.integers(0, 499))
def test_a_row_of_a_furnished_file_alone_is_what_it_is_among_others(rows, first, which):
    """Its kind, its own place and its record's follow from its index."""
    files = Files(rows, STREAMS, furnished=True)
    among = files.locate(np.arange(first, first + 500, dtype=np.int64))
    alone = files.locate(np.array([first + which]))
    assert [column[0] for column in alone] == [column[which] for column in among]


@given(ROWS, FIRST)
def test_records_are_counted_past_what_is_none(rows, first):
    """The own places of a file's records are 0, 1, 2, …; what is no record has as many above it."""
    found = Files(rows, STREAMS, furnished=True).locate(np.arange(first, first + 500))
    same = found.file[1:] == found.file[:-1]
    step = place_of(found.row)[1:] - place_of(found.row)[:-1]
    assert (step[same] == (found.kind[:-1] == RECORD)[same]).all()
    assert (file_of(found.row) == found.file).all()
    begins = np.flatnonzero(~same) + 1
    assert (place_of(found.row)[begins] == 0).all()


def test_furniture_stands_where_it_belongs(furnished):
    """A title is first, a note last, a sum behind all records; headers stand among these."""
    kind, file = furnished.kind, furnished.file
    last = np.append(file[1:] != file[:-1], False)
    first = np.append(True, last[:-1])
    before, behind = np.roll(kind, 1), np.roll(kind, -1)
    assert first[kind == TITLE].all()
    assert last[kind == NOTE].all()
    assert (last | (behind == NOTE))[kind == TOTAL].all()
    among = np.isin(kind, (HEADER, SUBTOTAL))
    assert (before[among] == RECORD).all()
    assert (behind[among] == RECORD).all()


def test_furniture_is_as_frequent_as_told(furnished):
    """Titles of 40 percent of the files, sums of 30, pages of 20; 1 to 2 percent of the rows."""
    files = len(np.unique(furnished.file))
    counts = np.bincount(furnished.kind, minlength=NOTE + 1)
    assert counts[TITLE] / files == pytest.approx(0.4, abs=0.03)
    assert counts[TOTAL] / files == pytest.approx(0.3, abs=0.03)
    paged = len(np.unique(furnished.file[np.isin(furnished.kind, (HEADER, SUBTOTAL))]))
    assert 0.08 < paged / files < 0.2  # short files have one page
    assert 0.008 < 1 - counts[RECORD] / len(MANY) < 0.02
    assert (counts > 0).all()


def test_some_records_repeat_one_a_little_higher(furnished):
    """Whatever is no record has the file's first number, all other records their own."""
    other = furnished.number != furnished.row
    records = furnished.kind == RECORD
    assert 0.012 < other[records].mean() < 0.018
    step = (furnished.row - furnished.number)[records & other]
    assert step.min() == 1
    assert step.max() == 5
    assert (place_of(furnished.number)[~records] == 0).all()


def test_short_files_hold_records_alone():
    """As do those of which a row is one."""
    for rows in (1, 4):
        found = Files(rows, STREAMS, furnished=True).locate(np.arange(2000, dtype=np.int64))
        size = np.bincount(found.file)[found.file]
        assert (found.kind[size < 12] == RECORD).all()

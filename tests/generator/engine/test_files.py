"""Tests of the files of a dataset."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.files import SPAN, Files, file_of, place_of, run_of, step_of
from leakbench.generator.engine.streams import Streams
from leakbench.generator.spec import MOST_ROWS

STREAMS = Streams(0, "test")
ROWS = st.integers(1, MOST_ROWS)
FIRST = st.integers(0, 10**9)


def located(rows, first, count=500):
    """File and number of some consecutive rows."""
    return Files(rows, STREAMS).locate(np.arange(first, first + count, dtype=np.int64))


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

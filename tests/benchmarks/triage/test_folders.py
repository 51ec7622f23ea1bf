"""Tests of made-up folders."""

import pytest

from leakbench.benchmarks.triage.assessment import true_assessment
from leakbench.benchmarks.triage.folders import NOT_LISTS, folders
from leakbench.generator.corpus import corpus_names
from leakbench.generator.spec import Spec


@pytest.fixture(scope="module")
def made():
    """Three folders of worn lists."""
    return list(folders(3, Spec(corpus="", split="dev", noise="worn", seed=3)))


@pytest.mark.slow
def test_the_same_seed_makes_the_same_folders(made):
    """Strings and truth alike, and a shorter series is the beginning of a longer one."""
    again = list(folders(1, Spec(corpus="", split="dev", noise="worn", seed=3)))
    for one, other in zip(again, made, strict=False):
        assert [each.name for each in one.lists] == [each.name for each in other.lists]
        for mine, yours in zip(one.lists, other.lists, strict=True):
            assert mine.strings.equals(yours.strings)
            assert mine.truth.subject.tolist() == yours.truth.subject.tolist()


def test_folders_hold_lists_sold_once_to_three_times(made):
    """Of one corpus to three, none of them of texts."""
    for folder in made:
        names = [one.name.split()[0] for one in folder.lists]
        assert 1 <= len(set(names)) <= 3
        assert all(1 <= names.count(name) <= 3 for name in names)
        assert set(names) <= set(corpus_names()) - set(NOT_LISTS)
        assert folder.rows == sum(one.strings.num_rows for one in folder.lists)


def test_truth_points_into_what_is_left_of_a_list(made):
    """Every true value stands in a row and column of its copy that holds something."""
    for folder in made:
        for one in folder.lists:
            cells = [one.strings.column(column) for column in range(one.strings.num_columns)]
            some = slice(None, None, 97)
            for row, column in zip(one.truth.row[some], one.truth.column[some], strict=True):
                assert cells[column][int(row)].as_py()


def test_the_truth_of_every_folder_is_known(made):
    """Its lists are of one population."""
    assert all(true_assessment(folder.lists) is not None for folder in made)

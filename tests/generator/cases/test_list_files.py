"""Tests of where lists lie and what their files are called."""

import pytest

from leakbench.generator.cases.case import Case
from leakbench.generator.cases.case_writing import plan_case
from leakbench.generator.containers.formats import FORMATS
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def plan():
    """A plan of full size."""
    return plan_case(Case(Spec("", seed=3)))


def test_paths_are_distinct_and_short_enough(plan):
    """In any letter case, and for any file system."""
    paths = [one.path for one in (*plan.lists, *plan.office)]
    assert len({path.casefold() for path in paths}) == len(paths) == 340
    assert all(len(name.encode()) <= 255 for path in paths for name in path.split("/"))
    assert not any(set(path) & set('\\:*?"<>|{}\n') for path in paths)


def test_dozens_of_machines_are_searched(plan):
    """Of several companies."""
    places = {tuple(one.path.split("/")[:2]) for one in (*plan.lists, *plan.office)}
    assert len(places) >= 24
    assert len({company for company, _ in places}) >= 5


def test_names_end_in_what_files_are(plan):
    """The archive's, or the format's; what is packed has a name in it."""
    for one in plan.lists:
        suffix = FORMATS[one.written.form].suffix
        assert one.path.endswith(one.written.packed or suffix)
        assert one.inside.endswith(suffix) if one.written.packed else not one.inside


def test_containers_are_mixed(plan):
    """Formats, encodings and archives."""
    written = [one.written for one in plan.lists]
    assert len({one.form for one in written}) >= 6
    assert {one.encoding for one in written} >= {"utf-8", "gb18030", "utf-8-sig"}
    assert len({one.packed for one in written}) >= 3
    assert not all(one.header for one in written)


def test_copies_are_not_older(plan):
    """And what is sent on as it is is the same file."""
    for one, planned in zip(plan.lists, plan.planned, strict=True):
        assert all(plan.lists[parent].when <= one.when for parent in one.parents)
        assert one.when.date() <= Spec("").reference_date
        if planned.change == "as it is":
            parent = plan.lists[one.parents[0]]
            assert (one.written, one.inside) == (parent.written, parent.inside)


def test_names_of_places_are_of_the_list(tiny):
    """Who is told to be from Foshan in a name is from there in the list."""
    named = [one for one in plan_case(tiny).lists if "佛山" in one.path.rpartition("/")[2]]
    assert named
    for one in named:
        cells = next(iter(one.content.read(one.spec(tiny)))).cells.cells
        assert any("佛山" in cell for column in cells.columns for cell in column.to_pylist())

"""Tests of which ordinary files lie in an office."""

import numpy as np

from leakbench.generator.cases.case import Case
from leakbench.generator.cases.office_files import office_files
from leakbench.generator.cases.places import Paths, companies
from leakbench.generator.spec import Spec

CASE = Case(Spec("", seed=6), records=400, files=60)


def test_files_have_the_numbers_asked_for():
    """Each at a path of one of the companies, before the day of the search."""
    draw = np.random.default_rng(2)
    offices = companies(CASE.spec, 60, draw)
    found = office_files(CASE, range(20, 60), offices, Paths(), draw)
    assert [one.number for one in found] == list(range(20, 60))
    names = {one.name for one in offices}
    assert all(one.path.split("/")[0] in names for one in found)
    assert all(one.when.date() < CASE.spec.reference_date for one in found)
    assert len({one.kind for one in found}) >= 4

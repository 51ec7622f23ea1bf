"""Tests of companies, machines and folders."""

import numpy as np

from leakbench.generator.cases.places import Paths, at_moment, companies, moment_before
from leakbench.generator.spec import Spec

SPEC = Spec("", seed=1)


def _draw():
    return np.random.default_rng(5)


def test_companies_have_machines_of_their_own():
    """One kind each before any comes twice; the same for the same draw."""
    found = companies(SPEC, 340, _draw())
    assert len({one.kind["kind"] for one in found}) == len(found) > 4
    for one in found:
        names = [machine for machine, _ in one.machines]
        assert len(names) == len(set(names)) >= 2
    assert found == companies(SPEC, 340, _draw())
    assert len(companies(SPEC, 12, _draw())) == 1


def test_a_name_that_is_taken_gets_a_number():
    """Even in other letters, and after the suffix stays what it was."""
    paths = Paths()
    first = f"{paths.beside('a/b.csv', 'X.CSV')}"
    assert (first, paths.beside("a/b.csv", "x.csv")) == ("a/X.CSV", "a/x (2).csv")
    assert paths.beside("c/b.csv", "x.csv") == "c/x.csv"


def test_sticks_have_no_drives():
    """Nor users."""
    (company, *_) = companies(SPEC, 900, _draw())
    draw, paths = _draw(), Paths()
    found = [
        paths.of(company, folder, "x", draw) for folder in ("C/Users/{user}/Desktop", "D/数据") * 30
    ]
    for path in found:
        machine, drive = path.split("/")[1:3]
        portable = machine.startswith(("NAS", "移动硬盘", "U盘", "手机备份"))
        assert (len(drive) > 1) == portable
        assert "{" not in path


def test_moments_are_of_working_hours_in_the_past():
    """In Beijing, before the reference date."""
    draw = _draw()
    for _ in range(50):
        when = moment_before(SPEC, 30, draw)
        assert 0 < (SPEC.reference_date - when.date()).days <= 30
        assert 9 <= when.hour <= 20
        assert when.utcoffset().total_seconds() == 8 * 3600
    assert at_moment(SPEC.reference_date, draw).date() == SPEC.reference_date

"""Tests of what fixes a case."""

from datetime import UTC, datetime

import pytest

from leakbench.generator.cases.case import ROWS_PER_FILE, Case, ListFile, Written
from leakbench.generator.cases.contents import Source
from leakbench.generator.spec import Spec


@pytest.mark.parametrize(("records", "files"), [(299, 30), (3_000, 11)])
def test_an_office_of_nothing_is_refused(records, files):
    """With what it must have."""
    with pytest.raises(ValueError, match="a case has at least 12 files and 300 records"):
        Case(Spec(""), records=records, files=files)


@pytest.mark.parametrize(("noise", "profile"), [(0.0, "clean"), (0.25, "worn")])
def test_lists_are_drawn_from_the_population_of_the_case(noise, profile):
    """Worn as far as they were passed on."""
    case = Case(Spec("", seed=9, split="dev", identity="unassignable"))
    one = ListFile(
        number=0,
        path="",
        inside="",
        content=Source("assets", 5, 10),
        hops=1,
        noise=noise,
        headers="true",
        written=Written(form="csv"),
        parents=(),
        when=datetime(2025, 1, 1, tzinfo=UTC),
    )
    spec = one.spec(case)
    assert (spec.corpus, spec.seed, spec.split) == ("assets", 9, "dev")
    assert (spec.noise, spec.strength) == (profile, noise or 1.0)
    assert (spec.identity, spec.headers) == ("unassignable", "true")
    assert spec.rows_per_file == ROWS_PER_FILE

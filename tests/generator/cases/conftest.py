"""A small seized office that several modules look at."""

import pytest

from leakbench.generator.cases.case import Case
from leakbench.generator.cases.case_writing import write_case
from leakbench.generator.spec import Spec

TINY = Case(Spec("", seed=3), records=3_000, files=40)


@pytest.fixture(scope="session")
def tiny():
    """The case itself."""
    return TINY


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    """Where it was written."""
    out = tmp_path_factory.mktemp("case")
    write_case(TINY, out)
    return out

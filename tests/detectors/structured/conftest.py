"""What tests of the rules take of those of the passes."""

import pytest

from . import passes


@pytest.fixture(scope="session")
def candidates_of():
    """The first pass over some cells."""
    return passes.candidates_of

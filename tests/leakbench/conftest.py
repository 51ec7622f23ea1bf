"""Detectors of the simplest kind, and results of theirs that many tests look at."""

import re
from functools import partial

import pytest

import leakbench as lb
from leakbench.api import session


def find_mobiles(text):
    """A function as a user writes one: it says nothing of its labels."""
    for found in re.finditer(r"(?<!\d)1\d{10}(?!\d)", text):
        yield found.start(), found.end(), "MOBILE"


def find_half(text):
    """Finds less: mobiles that begin with 13 to 15."""
    return [one for one in find_mobiles(text) if text[one[0] + 1] in "345"]


@pytest.fixture(scope="session", autouse=True)
def once_is_enough():
    """No detector repeats its answers to be timed well."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "run", partial(session.run, min_seconds=0.0))
        yield


@pytest.fixture
def mobiles():
    """The function."""
    return find_mobiles


@pytest.fixture(scope="session")
def result():
    """One detector on one corpus."""
    return lb.evaluate(find_mobiles, "exam_roster", rows=300, noise="worn")


@pytest.fixture(scope="session")
def results():
    """Two detectors on one corpus in two writings, as tables."""
    return lb.evaluate(
        [find_mobiles, find_half],
        "legal_person",
        rows=200,
        noise=["clean", "worn"],
        track="table",
    )

"""Tests of errors on their way between processes."""

import pickle
from pathlib import Path

import pytest

from leakbench.generator.datasets.manifest import DatasetError
from leakbench.generator.datasets.outputs import OutputInUseError
from leakbench.generator.errors import UnknownNameError
from leakbench.generator.jobs.errors import WorkerLostError, packed, unpacked


@pytest.mark.parametrize(
    "error",
    [
        ValueError("no"),
        FileNotFoundError(2, "No such file", "there"),
        UnknownNameError("corpus", "legal", ["legal_person"]),  # its constructor asks for others
        OutputInUseError(Path("out")),
        DatasetError(Path("out"), "no good"),
        WorkerLostError("item", "SIGKILL"),
    ],
)
def test_errors_arrive_as_they_were(error):
    """Class, sentence and attributes, whatever the constructor asks for."""
    found = unpacked(packed(error))
    assert type(found) is type(error)
    assert str(found) == str(error)
    assert vars(found) == vars(error)
    assert getattr(found, "errno", None) == getattr(error, "errno", None)


def test_an_error_that_holds_what_cannot_travel_is_told_by_its_sentence():
    """Its class goes with it as a word."""
    error = ValueError("no good")
    error.holds = lambda: None
    with pytest.raises((pickle.PicklingError, AttributeError)):
        pickle.dumps(error)
    found = unpacked(packed(error))
    assert type(found) is RuntimeError
    assert str(found) == "ValueError: no good"


def test_a_long_item_is_named_by_its_beginning():
    """The sentence stays one that can be read."""
    assert len(str(WorkerLostError("9" * 10_000, "SIGKILL"))) < 300

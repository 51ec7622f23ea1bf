"""Tests of the detectors of a run."""

import pytest

from leakbench.benchmarks.running import entrants
from leakbench.benchmarks.running.entrants import (
    DetectorFailedError,
    entrant,
    error_line,
)
from leakbench.detectors.registry import (
    DetectorArgumentError,
    UnavailableDetectorError,
    UnknownDetectorError,
)


@pytest.mark.usefixtures("stand_ins")
def test_a_detector_is_built_with_what_is_said_of_it():
    """Name and version of the package that does the work."""
    built = entrant("digits")
    assert (built.name, built.package) == ("digits", "leakbench")
    assert built.detector.name == "digits"
    assert built.failure is None


@pytest.mark.usefixtures("stand_ins")
def test_what_a_detector_raises_while_it_is_built_is_its_failure():
    """One that cannot load its model does not stop the run."""
    built = entrant("unbuilt")
    assert built.detector is None
    assert built.failure.startswith("OSError: no model, at ")


@pytest.mark.usefixtures("stand_ins")
def test_what_is_not_there_is_an_error():
    """Unknown names, and absent packages with the command that brings them."""
    with pytest.raises(UnknownDetectorError, match="nobody"):
        entrant("nobody")
    with pytest.raises(UnavailableDetectorError, match="pip install leakbench-absent"):
        entrant("absent")


@pytest.mark.usefixtures("stand_ins")
def test_a_detector_with_an_argument_has_its_full_name():
    """Its results stand under the name that it was asked by."""
    built = entrant("repeated:11")
    assert built.name == built.detector.name == "repeated:11"


@pytest.mark.usefixtures("stand_ins")
@pytest.mark.parametrize("name", ["repeated", "repeated:", "repeated:x", "digits:11"])
def test_an_argument_that_is_wrong_is_an_error(name):
    """It is the user's mistake, and no failure of the detector's."""
    with pytest.raises(DetectorArgumentError, match=f"^detector '{name}': "):
        entrant(name)


def test_an_exception_is_one_line():
    """Its class, and its message if it has one."""
    assert error_line(ValueError("a\n  b")) == "ValueError: a b"
    assert error_line(KeyError()) == "KeyError"
    assert error_line(DetectorFailedError("left\nearly")) == "left early"


@pytest.mark.parametrize("error", [SystemExit, GeneratorExit])
def test_leaving_while_it_is_built_is_a_failure(stand_ins, monkeypatch, error):
    """What no ``except Exception`` catches does not end a run either."""
    del stand_ins

    def leave(_name):
        raise error("early")

    monkeypatch.setattr(entrants, "load", leave)
    assert entrant("digits").failure.startswith(f"{error.__name__}: early, at ")


def test_the_users_own_interrupt_goes_through(stand_ins, monkeypatch):
    """Who stops a run stops it."""
    del stand_ins

    def interrupt(_name):
        raise KeyboardInterrupt

    monkeypatch.setattr(entrants, "load", interrupt)
    with pytest.raises(KeyboardInterrupt):
        entrant("digits")

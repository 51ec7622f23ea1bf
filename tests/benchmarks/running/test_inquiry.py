"""Tests of asking what plug-ins are, whatever they do when they are asked."""

import json
import sys

import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.running import inquiry
from leakbench.benchmarks.running.detector_process import Limits
from leakbench.benchmarks.running.inquiry import listings
from leakbench.detectors import registry
from leakbench.detectors.admission import is_house

pytestmark = pytest.mark.slow

REASONS = {
    "about_long": "license has 1,000,000 characters, more than 300",
    "about_marked": "homepage has mark-up or control characters",
    "about_raises": "RuntimeError: nothing to say",
    "about_typed": "package is int, not a text",
    "absent": "ModuleNotFoundError: No module named 'no_such_module'",
    "dies_when_imported": "left its process with exit code 9",
    "exits_when_imported": "SystemExit: 0",
    "hangs_when_imported": "took more than 3 s over being asked what it is",
    "leaves_when_imported": "left its process with exit code 0",
    "steady": None,
    "prints_when_imported": None,
}


@pytest.fixture(scope="module")
def patient(plugins):
    """The plug-ins, for which nobody waits long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inquiry, "LIMITS", Limits(batch_seconds=3))
        yield plugins


@pytest.fixture(scope="module")
def asked(patient):
    """All listings, by name."""
    del patient
    return {one.name: one for one in listings()}


def test_everybody_is_listed(asked):
    """Ours and theirs, in order."""
    assert list(asked) == registry.names()
    assert {"native", "steady", "union"} <= asked.keys()


@pytest.mark.parametrize("name", REASONS)
def test_whatever_one_does_is_told_of_it_alone(asked, name):
    """Who hangs, leaves, dies or says nonsense is unavailable, with the reason."""
    assert asked[name].reason == REASONS[name]
    assert asked[name].available == (REASONS[name] is None)


def test_nothing_of_theirs_is_loaded_here(asked):
    """Not even to learn what they are."""
    assert asked["steady"].version == "2.5"
    assert not {"faulty_detectors", "hostile_detectors", *REASONS} & set(sys.modules)


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("form", ["json", "table"])
def test_the_command_keeps_its_stdout(form):
    """What they print goes elsewhere."""
    done = CliRunner().invoke(main, ["list", "detectors", "--format", form])
    assert done.exit_code == 0
    assert "<script>" not in done.stdout
    if form == "json":
        assert {one["name"] for one in json.loads(done.stdout)} >= REASONS.keys()


def test_ours_alone_start_no_process(monkeypatch):
    """Where no plug-in is installed, nothing is waited for."""
    known = registry._entry_points()  # noqa: SLF001 - the one place that holds them
    ours = {name: point for name, point in known.items() if is_house(point)}
    monkeypatch.setattr(registry, "_entry_points", lambda: ours)
    monkeypatch.setattr(inquiry, "Child", None)
    assert [one.name for one in listings()] == registry.names()


def test_names_that_clash_are_told(install, found_in, monkeypatch):
    """Both distributions of a name that two claim, and who calls itself like one of ours."""
    site = install("one", "1.0", [("twice", "one_module:Kind")])
    install("two", "2.0", [("twice", "two_module:Kind")], site=site)
    install("three", "3.0", [("native", "three_module:Kind")], site=site)
    found_in(monkeypatch, site)
    done = CliRunner().invoke(main, ["list", "detectors", "--format", "json"])
    assert done.exit_code == 1
    assert "detector 'native' of three 3.0: leakbench has one of this name" in done.stderr
    assert "two detectors are called 'twice', of one 1.0 and two 2.0: uninstall one" in done.stderr
    listed = {one["name"]: one for one in json.loads(done.stdout)}
    assert listed["native"]["available"]
    assert "twice" not in listed
    done = CliRunner().invoke(main, ["run", "--detector", "twice", "--rows", "1"])
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: two detectors are called 'twice'")

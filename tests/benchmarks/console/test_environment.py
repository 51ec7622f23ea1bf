"""Tests of what a result says of where it was made."""

import json
import platform
from importlib.metadata import version
from pathlib import Path

from leakbench.benchmarks.console import environment
from leakbench.benchmarks.console.environment import machine, tool


def test_versions_are_named():
    """The packages asked for beside those that always count; an absent one is None."""
    packages = machine(["click", "leakbench-absent"])["packages"]
    assert packages["click"] == version("click")
    assert packages["numpy"] == version("numpy")
    assert packages["leakbench-absent"] is None


def test_nothing_tells_whose_machine_it_is():
    """Neither the host's name nor a path stands in it."""
    said = json.dumps([machine(), tool()])
    assert platform.node() not in said
    assert str(Path.home()) not in said
    assert str(Path(environment.__file__).parent) not in said


def test_the_tool_says_its_version():
    """Commit and dirty flag come together or not at all."""
    said = tool()
    assert said["version"] == version("leakbench")
    assert (said["commit"] is None) == (said["dirty"] is None)


def test_without_git_there_is_no_commit(monkeypatch):
    """An installed leakbench is in no checkout."""
    monkeypatch.setattr(environment.shutil, "which", lambda _name: None)
    assert tool() == {"version": version("leakbench"), "commit": None, "dirty": None}

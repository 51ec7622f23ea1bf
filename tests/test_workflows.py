"""The workflows of the forge: what they run exists, on the Pythons that are promised."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".github/workflows"
WORKFLOWS = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in FOLDER.glob("*.yml")}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
SUPPORTED = [
    one.rpartition(" ")[2]
    for one in PROJECT["classifiers"]
    if one.startswith("Programming Language :: Python :: 3.")
]


def steps():
    """Every step of every workflow."""
    jobs = [job for flow in WORKFLOWS.values() for job in flow["jobs"].values()]
    return [step for job in jobs for step in job["steps"]]


def test_every_python_that_is_promised_is_tried():
    """The matrix has those of the classifiers, which begin with the lowest that is admitted."""
    assert WORKFLOWS["test"]["jobs"]["wheel"]["strategy"]["matrix"]["python"] == SUPPORTED
    assert PROJECT["requires-python"] == f">={SUPPORTED[0]}"


def test_targets_exist():
    """What ``make`` is asked for stands in the Makefile."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    asked = [name for step in steps() for name in re.findall(r"make (\S+)", step.get("run", ""))]
    assert set(asked) == {"test", "lowest"}
    assert all(re.search(rf"^{name}:", makefile, re.MULTILINE) for name in asked)


def test_nothing_is_granted_but_what_publishing_needs():
    """One job may prove to PyPI who it is; all others read."""
    granted = {
        (flow, name): job["permissions"]
        for flow, document in WORKFLOWS.items()
        for name, job in document["jobs"].items()
        if "permissions" in job
    }
    assert granted.pop(("release", "publish")) == {"id-token": "write"}
    assert all(document["permissions"] == {"contents": "read"} for document in WORKFLOWS.values())
    assert "secrets" not in "".join(path.read_text("utf-8") for path in FOLDER.glob("*.yml"))


@pytest.mark.parametrize("step", [one for one in steps() if "checkout" in one.get("uses", "")])
def test_code_of_others_runs_without_credentials(step):
    """A pull request's code is run by these jobs."""
    assert step["with"]["persist-credentials"] is False

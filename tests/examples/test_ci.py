"""Tests of the example workflow: its steps are run here as they stand, but for installing."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from leakbench.benchmarks.gating.gate import Thresholds, read_thresholds
from leakbench.benchmarks.gating.revisions import build

ROOT = Path(__file__).parents[2]
WORKFLOW = yaml.safe_load((ROOT / "examples/ci/leakbench.yml").read_text("utf-8"))
README = (ROOT / "examples/ci/README.md").read_text("utf-8")


@pytest.fixture
def step(repository):
    """Run a named step of a job as the runner does, in the repository."""

    def run(job, name, **environment):
        (found,) = (one for one in WORKFLOW["jobs"][job]["steps"] if one.get("name") == name)
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        return subprocess.run(
            [shutil.which("bash"), "--noprofile", "--norc", "-eo", "pipefail", "-c", found["run"]],
            cwd=repository,
            env=os.environ | {"PATH": path} | WORKFLOW["env"] | environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )

    return run


def test_jobs_have_the_rights_that_they_need():
    """The chart alone is written; no checkout leaves a token beside code that is run."""
    assert WORKFLOW["permissions"] == {}
    rights = {name: job["permissions"] for name, job in WORKFLOW["jobs"].items()}
    assert rights == {"gate": {"contents": "read"}, "chart": {"contents": "write"}}
    steps = [step for job in WORKFLOW["jobs"].values() for step in job["steps"]]
    checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert len(checkouts) == len(WORKFLOW["jobs"])
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@pytest.mark.long
@pytest.mark.usefixtures("losing")
def test_a_pull_request_that_loses_recall_is_stopped(step, tmp_path):
    """With exit code 3, and a summary that names the label."""
    summary = tmp_path / "summary.md"
    done = step("gate", "Compare with the base", BASE="main", GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == 3, done.stderr
    assert "| recall | MOBILE |" in summary.read_text("utf-8")


@pytest.mark.slow
def test_the_chart_gets_its_figures(step, repository, tmp_path):
    """Of the detector, as the action reads them."""
    packages = build(repository, None, tmp_path / "built")
    for name in ("Run", "Export"):
        done = step("chart", name, PYTHONPATH=str(packages))
        assert done.returncode == 0, done.stderr
    content = json.loads((repository / "out/benchmark.json").read_text("utf-8"))
    assert {one["name"].partition(":")[0] for one in content} == {"eleven_digits"}
    assert {"name", "unit", "value"} <= set(content[0])


def test_the_action_reads_the_file_that_is_written():
    """Its tool and path are those of the export."""
    (action,) = (
        one["with"]
        for one in WORKFLOW["jobs"]["chart"]["steps"]
        if one.get("uses", "").startswith("benchmark-action/")
    )
    assert action["tool"] == "customBiggerIsBetter"
    assert action["output-file-path"] == "out/benchmark.json"


def test_no_expression_is_run_as_code():
    """What a pull request brings comes in through the environment."""
    for job in WORKFLOW["jobs"].values():
        assert not [one for one in job["steps"] if "${{" in one.get("run", "")]


def test_the_usual_values_are_those_of_the_code(tmp_path):
    """The table of the README is what holds without one."""
    _, _, rest = README.partition("```toml\n")
    table = tmp_path / "pyproject.toml"
    table.write_text(rest.partition("```")[0], "utf-8")
    assert len(tomllib.loads(table.read_text("utf-8"))["tool"]["leakbench"]["gate"]) == 4
    assert read_thresholds(table) == Thresholds()

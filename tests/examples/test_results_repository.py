"""Tests of the repository of results: what its page tells to do is done, and passes its check."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from leakbench.benchmarks.gating.revisions import build
from leakbench.benchmarks.submissions.submission import read_submission

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "examples/results_repository"
PLUGIN = ROOT / "examples/detector_plugin"
CHANGED = "made by a leakbench that was changed"  # as the tree may be in which tests run


@pytest.fixture
def command(repository, tmp_path):
    """Run a command line with the example's detector installed, in a repository of results."""
    shutil.copytree(TEMPLATE, tmp_path / "results")
    packages = build(repository, None, tmp_path / "built")

    def run(line):
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        before = os.environ.get("PYTHONPATH")
        python = os.pathsep.join(filter(None, [str(packages), before]))
        return subprocess.run(
            [shutil.which("bash"), "-c", line],
            cwd=tmp_path / "results",
            env=os.environ | {"PATH": path, "PYTHONPATH": python},
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )

    return run


@pytest.mark.slow
def test_what_is_sent_in_as_told_passes(command, tmp_path):
    """Run, packed, and checked by the step of the workflow; run again, it counts the same."""
    folder = tmp_path / "results/submissions/example"
    folder.mkdir(parents=True)
    shutil.move(tmp_path / "results/submission.toml", folder)
    (line,) = tomllib.loads((folder / "submission.toml").read_text("utf-8"))["commands"]
    done = command(line.replace("--rows 500", "--rows 100").replace("--corpus chat_messages ", ""))
    assert done.returncode == 0, done.stderr
    packed = "submissions/example/runs.jsonl.gz"
    assert command(f"leakbench results pack out/run --out {packed}").returncode == 0
    (job,) = yaml.safe_load((TEMPLATE / "check.yml").read_text("utf-8"))["jobs"].values()
    for words in (job["steps"][-1]["run"], f"leakbench results check {folder} --rerun 100"):
        done = command(words)
        assert [one for one in done.stdout.splitlines() if CHANGED not in one] == []
        assert "1 fault in 1" in done.stderr or "1 sound submission" in done.stderr


def test_the_example_is_of_the_plugin(tmp_path):
    """Its detector, version and licence; the page names the commands of the example."""
    folder = Path(shutil.copytree(TEMPLATE, tmp_path / "example"))
    submission = read_submission(folder)
    project = tomllib.loads((PLUGIN / "pyproject.toml").read_text("utf-8"))["project"]
    (name,) = project["entry-points"]["leakbench.detectors"]
    told = (submission.detector, submission.version, submission.licence)
    assert told == (name, project["version"], project["license"])
    assert submission.install.endswith(f"{project['name']}=={project['version']}")
    (line,) = tomllib.loads((folder / "submission.toml").read_text("utf-8"))["commands"]
    assert f"`{line}`" in (TEMPLATE / "README.md").read_text("utf-8")


def test_the_workflow_has_no_rights_to_lose():
    """It reads a stranger's files with a token that writes nothing, and none is left there."""
    workflow = yaml.safe_load((TEMPLATE / "check.yml").read_text("utf-8"))
    assert workflow["permissions"] == {}
    (job,) = workflow["jobs"].values()
    assert job["permissions"] == {"contents": "read"}
    assert job["steps"][0]["with"] == {"persist-credentials": False}

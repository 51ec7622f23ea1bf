"""Tests of what others put before their pushes and pull requests: the action and the hook."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
SCHEMA = Path(__file__).with_name("data") / "github-action.schema.json"
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


def test_the_action_is_one_of_the_schema():
    """That editors and forges publish for ``action.yml``."""
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.validators.validator_for(schema)(schema).validate(ACTION)


def test_inputs_are_no_part_of_a_script():
    """What stands in them comes as environment, so that it is never run; each is used."""
    steps = ACTION["runs"]["steps"]
    assert not [step for step in steps if "${{" in step.get("run", "")]
    text = (ROOT / "action.yml").read_text("utf-8")
    for name in ACTION["inputs"]:
        assert f"${{{{ inputs.{name} }}}}" in text


def test_the_hook_is_one_of_pre_commit():
    """By its own check of manifests."""
    pytest.importorskip("pre_commit")
    from pre_commit.clientlib import load_manifest  # noqa: PLC0415 - where it is installed

    (hook,) = load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    assert hook["id"] == HOOK["id"] == "leakbench-gate"
    assert hook["stages"] == ["pre-push"]


def run(command, folder, **environment):
    """A line of the action or hook, as its runner does."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        [shutil.which("bash"), "--noprofile", "--norc", "-eo", "pipefail", "-c", command],
        cwd=folder,
        env=os.environ | {"PATH": path} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


@pytest.mark.long
def test_the_action_stops_what_loses_recall(losing, tmp_path):
    """Its last step exits with 3, and the job's summary names the label."""
    (step,) = (one for one in ACTION["runs"]["steps"] if one.get("name") == "Compare with the base")
    given = {name: one.get("default", "") for name, one in ACTION["inputs"].items()}
    given |= {"detector": "eleven_digits", "base": "main"}
    summary = tmp_path / "summary.md"
    environment = {
        name: given[value.removeprefix("${{ inputs.").removesuffix(" }}")]
        for name, value in step["env"].items()
    }
    done = run(step["run"], losing, **environment, GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == 3, done.stderr
    assert "| recall | MOBILE |" in summary.read_text("utf-8")


@pytest.mark.long
def test_the_hook_stops_what_loses_recall(losing):
    """With the arguments that the guide tells."""
    words = "main --detector eleven_digits --corpus legal_person --noise worn"
    done = run(f"{HOOK['entry']} {words}", losing)
    assert done.returncode == 3, done.stderr

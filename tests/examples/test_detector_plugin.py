"""Tests of the example package: installed as a user would, found by a fresh process."""

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from leakbench.detectors.conformance import ConformanceError, check

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/detector_plugin"
LEAKBENCH = (sys.executable, "-c", "from leakbench.benchmarks.cli import main; main()")


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Install a copy of the package, without a network, into a folder of its own."""
    source = shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("source") / "plugin")
    site = tmp_path_factory.mktemp("site")
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps")
    done = subprocess.run(
        [*pip, "--no-build-isolation", "--target", str(site), str(source)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return site


@pytest.fixture(scope="module")
def fresh(installed):
    """Run a command in a fresh process that has the package."""

    def run(*command):
        paths = [str(installed), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.mark.parametrize("isolation", [(), ("--in-process",)])
def test_it_is_scored_like_any_other(fresh, isolation):
    """Every clean mobile of the corpus is found, in a process of its own or in the run's."""
    command = ("run", "--corpus", "legal_person", "--rows", "50", "--format", "json")
    (record,) = json.loads(fresh(*LEAKBENCH, *command, "--detector", "eleven_digits", *isolation))
    assert record["failure"] is None
    assert record["by_label"]["MOBILE"]["recall"] == 1.0


def test_it_is_listed_with_its_version(fresh):
    """The version is the package's own."""
    listed = json.loads(fresh(*LEAKBENCH, "list", "detectors", "--format", "json"))
    (record,) = (one for one in listed if "eleven_digits" in one.values())
    assert "1.0.0" in record.values()


def test_the_line_of_its_readme_says_that_it_conforms(fresh):
    """The public suite is one line for an author."""
    readme = (EXAMPLE / "README.md").read_text("utf-8")
    (line,) = re.findall(r'^python -c "(.+)"$', readme, re.MULTILINE)
    assert "conformance import check" in line
    assert fresh(sys.executable, "-c", line) == ""


def test_the_same_check_refuses_a_detector_that_does_not_conform(installed):
    """A span that ends one too late fails a check that the error names."""
    kind = runpy.run_path(str(installed / "eleven_digits.py"))["ElevenDigits"]

    class Long(kind):
        def find(self, text):
            return [(0, len(text) + 1, "MOBILE")]

    with pytest.raises(ConformanceError) as caught:
        check(Long())
    assert caught.value.check == "reports_declared_labels"


def test_it_says_of_itself_what_its_package_says(installed):
    """Name and licence stand twice, and agree."""
    text = (EXAMPLE / "eleven_digits.py").read_text("utf-8")
    (about,) = installed.glob("*.dist-info/METADATA")
    metadata = about.read_text("utf-8")
    assert "Name: leakbench-eleven-digits" in metadata
    assert '"leakbench-eleven-digits"' in text
    assert "License-Expression: MIT" in metadata
    assert '"MIT"' in text

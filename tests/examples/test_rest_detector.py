"""The example service: started and asked as its README says, on a free port."""

import json
import re
import shlex
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.detectors import conformance
from leakbench.detectors.registry import load

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parents[2] / "examples/rest_detector"
README = (EXAMPLE / "README.md").read_text("utf-8")
(COMMAND,) = re.findall(r"^leakbench (run .+)$", README, re.MULTILINE)


@pytest.fixture(scope="module")
def url():
    """Where it is."""
    command = [sys.executable, str(EXAMPLE / "service.py"), "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        yield running.stdout.readline().strip()
        running.terminate()


def test_it_conforms(url):
    """Whatever it is asked."""
    detector = load(url)
    conformance.check(detector)
    detector.close()


def test_the_command_of_the_readme_runs(url):
    """It finds something."""
    words = shlex.split(COMMAND.replace("20000", "50").replace("http://127.0.0.1:5002", url))
    done = CliRunner().invoke(main, [*words, "--format", "json"])
    assert done.exit_code == 0, done.output
    (record,) = json.loads(done.stdout)
    assert (record["detector"], record["failure"]) == (url, None)
    assert record["recall_any"] > 0


def test_the_table_of_the_readme_is_true(url):
    """Its requests have the replies that stand beside them."""
    asked, said = re.findall(r"^\| `POST /analyze` `(.+?)` \| `(.+?)`", README, re.MULTILINE)[0]
    question = json.loads(asked) | {"text": "电话13800000000"}
    reply = urllib.request.urlopen(f"{url}/analyze", json.dumps(question).encode())  # noqa: S310
    with reply:
        assert json.load(reply) == json.loads(said)

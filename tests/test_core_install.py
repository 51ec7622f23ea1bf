"""What ``pip install leakbench`` alone is enough for: all but figures, the page and others' tools.

Every command runs in a process, and starts processes, that can import nothing but the standard
library, leakbench and what ``dependencies`` in pyproject.toml bring.
"""

import json
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

# Imported by every Python at its start, so in the processes of detectors too.
REFUSING = """
import sys


class Refusing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)


sys.meta_path.insert(0, Refusing())
"""
DRIVER = """
import json, sys
import click
import pyarrow.parquet as pq
from click.testing import CliRunner
from leakbench.benchmarks.cli import main
from leakbench.detectors.contract import SPANS

pq.write_table(SPANS.empty_table(), "predictions.parquet")

def tell(line):
    done = CliRunner().invoke(main, line)
    return [done.exit_code, done.output, repr(done.exception)]

lines = json.loads(sys.stdin.read())
lines += [[name, "--help"] for name in main.list_commands(click.Context(main))]
print(json.dumps([[line, *tell(line)] for line in lines]))
"""
LINES = (
    "--help",
    "list corpora",
    "list detectors",
    "generate exam_roster --rows 60 --out lists",
    "generate exam_roster --rows 20 --format xlsx --out files/list.xlsx",
    "run --corpus exam_roster --rows 60 --detector regex --out out/run",
    "results list out/run",
    "score --truth lists --predictions predictions.parquet",
    "errors --corpus exam_roster --rows 60 --detector regex --html errors.html",
    "detect files/list.xlsx --detector regex --format json",
    "scan files --detector regex --workers 1",
    "export conll-bio exam_roster --rows 20 --out train.conll",
    "sweep evasive --corpus exam_roster --rows 20 --detector regex",
)
REFUSED = (
    "report out/run --out out/report",
    "report out/run --paper --out out/paper",
    "sweep evasive --corpus exam_roster --rows 20 --detector regex --out out/sweep",
    "throughput --detector regex --out out/throughput",
    "validity --real files --out out/validity",
)
PYTHON = """
import leakbench as lb
results = lb.evaluate(["regex"], "exam_roster", rows=20, in_process=True)
shown = [results, results[0], results.misses(), lb.corpora(), lb.detectors()]
print(sum("<table" in one._repr_html_() for one in shown), len(shown))
"""


def core():
    """The distributions that come with leakbench, by name."""
    found, waiting = set(), list(map(Requirement, PROJECT["dependencies"]))
    while waiting:
        asked = waiting.pop()
        name = canonicalize_name(asked.name)
        if name not in found and (asked.marker is None or asked.marker.evaluate({"extra": ""})):
            found.add(name)
            try:
                waiting += map(Requirement, requires(name) or ())
            except PackageNotFoundError:  # for another platform
                continue
    return found | {"leakbench"}


def absent():
    """Names of modules that stand here and not in an environment of the core alone."""
    ours = core()
    return {
        module
        for module, owners in packages_distributions().items()
        if not ours & set(map(canonicalize_name, owners))
    }


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """Runs a script in a folder of its own, where only the core can be imported."""
    folder = tmp_path_factory.mktemp("core")
    (folder / "sitecustomize.py").write_text(REFUSING.format(absent=sorted(absent())), "utf-8")
    paths = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", str(ROOT))])

    def run(script, given=""):
        done = subprocess.run(
            [sys.executable, "-c", script], input=given, capture_output=True, text=True,
            cwd=folder, env={**os.environ, "PYTHONPATH": paths}, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_the_report_is_absent():
    """What the extra ``report`` brings is none of the core's, so the hook refuses it."""
    asked = [Requirement(one).name for one in PROJECT["optional-dependencies"]["report"]]
    assert not core() & set(map(canonicalize_name, asked))
    assert "matplotlib" in absent()


def test_what_is_absent_cannot_be_imported(alone):
    """The hook refuses, in processes that a process starts too."""
    line = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import matplotlib'])"
    script = line.replace("subprocess.run(", "done = subprocess.run(")
    script = script.replace("matplotlib'])", "matplotlib'], capture_output=True, text=True)")
    assert "No module named 'matplotlib'" in alone(f"{script}; print(done.stderr)")


@pytest.mark.slow
def test_commands_need_the_core_alone(alone):
    """All do their work and show their help; those that draw say in one line what to install."""
    told = json.loads(alone(DRIVER, json.dumps([line.split() for line in (*LINES, *REFUSED)])))
    for line, code, output, exception in told:
        said = f"leakbench {' '.join(line)}\n{output}\n{exception}"
        if " ".join(line) in REFUSED:
            assert code == 2, said
            (last,) = output.splitlines()
            assert re.fullmatch(
                r"Error: .+ needs matplotlib: pip install 'leakbench\[report\]'", last
            )
        else:
            assert code == 0, said


@pytest.mark.slow
def test_python_needs_the_core_alone(alone):
    """Results, misses and lists show themselves in a notebook as tables."""
    shown, asked = alone(PYTHON).split()
    assert shown == asked

"""Programs and a user's own Python in a process of its own, as detectors are run."""

import sys
from pathlib import Path
from textwrap import dedent
from time import monotonic, sleep

import psutil
import pytest

import leakbench
from leakbench.benchmarks.running.detector_process import Limits
from leakbench.benchmarks.running.isolation import isolated
from leakbench.benchmarks.running.runner import Scoring, run
from leakbench.benchmarks.sources.opening import open_source
from leakbench.detectors.registry import DetectorArgumentError, UnknownDetectorError
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parents[3] / "examples/exec_detector/mobiles.py"
LIMITS = Limits(batch_seconds=20)
FIND = '''
def find(text):
    """Eleven digits."""
    at = max(text.find("1"), 0)
    found = text[at : at + 11]
    return [(at, at + 11, "MOBILE")] if found.isdecimal() and len(found) == 11 else []
'''


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Work in an empty directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def result_of(name, limits=LIMITS):
    """The result of a detector on some records."""
    source = open_source("legal_person", Spec(corpus="legal_person"))
    entrants = [isolated(name, limits)]
    (found,) = run([source], entrants, Scoring(), rows=60, memory=lambda *_: None)
    return found


def gone(pid):
    """Whether a process comes to its end, soon."""
    until = monotonic() + 10
    while monotonic() < until:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        sleep(0.02)
    return False


@pytest.mark.usefixtures("here")
def test_a_program_is_scored_like_any_detector():
    """Its version is its own word and its files; nothing is left of it."""
    name = f"exec:{sys.executable} {EXAMPLE}"
    result = result_of(name)
    assert (result.detector, result.failure) == (name, None)
    assert result.version.startswith("1.0+sha256.")
    assert result.counts.summary()["by_label"]["MOBILE"]["recall"] == 1.0
    running = psutil.process_iter(["cmdline"])
    mine = [one for one in running if str(EXAMPLE) in (one.info["cmdline"] or ())]
    assert all(gone(one.pid) for one in mine)


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        ("raise SystemExit(3)", "left with exit code 3 over a batch"),
        ("print('rubbish', flush=True)", "answered 'rubbish' to row 0, column 0"),
        ("time.sleep(600)", "took more than 1 s over a batch"),
    ],
)
def test_what_a_program_does_is_its_own_failure(here, answer, failure):
    """In the words of a result, and its process ends."""
    program = here / "program.py"
    program.write_text(
        dedent(f"""
        import os, sys, time
        open("pid", "w").write(str(os.getpid()))
        print('{{"labels": ["MOBILE"]}}', flush=True)
        for line in sys.stdin:
            if line == "\\n":
                print(flush=True)
            elif line.startswith('"'):
                {answer}
        """)
    )
    result = result_of(f"exec:{sys.executable} program.py", Limits(batch_seconds=1))
    assert failure in result.failure
    assert "\n" not in result.failure
    assert gone(int((here / "pid").read_text()))


@pytest.mark.parametrize("name", ["./mine.py:find", "mine.py:find", "mine:find"])
def test_a_users_own_python_is_found_where_the_run_is(here, name):
    """Though nothing in the working directory stands in for a package."""
    (here / "mine.py").write_text(FIND)
    (here / "numpy.py").write_text("raise RuntimeError\n")
    result = result_of(name)
    assert (result.detector, result.failure) == (name, None)
    assert result.version.startswith("sha256.")


@pytest.mark.parametrize(
    ("name", "error", "reason"),
    [
        ("./gone.py:find", DetectorArgumentError, "no such file: gone.py"),
        ("./bad.py:find", DetectorArgumentError, r"at import: ValueError: no \(bad.py:2\)"),
        ("exec:./gone", DetectorArgumentError, "./gone cannot be started"),
        ("unoin:regex", UnknownDetectorError, "unknown detector 'unoin:regex'"),
        ("http://me:secret@localhost", DetectorArgumentError, r"http://\*\*\*@localhost'"),
    ],
)
def test_what_is_not_there_is_told_before_anything_runs(here, name, error, reason):
    """As without isolation."""
    (here / "bad.py").write_text("\nraise ValueError('no')\n")
    with pytest.raises(error, match=reason):
        isolated(name, LIMITS)


def test_of_a_revision_its_own_files_are_taken(here):
    """Its source stands beside its packages."""
    (here / "mine.py").write_text("raise RuntimeError\n")
    for folder in ("base/packages", "base/source"):
        (here / folder).mkdir(parents=True)
    (here / "base/source/mine.py").write_text(FIND)
    (here / "base/packages/leakbench").symlink_to(Path(leakbench.__file__).parent)
    one = isolated("./mine.py:find", LIMITS, here / "base/packages")
    assert one.version.startswith("sha256.")
    one.close()

import gc
import os
import shlex
import time
import weakref
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from leakbench.detectors.endpoints import program
from leakbench.detectors.endpoints.program import Program, ProgramError

pytestmark = pytest.mark.slow

ECHO = """
import sys
for line in sys.stdin:
    print(line, end="", flush=True)
"""
READS_ALL_FIRST = """
import sys
size = int(sys.stdin.readline())
data = sys.stdin.read(size)
print(data, end="", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def started(command):
    """Start programs, and end them."""
    running = []

    def start(source):
        running.append(Program(shlex.split(command(source))))
        return running[-1]

    yield start
    for one in running:
        one.close()


def ended(said):
    """Whether a line has ended."""
    return said.endswith(b"\n")


@pytest.mark.parametrize("size", [1, 1_000, 5_000_000])
def test_what_is_written_comes_back(started, size):
    """However much it is, as pipes hold little and both sides write at once."""
    lines = b"x" * 99 + b"\n"
    question = lines * (size // 100 + 1)
    echo = started(ECHO)
    assert echo.ask(question, lambda said: len(said) == len(question), "now") == question
    assert echo.ask(b"again\n", ended, "now") == b"again\n"


def test_a_program_may_read_all_before_it_answers(started):
    """Its answer, too, is longer than a pipe."""
    text = b"y" * 4_999_999 + b"\n"
    one = started(READS_ALL_FIRST)
    assert one.ask(b"%d\n" % len(text) + text, lambda said: len(said) == len(text), "now") == text


def test_threads_take_turns(started):
    """Each gets the answer to its own question."""
    echo = started(ECHO)

    def ask(number):
        question = b"%d\n" % number * 10_000
        return echo.ask(question, lambda said: len(said) == len(question), "now") == question

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(ask, range(20)))


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("raise SystemExit(3)", "left with exit code 3 over a batch"),
        ("import os; os.kill(os.getpid(), 9)", "was ended by SIGKILL over a batch"),
        ("import os, time; os.close(1); time.sleep(60)", "closed its input or output over a batch"),
    ],
)
def test_an_end_is_told(started, source, reason):
    """How it came to it, at once and whenever it is asked again."""
    one = started(source)
    for _ in range(2):
        with pytest.raises(ProgramError, match=reason) as caught:
            one.ask(b"x" * 3_000_000, ended, "over a batch")
        assert caught.value.reason == reason


def test_silence_ends_it(started, monkeypatch):
    """Also where nobody else has a limit of time."""
    monkeypatch.setattr(program, "SILENCE", 0.2)
    one = started("import time; time.sleep(60)")
    with pytest.raises(ProgramError, match="said and read nothing for 0 seconds now"):
        one.ask(b"", ended, "now")


def process_of(one):
    """Its process."""
    return psutil.Process(one._process.pid)  # noqa: SLF001 - nobody else needs to know


def test_it_ends_with_its_object():
    """Nothing is left where nobody holds it any more."""
    one = Program(["cat"])
    process, gone = process_of(one), weakref.ref(one)
    del one
    gc.collect()
    assert gone() is None
    assert not process.is_running()


def test_what_it_started_ends_with_it(started):
    """Even if it holds the pipe open."""
    one = started(
        "import subprocess, sys; "
        "print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).pid, "
        "flush=True); sys.stdin.read()"
    )
    child = psutil.Process(int(one.ask(b"", ended, "now")))
    one.close()
    until = time.monotonic() + 5
    while child.is_running() and child.status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < until
        time.sleep(0.01)


def test_one_that_does_not_listen_is_ended(started, monkeypatch):
    """It has a moment to end by itself."""
    monkeypatch.setattr(program, "END_SECONDS", 0.1)
    one = started("import time; print(1, flush=True); time.sleep(60)")
    one.ask(b"", ended, "now")
    process = process_of(one)
    one.close()
    assert not process.is_running()


def test_it_stays_in_our_group():
    """Who stops or ends the group stops and ends it."""
    one = Program(["cat"])
    assert os.getpgid(process_of(one).pid) == os.getpgrp()
    one.close()

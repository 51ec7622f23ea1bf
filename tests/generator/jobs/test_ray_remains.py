"""Tests of what becomes of a local Ray's processes and files."""

import os
import subprocess
import sys

import psutil
import pytest

from leakbench.generator.jobs import ray_remains

WAITING = "import sys; sys.stdin.read()"


@pytest.fixture
def process(tmp_path):
    """A process as Ray starts them, and another one's."""
    pipes = {"stdin": subprocess.PIPE, "text": True}
    own = {**os.environ, ray_remains.MARK: str(tmp_path / "own")}
    other = {**os.environ, ray_remains.MARK: str(tmp_path / "other")}
    with (
        subprocess.Popen([sys.executable, "-c", WAITING], env=own, **pipes) as one,
        subprocess.Popen([sys.executable, "-c", WAITING], env=other, **pipes) as another,
    ):
        yield one
        assert another.poll() is None
        for left in (one, another):
            left.kill()


def test_all_processes_of_a_ray_end_and_nobody_elses(process, tmp_path):
    """With its files."""
    place = tmp_path / "own"
    place.mkdir()
    (place / "session").write_text("")
    assert ray_remains.belongs(psutil.Process(process.pid), place)
    ray_remains.end(place)
    process.wait(5)
    assert not place.exists()


@pytest.mark.slow
def test_they_end_with_whoever_started_them(process, tmp_path):
    """Whatever that dies of: its end of the pipe is closed by the system."""
    words = [sys.executable, "-P", "-m", ray_remains.__name__, str(tmp_path / "own")]
    with subprocess.Popen(words, stdin=subprocess.PIPE) as watching:
        assert process.poll() is None
        watching.stdin.close()
        watching.wait(20)
    assert process.wait(5) < 0

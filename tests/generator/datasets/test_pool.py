"""Tests of writing shards with several processes."""

import contextlib
import os
import signal
import subprocess
import sys
import time

import pytest

from leakbench.generator.datasets import shards
from leakbench.generator.datasets.dataset import DatasetError, open_dataset, write_dataset
from leakbench.generator.datasets.pool import write_shards
from leakbench.generator.datasets.shards import tasks
from leakbench.generator.jobs.local import LocalJobs
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

SPEC = Spec(corpus="legal_person", noise="worn", seed=5)
ROWS = 250


@pytest.fixture
def small_shards(monkeypatch):
    """Shards of 60 rows."""
    monkeypatch.setattr(shards, "GROUP_ROWS", 60)


@pytest.mark.usefixtures("small_shards")
def test_two_workers_write_what_one_writes(tmp_path):
    """The same files byte for byte; progress adds up to all rows."""
    done = []
    one = write_dataset(SPEC, ROWS, tmp_path / "one")
    two = write_dataset(SPEC, ROWS, tmp_path / "two", jobs=LocalJobs(2), progress=done.append)
    assert one == two
    assert sum(done) == ROWS
    for path in sorted((tmp_path / "one").rglob("*")):
        other = tmp_path / "two" / path.relative_to(tmp_path / "one")
        assert path.is_dir() or path.read_bytes() == other.read_bytes()


@pytest.mark.usefixtures("small_shards")
def test_a_workers_failure_is_one_line(tmp_path):
    """It names the file; what it had begun is gone, and no shard stands under its name."""
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(DatasetError, match="cannot be written") as error:
        list(write_shards(tasks(SPEC, ROWS), tmp_path, jobs=LocalJobs(2)))
    assert error.value.path.parent == tmp_path / "data"
    assert "\n" not in str(error.value)


SCRIPT = """
import signal
import sys
from pathlib import Path
from leakbench.generator.datasets.dataset import write_dataset
from leakbench.generator.jobs.local import LocalJobs
from leakbench.generator.spec import Spec
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
    write_dataset(
        Spec(corpus="legal_person"), 40_000_000, Path(sys.argv[1]), jobs=LocalJobs(2),
        progress=lambda done: print(done, flush=True),
    )
"""


@pytest.fixture
def begun(tmp_path):
    """A run of two workers that has written its first rows; the process and its directory."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    out = tmp_path / "out"
    process = subprocess.Popen(
        [sys.executable, script, out], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    with process:
        process.stdout.readline()
        yield process, out
        with contextlib.suppress(ProcessLookupError):  # where the test has ended them all
            os.killpg(process.pid, signal.SIGKILL)


def test_ctrl_c_leaves_nothing_half_written(begun):
    """All processes end, and only whole shards and the note of them are left."""
    process, out = begun
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    _, errors = process.communicate(timeout=60)
    assert errors.strip().endswith("KeyboardInterrupt")
    left = {path.name for path in out.rglob("*") if path.is_file()}
    assert not [name for name in left if name.endswith(".tmp")]
    assert not (out / "manifest.json").exists()
    with pytest.raises(DatasetError, match="not whole"):
        open_dataset(out)


def test_workers_end_with_their_parent(begun):
    """A parent that is killed leaves no process behind."""
    process, _ = begun
    process.kill()
    process.communicate(timeout=60)
    for _ in range(600):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("workers are left")

"""Tests of writing datasets that is killed, done twice at a time, or has nowhere to write."""

import errno
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from leakbench.generator.datasets import outputs, shards
from leakbench.generator.datasets.dataset import DatasetError, write_dataset
from leakbench.generator.datasets.resuming import is_written
from leakbench.generator.parquet.parquet_file import ParquetFile
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

SPEC = Spec(corpus="legal_person", seed=5)
ROWS = 90
TRIALS = Path(__file__).with_name("trials.py")


def tried(tmp_path, what, tries):
    """What came out of each trial; another seed each time, which is told where one fails."""
    seed = random.SystemRandom().randrange(1 << 30)
    command = [sys.executable, TRIALS, what, tmp_path, str(tries), str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"seed {seed}: {done.stderr[-3_000:]}"
    return json.loads(done.stdout)


@pytest.mark.parametrize("tries", [3, pytest.param(50, marks=pytest.mark.long)])
def test_a_killed_run_loses_nothing(tmp_path, tries):
    """Twice at any moment; nothing half written has a name, and the same command ends it all."""
    left = []
    for turn in range(5):  # on a busy machine all of few may be killed before they write
        folder = tmp_path / str(turn)
        folder.mkdir()
        left += [shards for trial in tried(folder, "kill", tries) for shards in trial]
        if any(shards is not None for shards in left):
            return
    pytest.fail(f"none of {len(left)} was killed while it wrote")


@pytest.mark.parametrize("tries", [2, pytest.param(20, marks=pytest.mark.long)])
def test_one_of_two_runs_writes_a_dataset(tmp_path, tries):
    """The other is refused, whenever it comes; so is one of two that write the same part."""
    assert len(tried(tmp_path, "race", tries)) == tries


@pytest.fixture
def small_shards(monkeypatch):
    """Shards of 30 rows."""
    monkeypatch.setattr(shards, "GROUP_ROWS", 30)


def failing(number, call, after):
    """A function that fails with an errno after so many calls."""
    calls = []

    def called(*args, **options):
        calls.append(args)
        if len(calls) > after:
            raise OSError(number, os.strerror(number))
        return call(*args, **options)

    return called


@pytest.mark.usefixtures("small_shards")
@pytest.mark.parametrize("call", ["fsync", "replace", "write", "open"])
@pytest.mark.parametrize(("number", "after"), [(errno.ENOSPC, 0), (errno.EROFS, 0), (errno.EIO, 2)])
def test_what_the_disk_refuses_is_one_line(tmp_path, monkeypatch, call, number, after):
    """A full or read-only disk, at any step: the same command goes on once it is mended."""
    whole = write_dataset(SPEC, ROWS, tmp_path / "whole")
    out = tmp_path / "out"
    of, name = {
        "fsync": (outputs.os, "fsync"),
        "open": (outputs.os, "open"),
        "replace": (Path, "replace"),
        "write": (ParquetFile, "write"),
    }[call]
    with monkeypatch.context() as patch:
        patch.setattr(of, name, failing(number, getattr(of, name), after))
        with pytest.raises((OSError, DatasetError)) as error:
            write_dataset(SPEC, ROWS, out)
    assert "\n" not in str(error.value)
    assert not (out / "manifest.json").exists()
    for shard in whole.shards:
        assert is_written(shard, out) or not (out / shard.file).exists()
    assert write_dataset(SPEC, ROWS, out) == whole
    assert {path.name for path in out.rglob("*")} == {
        path.name for path in (tmp_path / "whole").rglob("*")
    }


@pytest.mark.usefixtures("small_shards")
def test_a_directory_that_is_taken_away_is_one_line(tmp_path, monkeypatch):
    """In the middle of a shard; what is left can be begun anew."""
    out = tmp_path / "out"
    write = ParquetFile.write

    def taken(*args):
        shutil.rmtree(out / "data", ignore_errors=True)
        write(*args)

    with monkeypatch.context() as patch:
        patch.setattr(ParquetFile, "write", taken)
        with pytest.raises(DatasetError, match="No such file") as error:
            write_dataset(SPEC, ROWS, out)
    assert error.value.path.parent == out / "data"
    assert write_dataset(SPEC, ROWS, out) == write_dataset(SPEC, ROWS, tmp_path / "whole")

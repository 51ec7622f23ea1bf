"""Tests of the standard streams."""

import errno
import io
import json
import os
import subprocess
import sys

import pytest

from leakbench.benchmarks.console import streams

TEXT = "甲ǎ😀\udcff"


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1", "utf-8"])
def test_every_character_is_written(encoding, monkeypatch):
    """Those that an encoding lacks as JSON escapes them, so that JSON reads as it was meant."""
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(io.BytesIO(), encoding))
    streams.write_anything()
    sys.stdout.write(json.dumps([TEXT], ensure_ascii=False))
    streams.flush()
    assert json.loads(out.getvalue().decode(encoding)) == [TEXT]


def test_closed_streams_take_everything(monkeypatch):
    """As where a caller has closed stdout: nothing is raised."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    streams.write_anything()
    with sys.stdout, sys.stderr:
        sys.stdout.write(TEXT)
        streams.flush()
        streams.give_up()


def test_names_that_are_no_utf8():
    """Bytes of paths that stand for nothing."""
    assert streams.not_utf8(os.fsdecode(b"a\xff"))
    assert not streams.not_utf8("甲😀")


COMMAND = [sys.executable, "-c", "from leakbench.benchmarks.cli import main; main()"]


@pytest.mark.slow
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_behind_stdout_is_one_line(unbuffered):
    """Whether Python keeps what is written for a while or not, and nothing more when it ends."""
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    command = [*COMMAND, "list", "entities", "--format", "json"]
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 - a device
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, env=environment, check=False, text=True
        )
    assert done.returncode == 1
    assert done.stderr == f"Error: {os.strerror(errno.ENOSPC)}\n"


@pytest.mark.slow
def test_a_reader_that_has_ended_is_told_nothing():
    """As of ``| head``: the command fails without a word."""
    environment = {**os.environ, "PYTHONUNBUFFERED": ""}
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [*COMMAND, "list", "entities"],
            stdout=writing,
            stderr=subprocess.PIPE,
            env=environment,
            check=False,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")

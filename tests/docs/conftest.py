"""A reader's working directory."""

import re
import shutil
import sys
from functools import partial

import pytest

from leakbench.api import records, session
from leakbench.benchmarks.throughput import session as throughput
from leakbench.detectors import registry

from .smaller import LITTLE
from .written import ROOT


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty one, with leakbench and the package of the example installed."""
    site = tmp_path / "site"
    site.mkdir()
    plugin = ROOT / "examples/detector_plugin"
    shutil.copy(plugin / "eleven_digits.py", site)
    about = site / "leakbench_eleven_digits-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: leakbench-eleven-digits\nVersion: 1\n", "utf-8"
    )
    points = re.search(
        r'^\[project.entry-points."(.+)"\]\n(\w+) = "(.+)"$',
        (plugin / "pyproject.toml").read_text("utf-8"),
        re.MULTILINE,
    )
    (about / "entry_points.txt").write_text(f"[{points[1]}]\n{points[2]} = {points[3]}\n", "utf-8")
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.setenv("PYTHONPATH", str(site), prepend=":")
    registry._admitted.cache_clear()  # noqa: SLF001 - packages come and go in tests alone
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    programs = tmp_path / "bin"
    programs.mkdir()
    call = "from leakbench.benchmarks.cli import main; main()"
    (programs / "leakbench").write_text(f"#!/bin/sh\nexec {sys.executable} -c '{call}' \"$@\"\n")
    (programs / "leakbench").chmod(0o755)
    (programs / "python").symlink_to(sys.executable)
    monkeypatch.setenv("PATH", str(programs), prepend=":")
    monkeypatch.setattr(records, "ROWS", int(LITTLE["--rows"][0]))
    monkeypatch.setattr(throughput, "STARTS", 1)
    monkeypatch.setattr(session, "run", partial(session.run, min_seconds=0.0))
    yield work
    registry._admitted.cache_clear()  # noqa: SLF001 - the same

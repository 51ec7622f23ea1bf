import json
import os
import subprocess
import sys

import numpy as np
import pytest
from numba.core import config

from leakbench.generator.engine import kernel_cache
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.kernel_cache import cache_directory

pytestmark = pytest.mark.slow


@pytest.fixture
def directory(tmp_path, monkeypatch):
    """A cache of this test's own."""
    monkeypatch.setattr(config, "CACHE_DIR", str(tmp_path))
    cache_directory.cache_clear()
    yield tmp_path / "kernels"
    cache_directory.cache_clear()


def module(callee, table):
    """Kernels of a module whose source says these things."""
    source = (
        "def callee(number):\n"
        f"    return {callee}\n"
        "def kernel(number):\n"
        "    return callee(number) + table[0]\n"
    )
    names = {"table": np.array(table)}
    exec(source, names)  # noqa: S102 - the test's own words
    names["callee"] = compiled(names["callee"])
    return compiled(names["kernel"])


@pytest.mark.parametrize(
    ("callee", "table"), [("number + 2", [0]), ("number + 1", [7]), ("number * 1", [0])]
)
def test_a_change_of_what_a_kernel_calls_or_reads_is_another_kernel(directory, callee, table):
    """Nothing stale runs: not after a change in a kernel that is called, nor in a table."""
    before = module("number + 1", [0])
    assert before(5) == 6
    kept = set(directory.iterdir())
    changed = module(callee, table)
    assert changed(5) == eval(callee, {"number": 5}) + table[0]  # noqa: S307 - the test's own words
    assert set(directory.iterdir()) > kept


def test_what_is_unchanged_is_taken_from_the_cache(directory):
    """The same code again, as another process has it, is not compiled."""
    assert module("number + 1", [0])(5) == 6
    kept = {path: path.stat().st_mtime_ns for path in directory.iterdir()}
    again = module("number + 1", [0])
    assert again(5) == 6
    assert {path: path.stat().st_mtime_ns for path in directory.iterdir()} == kept


def test_a_broken_file_is_compiled_anew(directory):
    """A cut or foreign file in the cache costs a compilation and nothing else."""
    module("number + 1", [0])(5)
    for path in directory.iterdir():
        path.write_bytes(path.read_bytes()[:50])
    assert module("number + 1", [0])(5) == 6


def test_old_versions_are_removed(directory, monkeypatch):
    """The cache of a kernel that is worked on does not grow for ever."""
    monkeypatch.setattr(kernel_cache, "KEPT", 2)
    for number in range(kernel_cache.KEPT + 3):
        module(f"number + {number}", [0])(5)
    names = [path.name for path in directory.iterdir() if ".kernel-" in path.name]
    assert len(names) == kernel_cache.KEPT


def test_a_directory_that_others_may_write_into_is_not_used(directory):
    """Whoever can write a kernel there could have anything run: it is compiled in memory."""
    directory.mkdir()
    directory.chmod(0o777)
    assert cache_directory() is None
    assert module("number + 1", [0])(5) == 6
    assert not list(directory.iterdir())


def test_somebody_elses_directory_is_not_used(directory, monkeypatch):
    """Only the user's own directory, or root's, is read."""
    directory.mkdir(mode=0o700)
    owner = directory.stat().st_uid
    if owner == 0:  # root's own is always read
        os.chown(directory, 12_345, -1)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    assert cache_directory() is None


def test_a_full_or_read_only_disk_stops_nothing(directory, monkeypatch):
    """What cannot be kept is compiled in memory, and leaves nothing half written."""

    def full(_path, _content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kernel_cache.Path, "write_bytes", full)
    assert module("number + 1", [0])(5) == 6
    assert not list(directory.iterdir())


def test_a_base_that_cannot_be_made_stops_nothing(tmp_path, monkeypatch):
    """Where there is no home to write into, kernels are compiled in memory."""
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(config, "CACHE_DIR", str(tmp_path / "file"))
    cache_directory.cache_clear()
    assert cache_directory() is None
    assert module("number + 1", [0])(5) == 6
    cache_directory.cache_clear()


_EVERY_KERNEL = """
import importlib, json, pkgutil
import leakbench.generator, leakbench.detectors, leakbench.benchmarks
from leakbench.generator.engine.kernel_cache import KernelCache, fingerprint
found = {}
for package in (leakbench.generator, leakbench.detectors, leakbench.benchmarks):
    for one in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if {"adapters", "models", "elsewhere"} & {*one.name.split(".")}:
            continue
        for name, value in vars(importlib.import_module(one.name)).items():
            if isinstance(getattr(value, "_cache", None), KernelCache):
                found[value.py_func.__module__ + "." + name] = fingerprint(value.py_func)
print(json.dumps(found))
"""


def test_every_kernel_has_the_same_fingerprint_in_every_process():
    """No kernel names a thing that is another one in each process, and so misses the cache."""
    first, second = (
        json.loads(
            subprocess.run(
                [sys.executable, "-c", _EVERY_KERNEL],
                env=os.environ | {"PYTHONHASHSEED": seed},
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
        for seed in ("1", "2")
    )
    assert len(first) > 100
    assert {name for name in first if first[name] != second[name]} == set()


def test_code_that_checks_its_indices_is_kept_apart(directory, monkeypatch):
    """Neither is taken for the other: one of them tells what leaves its array."""
    source = "def kernel(table, place):\n    return table[place]\n"

    def kernel():
        names = {}
        exec(source, names)  # noqa: S102 - the test's own words
        return compiled(names["kernel"])

    table = np.arange(4)
    assert kernel()(table, 1) == 1
    plain = set(directory.iterdir())
    monkeypatch.setattr(config, "BOUNDSCHECK", 1)
    for place in (4, np.uint64(4), np.uint64(2**63), -5):
        with pytest.raises(IndexError):
            kernel()(table, place)
    assert set(directory.iterdir()) > plain

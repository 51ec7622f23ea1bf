import io
import os
import subprocess
import sys

import pytest

from leakbench.generator.engine import compile_notices
from leakbench.generator.engine.compile_notices import (
    about_to_compile,
    compiled_here,
    tell_before_compiling,
    was_compiled,
)


@pytest.fixture
def told(monkeypatch):
    """What was told, to nobody but this test."""
    monkeypatch.setattr(compile_notices, "_listeners", [])
    heard = []
    tell_before_compiling(lambda: heard.append(1))
    return heard


def test_all_who_asked_are_told(told):
    """Every time."""
    tell_before_compiling(lambda: told.append(2))
    about_to_compile()
    about_to_compile()
    assert told == [1, 2, 1, 2]


@pytest.mark.parametrize("terminal", [True, False])
def test_whoever_waits_at_a_terminal_is_told_once(terminal, monkeypatch):
    """Minutes without a word look like a fault; what scripts read stays as it was."""
    monkeypatch.setenv(compile_notices._TOLD, "1")  # noqa: SLF001 - so that it is as before afterwards
    monkeypatch.delenv(compile_notices._TOLD)  # noqa: SLF001
    monkeypatch.setattr(compile_notices, "_compiled", [])
    said = io.StringIO()
    said.isatty = lambda: terminal
    monkeypatch.setattr("sys.stderr", said)
    was_compiled("first")
    was_compiled("second")
    assert said.getvalue().count("once") == said.getvalue().count("\n") == terminal
    assert compiled_here() == 2


@pytest.mark.slow
def test_kernels_tell_before_they_are_compiled(told, tmp_path, monkeypatch):
    """Once, however often they are called; what was compiled for the cache is counted."""
    from leakbench.generator.engine import kernel_cache  # noqa: PLC0415 - imports numba
    from leakbench.generator.engine.compiled import compiled  # noqa: PLC0415 - imports numba

    monkeypatch.setattr(kernel_cache, "cache_directory", lambda: tmp_path)
    before = compiled_here()
    kernel = compiled(eval("lambda number: number + 1"))  # noqa: S307 - our own words
    assert kernel(1) == kernel(0) + 1
    assert told == [1]
    assert compiled_here() == before + 1


@pytest.mark.slow
def test_listening_imports_no_compiler():
    """It would take longer than all else that a process of a detector imports."""
    code = f"import sys, {compile_notices.__name__}; print('numba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "False\n"


KERNEL = """
import numpy as np
from leakbench.generator.engine.compiled import compiled

@compiled
def total(numbers):
    return numbers.sum()

@compiled
def twice(number):
    return 2 * number

print(total(np.arange(4)), twice(3))
"""


@pytest.mark.slow
@pytest.mark.parametrize("variable", ["HOME", "NUMBA_CACHE_DIR"])
def test_without_a_place_for_kernels_all_runs_and_says_so_once(variable, tmp_path):
    """A file stands where the directory would be made: not even root can write there."""
    nowhere = tmp_path / "file"
    nowhere.write_text("", "utf-8")
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"NUMBA_CACHE_DIR", "XDG_CACHE_HOME", "TMPDIR", compile_notices._SAID}  # noqa: SLF001 - as if nobody had said it
    }
    done = subprocess.run(
        [sys.executable, "-c", KERNEL],
        env=environment | {variable: str(nowhere)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "6 6\n"
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("Compiled kernels cannot be kept")

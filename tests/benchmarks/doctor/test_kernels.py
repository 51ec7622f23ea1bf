import pytest

from leakbench.benchmarks.doctor import kernels
from leakbench.benchmarks.doctor.kernels import (
    compiled_functions,
    kernel_findings,
    kernel_name,
    warmth,
)
from leakbench.generator.engine.kernel_cache import cache_directory, fingerprint


def test_an_empty_cache_is_cold(monkeypatch, tmp_path):
    """And a note: the first run compiles."""
    monkeypatch.setattr(kernels, "cache_directory", lambda: tmp_path)
    (found,) = kernel_findings()
    assert (found.state, found.told[:4]) == ("note", "cold")


@pytest.mark.parametrize("where", [None, "read-only"])
def test_a_cache_that_cannot_be_written_is_told(monkeypatch, tmp_path, where):
    """Kernels are compiled at each start, and a folder of one's own mends it."""
    monkeypatch.setattr(kernels, "cache_directory", lambda: where and tmp_path)
    monkeypatch.setattr(kernels.os, "access", lambda *_: False)
    (found,) = kernel_findings()
    assert found.state == "note"
    assert "NUMBA_CACHE_DIR" in found.mend


def test_only_kernels_as_they_are_now_count(tmp_path):
    """Those of another version of a kernel are none that a run can take."""
    needed, ready = warmth(list(cache_directory().glob("*.kernel")))
    assert needed > 50
    assert ready <= needed
    old = [tmp_path / f"leakbench.generator.engine.copying.f-{'0' * 32}-{'0' * 32}.kernel"]
    assert warmth(old) == (needed, 0)


def test_a_kernel_is_known_by_its_fingerprint(tmp_path):
    """A file named after one of the kernels counts for it."""
    warmth([])  # imports them
    function = next(compiled_functions())
    name = f"{kernel_name(function)}-{fingerprint(function)}-{'0' * 32}.kernel"
    assert warmth([tmp_path / name])[1] == 1

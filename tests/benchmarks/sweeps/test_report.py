"""Tests of the files of a sweep."""

import pytest

from leakbench.benchmarks.sweeps.report import write_sweep


@pytest.mark.slow
def test_files_are_named_after_the_axis(found, tmp_path):
    """So that several lie in one directory; the same sweep gives the same files."""
    written = write_sweep(found, tmp_path / "a")
    names = ["json", "md", "pdf", "png", "svg"]
    assert sorted(path.name for path in written) == sorted(
        ["identity-forms.md", *(f"identity.{form}" for form in names)]
    )
    again = write_sweep(found, tmp_path / "b")
    assert [path.read_bytes() for path in written] == [path.read_bytes() for path in again]

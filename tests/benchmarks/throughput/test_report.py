"""Tests of the files of a throughput session."""

import json

import pytest

from leakbench.benchmarks.throughput.report import write_session


@pytest.mark.slow
def test_document_table_and_figure_lie_in_one_directory(found, tmp_path):
    """The document is that of the session; the same session gives the same files."""
    written = write_session(found, tmp_path / "a")
    assert {path.name for path in written} == {
        f"throughput.{form}" for form in ("json", "md", "png", "svg", "pdf")
    }
    document = json.loads((tmp_path / "a" / "throughput.json").read_text("utf-8"))
    assert document == json.loads(json.dumps(found.to_json()))
    again = write_session(found, tmp_path / "b")
    assert [path.read_bytes() for path in written] == [path.read_bytes() for path in again]

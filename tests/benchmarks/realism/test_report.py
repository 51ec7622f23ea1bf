"""Tests of what a comparison with real text is published as."""

import json

import pytest

from leakbench.benchmarks.realism.report import left_out, page, write_realism

pytestmark = pytest.mark.slow


def test_everything_is_written(document, tmp_path):
    """JSON, tables, and two figures a corpus in three formats."""
    written = write_realism(document, tmp_path / "out")
    assert {path.name for path in written} == {
        "realism.json",
        "realism.md",
        *(
            f"{kind}-posts-property_owners.{form}"
            for kind in ("realism", "transplant")
            for form in ("pdf", "svg", "png")
        ),
    }
    assert all(path.stat().st_size for path in written)
    assert json.loads((tmp_path / "out" / "realism.json").read_text("utf-8")) == document


def test_the_page_has_every_table(document):
    """Under headings, with what was left out before them."""
    left = {"unmapped": ["ODD"], "nothing_in_common": ["clean_text"]}
    few = [{"source": "assets", "label": "PHONE", "values": 3}]
    changed = {
        **document,
        "left_out": {**left, "too_few_values": few},
        "failures": {"x": "KeyError"},
    }
    text = page(changed)
    assert "## Values" in text
    assert text.count("## Strict F1 of ") == len(document["orders"])
    for line in left_out(changed):
        assert f"- {line}" in text
    assert len(left_out(changed)) == 4
    assert "Left out" not in page(document)

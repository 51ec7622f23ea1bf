"""Tests of files that commands write beside a table."""

import csv
import json

from leakbench.benchmarks.console.documents import write_csv, write_document
from leakbench.benchmarks.console.environment import tool


def test_a_document_says_which_tool_wrote_it(tmp_path):
    """Before everything else, and Chinese as it is."""
    path = tmp_path / "new" / "a.json"
    write_document(path, {"title": "名单", "rows": 3})
    text = path.read_text("utf-8")
    assert "名单" in text
    assert list(json.loads(text).items()) == [("tool", tool()), ("title", "名单"), ("rows", 3)]


def test_rows_are_read_back_as_they_were(tmp_path):
    """Under the keys of the first; commas and line ends do not part a cell."""
    path = tmp_path / "a.csv"
    rows = [{"name": "一,二", "said": "three\nfour"}, {"name": "", "said": '"'}]
    write_csv(path, rows)
    with path.open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == rows


def test_no_rows_are_an_empty_file(tmp_path):
    """Nobody knows what its columns would be."""
    write_csv(tmp_path / "a.csv", [])
    assert (tmp_path / "a.csv").read_text() == ""

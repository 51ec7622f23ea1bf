"""Tests of the files of the tracks."""

import csv
import json

from leakbench.benchmarks.tracks.written import write_columns, write_triage


def test_columns_are_written_with_their_confusion(tmp_path):
    """All of it as JSON, the cells of the matrices as CSV, a failed detector without any."""
    cell = {"corpus": "c", "label": "QQ", "taken_for": "WECHAT", "columns": 3}
    records = [
        {"detector": "d", "headers": "true", "cells": "own", "confusion": [cell]},
        {"detector": "e", "headers": "true", "cells": "own", "failure": "no"},
    ]
    write_columns(records, {"noise": "worn"}, tmp_path / "new")
    document = json.loads((tmp_path / "new" / "columns.json").read_text())
    assert document["noise"] == "worn"
    assert document["results"] == records
    with (tmp_path / "new" / "confusion.csv").open() as file:
        assert list(csv.DictReader(file)) == [
            {"detector": "d", "headers": "true", "cells": "own", **cell, "columns": "3"}
        ]


def test_triage_is_written_with_its_folders(tmp_path):
    """A user's own lists have no folders."""
    side = {"people": 3, "lower": "below", "upper": "serious"}
    each = {"folder": "f", "rows": 9, "found": side, "true": side | {"people": 4}}
    write_triage(
        [{"detector": "d", "each": [each]}], {"noise": "clean"}, tmp_path / "made", ["detector"]
    )
    with (tmp_path / "made" / "folders.csv").open() as file:
        (row,) = csv.DictReader(file)
    assert (row["people"], row["true_people"], row["upper"]) == ("3", "4", "serious")
    write_triage([{"detector": "d", "people": 3}], {}, tmp_path / "own", ["people"])
    assert {path.name for path in (tmp_path / "own").iterdir()} == {"triage.json", "triage.md"}
    assert (tmp_path / "own" / "triage.md").read_text("utf-8").splitlines()[-1] == "| 3 |"

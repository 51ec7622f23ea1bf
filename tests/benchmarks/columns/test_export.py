"""Tests of the files of the columns track."""

import csv
import json

from leakbench.benchmarks.columns.export import write_columns


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

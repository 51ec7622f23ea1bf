"""Tests of the files of the triage track."""

import csv

from leakbench.benchmarks.triage.export import write_triage


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

"""Tests of what there is to scan."""

import pytest

from leakbench.benchmarks.scanning.finding import DATASET, NothingHereError, contents, items


def test_names_begin_where_the_scan_does(tmp_path):
    """Of several roots, with theirs; of two that are called alike, with all of it."""
    for name in ("a/x/1.csv", "b/x/1.csv"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("a\n1\n")
    one, other = tmp_path / "a", tmp_path / "b"
    assert [item.shown for item in items([one])] == ["x/1.csv"]
    assert [item.shown for item in items([one, other])] == ["a/x/1.csv", "b/x/1.csv"]
    alike = items([one / "x", other / "x"])
    assert [item.shown for item in alike] == [str(one / "x/1.csv"), str(other / "x/1.csv")]
    assert [item.shown for item in items([one / "x/1.csv"])] == ["1.csv"]


def test_links_are_named_and_not_followed(tmp_path):
    """They are no files of this folder."""
    (tmp_path / "real.csv").write_text("a\n1\n")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    link, real = items([tmp_path])
    assert (link.skipped, real.problem) == (True, None)
    assert "link" in link.problem


def test_a_dataset_is_one_thing(dataset):
    """Its records are read as a table, and none of its files apart."""
    (one,) = items([dataset])
    assert one.is_dataset
    (opened,) = contents(one)
    assert opened.format == DATASET
    (sheet,) = opened.sheets
    assert "text" not in sheet.names
    assert sum(batch.num_rows for batch in sheet.batches) == 300


def test_results_are_left_out(tmp_path):
    """Whatever lies in the folder into which they go."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out/inventory.jsonl").write_text("")
    (tmp_path / "a.csv").write_text("a\n1\n")
    assert [item.shown for item in items([tmp_path], tmp_path / "out")] == ["a.csv"]


def test_where_nothing_is_nothing_is_scanned(tmp_path):
    """It does not pass for a folder without lists."""
    with pytest.raises(NothingHereError, match="nothing here"):
        items([tmp_path / "none"])
    with pytest.raises(NothingHereError, match="no file is here"):
        items([tmp_path])

"""Tests of reading lists."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from leakbench.benchmarks.triage.lists import (
    ListError,
    generated,
    read_lists,
    same_population,
)
from leakbench.generator.datasets.dataset import open_dataset
from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec

CELLS = {"姓名": ["甲一", "甲二"], "电话": ["010", ""]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_as_it_is_written(tmp_path, encoding):
    """Numbers keep their zeros, whatever the encoding."""
    path = tmp_path / "list.csv"
    path.write_text("姓名,电话\n甲一,010\n甲二,\n", encoding=encoding)
    (one,) = read_lists(path)
    assert one.strings.to_pydict() == CELLS
    assert one.truth is None


def test_parquet_of_bytes_that_are_no_utf8_is_refused(tmp_path):
    """Parquet says that its strings are, and nobody looks; one line names file and column."""
    path = tmp_path / "list.parquet"
    column = pa.array([b"a", b"\xff"]).view(pa.string())
    pq.write_table(pa.table({"姓名": column}), path)
    with pytest.raises(ListError, match=r"list\.parquet: column '姓名': .*UTF8") as caught:
        read_lists(path)
    assert len(str(caught.value).splitlines()) == 1


def test_parquet_is_read_as_text(tmp_path):
    """Numbers are written out, nulls are nothing, nested columns are left out."""
    path = tmp_path / "list.parquet"
    table = pa.table({"a": [1, None], "b": ["x", "y"], "c": [[1], [2]]})
    pq.write_table(table, path)
    (one,) = read_lists(path)
    assert one.strings.to_pydict() == {"a": ["1", ""], "b": ["x", "y"]}


def test_a_folder_gives_all_lists_in_it(tmp_path, dataset):
    """Files and datasets, in folders too; other files are no lists."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.csv").write_text("a\nx\n")
    (tmp_path / "a.csv").write_text("a\nx\n")
    (tmp_path / "notes.txt").write_text("nothing")
    (tmp_path / "set").symlink_to(dataset)
    found = read_lists(tmp_path)
    assert [one.name for one in found] == ["a.csv", "b.csv", "set"]
    assert not same_population(found)
    assert same_population(found[2:])


def test_a_dataset_comes_with_its_truth(dataset):
    """Every value that stands whole and is somebody's, and no truth among the strings."""
    (one,) = read_lists(dataset)
    (batch,) = open_dataset(dataset).batches()
    assert one.strings.schema.names == batch.schema.names[2:-4]
    spans = batch.column("cell_spans").flatten().to_pylist()
    whole = [s for s in spans if s["quality"] == "exact" and s["subject"] is not None]
    assert one.truth.subject.tolist() == [span["subject"] for span in whole]
    assert one.truth.label.tolist() == [span["label"] for span in whole]
    assert one.truth.column.tolist() == [span["column"] for span in whole]


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("none.csv", None, "there is nothing here"),
        ("list.csv", "", "Empty CSV file"),
        ("list.csv", "a,b\n", "the list has no record"),
        ("list.csv", "a,b\n1\n", "Expected 2 columns"),
        ("list.parquet", "x", "Parquet"),
        ("list.txt", "x", "a list is a dataset's directory, or ends in .csv or .parquet"),
    ],
)
def test_a_bad_list_is_told_by_its_path(tmp_path, name, text, reason):
    """What and where."""
    path = tmp_path / name
    if text is not None:
        path.write_text(text)
    with pytest.raises(ListError, match=reason) as caught:
        read_lists(path)
    assert str(caught.value).startswith(str(path))
    assert caught.value.path == path


def test_bytes_that_are_no_text_are_refused(tmp_path):
    """Neither of the encodings."""
    path = tmp_path / "list.csv"
    path.write_bytes(b"a\n\xff\xff\xff\n")
    with pytest.raises(ListError, match=r"list\.csv"):
        read_lists(path)


def test_a_folder_without_lists_is_refused(tmp_path):
    """It does not pass for an empty collection."""
    with pytest.raises(ListError, match="no list is here"):
        read_lists(tmp_path)


def test_partial_values_are_no_truth():
    """Who is called 张先生 in a list is not named in it."""
    spec = Spec(corpus="sales_leads")
    (batch,) = batches(spec, 50)
    spans = batch.column("cell_spans").flatten().to_pylist()
    partial = [span for span in spans if span["form"] == "surname_title"]
    truth = generated("sales_leads", spec, [batch]).truth
    assert len(partial) > 20
    named = (truth.label == "PERSON_NAME").sum()
    whole = [s for s in spans if s["label"] == "PERSON_NAME" and s["form"] != "surname_title"]
    assert named == len(whole)

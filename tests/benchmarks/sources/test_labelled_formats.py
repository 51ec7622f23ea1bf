"""Tests of telling formats apart."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from leakbench.benchmarks.sources.labelled_file import LabelledFileError
from leakbench.benchmarks.sources.labelled_formats import (
    READERS,
    SUFFIXES,
    format_of,
    read_labelled,
)
from leakbench.benchmarks.sources.opening import open_path
from leakbench.generator.datasets.dataset import write_dataset
from leakbench.generator.spec import Spec


def test_every_suffix_has_a_reader(tmp_path):
    """And a directory of annotations is brat's, one of Parquet in ``data`` is Hugging Face's."""
    assert set(SUFFIXES.values()) | {"brat", "huggingface"} == set(READERS)
    assert format_of(tmp_path) is None
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.ann").touch()
    assert format_of(tmp_path) == "brat"


def test_the_format_can_be_named(tmp_path):
    """Many corpora are called .txt."""
    path = tmp_path / "x.txt"
    path.write_text("甲 S-PER\n", "utf-8")
    assert read_labelled(path, "conll").labels == {"PER"}
    with pytest.raises(LabelledFileError, match=r"a labelled file ends in \.jsonl, \.conll, "):
        read_labelled(path)


def test_a_repository_of_the_hub_is_its_only_split(tmp_path):
    """As ``export huggingface`` writes it; of several splits one is to be named."""
    folder = tmp_path / "hub"
    (folder / "data").mkdir(parents=True)
    (folder / "README.md").touch()
    table = pa.table({"tokens": [["甲", "乙"]], "ner_tags": [["B-PER", "O"]]})
    pq.write_table(table, folder / "data" / "train.parquet")
    file = read_labelled(folder)
    assert (file.path, file.labels) == (folder, {"PER"})
    assert open_path(folder).name == "hub"
    pq.write_table(table, folder / "data" / "test.parquet")
    with pytest.raises(LabelledFileError, match=r"file: data/test\.parquet, data/train"):
        read_labelled(folder)


def test_a_dataset_is_no_repository_of_the_hub(tmp_path):
    """Its shards lie in ``data`` too, beside a manifest; without it, it is not finished."""
    folder = tmp_path / "dataset"
    write_dataset(Spec("exam_roster"), 20, folder)
    assert format_of(folder) is None
    for name in ("manifest.json", "README.md"):
        (folder / name).unlink()
    assert format_of(folder) is None

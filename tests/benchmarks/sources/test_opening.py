"""Tests of what --corpus takes."""

import shutil

import pyarrow.parquet as pq
import pytest

from leakbench.benchmarks.sources.labelled_file import LabelledFileError
from leakbench.benchmarks.sources.opening import (
    NoSuchFileError,
    SameNameError,
    open_source,
    open_sources,
)
from leakbench.generator.corpus import UnknownCorpusError
from leakbench.generator.datasets.dataset import DatasetError
from leakbench.generator.spec import Spec

SPEC = Spec(corpus="legal_person")


def test_a_corpus_name_goes_before_a_directory(dataset, monkeypatch):
    """A directory called like a corpus is written with its path."""
    monkeypatch.chdir(dataset.parent)
    (dataset.parent / "legal_person").symlink_to(dataset)
    assert open_source("legal_person", SPEC).rows is None
    assert open_source("./legal_person", SPEC).rows == 300


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("nobody", UnknownCorpusError),
        ("none.jsonl", NoSuchFileError),
        ("here", DatasetError),
        ("notes.txt", LabelledFileError),
    ],
)
def test_what_means_nothing_is_an_error(tmp_path, monkeypatch, name, kind):
    """Unknown names, missing files, directories without a dataset, and other files."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here").mkdir()
    (tmp_path / "notes.txt").touch()
    with pytest.raises(kind, match=name):
        open_source(name, SPEC)


def test_a_dataset_that_was_changed_is_refused_before_its_rows_count(dataset, tmp_path):
    """By the hash of the shard; nothing is shown of it."""
    copy = shutil.copytree(dataset, tmp_path / "copy")
    (shard,) = (copy / "data").iterdir()
    table = pq.read_table(shard)
    pq.write_table(table.take([1, 0, *range(2, len(table))]), shard)
    source = open_source(str(copy), SPEC)
    with pytest.raises(DatasetError, match="SHA-256") as error:
        next(source.chunks("text", 10, 10))
    assert error.value.path == shard


def test_two_sources_of_one_name_are_refused(dataset):
    """Their results would overwrite each other."""
    with pytest.raises(SameNameError, match="legal_person"):
        open_sources(["legal_person", str(dataset)], SPEC)

"""Tests of directories that Hugging Face's datasets loads."""

import pyarrow.parquet as pq
import pytest

from leakbench.benchmarks.sources.opening import open_path
from leakbench.benchmarks.training_formats.hugging_face import FORM
from leakbench.benchmarks.training_formats.labelled_texts import LabelledTexts

from .labelled_records import labelled_texts

MADE = [("甲某1", [(0, 2, "PERSON")]), ("", []), ('\n"', [(0, 2, "A: 'b'")])]


@pytest.mark.slow
@pytest.mark.parametrize("files", [None, ["x", "x", "y"]])
def test_datasets_loads_it(tmp_path, monkeypatch, files):
    """Offline, by the directory alone, with the names of the tags and the file of each record."""
    datasets = pytest.importorskip("datasets")
    monkeypatch.setattr(datasets.config, "HF_HUB_OFFLINE", True)
    FORM.write(labelled_texts(MADE, files), tmp_path / "out", force=False)
    loaded = datasets.load_dataset(str(tmp_path / "out"), cache_dir=str(tmp_path / "cache"))
    assert list(loaded) == ["train"]
    tags = loaded["train"].features["ner_tags"].feature
    assert tags.names == ["O", "B-A: 'b'", "I-A: 'b'", "B-PERSON", "I-PERSON"]
    assert loaded["train"]["tokens"][:] == [list(text) for text, _ in MADE]
    assert [tags.int2str(row) for row in loaded["train"]["ner_tags"]] == [
        ["B-PERSON", "I-PERSON", "O"], [], ["B-A: 'b'", "I-A: 'b'"]
    ]  # fmt: skip
    assert ("file" in loaded["train"].column_names) == (files is not None)


def test_the_card_says_what_is_synthetic(dataset, tmp_path):
    """Of what was generated, and of nothing else."""
    generated = LabelledTexts(open_path(dataset), 3)
    for name, texts in (("generated", generated), ("file", labelled_texts(MADE))):
        FORM.write(texts, tmp_path / name, force=False)
    told = [(tmp_path / name / "README.md").read_text("utf-8") for name in ("generated", "file")]
    assert ["- synthetic\n" in card for card in told] == [True, False]
    assert ["nobody in it is real" in card for card in told] == [True, False]


def test_parquet_alone_names_its_tags(tmp_path):
    """In the metadata that ``datasets`` writes; numbers of tags are ClassLabel's int64."""
    FORM.write(labelled_texts(MADE), tmp_path / "out", force=False)
    schema = pq.read_schema(tmp_path / "out/data/train.parquet")
    assert schema.names == ["tokens", "ner_tags"]
    assert str(schema.field("ner_tags").type.value_type) == "int64"
    assert b'"B-PERSON"' in schema.metadata[b"huggingface"]

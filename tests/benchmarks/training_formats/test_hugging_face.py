"""Tests of directories that Hugging Face's datasets loads."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import yaml

from leakbench.benchmarks.sources.opening import open_path
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.training_formats.hugging_face import FORM
from leakbench.benchmarks.training_formats.hugging_face_card import Size
from leakbench.benchmarks.training_formats.labelled_texts import LabelledTexts
from leakbench.generator.spec import Spec

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


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """The repository of a corpus's test split."""
    out = tmp_path_factory.mktemp("hub") / "out"
    FORM.write(LabelledTexts(CorpusSource(Spec(corpus="chat_messages")), 40), out, force=False)
    return out


@pytest.mark.slow
def test_the_card_is_one_of_the_hub(repository, tmp_path, monkeypatch):
    """Its own library reads it, and what stands there is what is known there."""
    datasets = pytest.importorskip("datasets")
    from datasets.utils.metadata import MetadataConfigs  # noqa: PLC0415 - slow to import
    from datasets.utils.resources import __path__ as resources  # noqa: PLC0415 - the same
    from huggingface_hub import DatasetCard  # noqa: PLC0415 - the same

    def known(name):
        return json.loads((Path(next(iter(resources))) / f"{name}.json").read_text("utf-8"))

    monkeypatch.setattr(datasets.config, "HF_HUB_OFFLINE", True)
    data = DatasetCard.load(repository / "README.md").data
    assert data.license == "apache-2.0"
    assert set(data.language) <= known("languages").keys()
    assert set(data.size_categories) <= set(known("size_categories"))
    assert set(data.multilinguality) <= known("multilingualities").keys()
    assert set(data.annotations_creators) <= set(known("creators")["annotations"])
    assert set(data.language_creators) <= set(known("creators")["language"])
    assert list(MetadataConfigs.from_dataset_card_data(data)) == ["default"]
    (info,) = datasets.info.DatasetInfosDict.from_dataset_card_data(data).values()
    loaded = datasets.load_dataset(str(repository), split="test", cache_dir=str(tmp_path))
    assert info.features == loaded.features
    assert info.splits["test"].num_examples == len(loaded) == 40
    assert info.splits["test"].num_bytes == loaded.data.nbytes
    assert info.download_size == (repository / "data/test.parquet").stat().st_size


def test_sizes_are_the_hubs():
    """By thousands, from below."""
    found = [Size(rows, 0, 0).category for rows in (0, 999, 1_000, 9_999, 10_000, 999_999_999)]
    assert found == ["n<1K", "n<1K", "1K<n<10K", "1K<n<10K", "10K<n<100K", "100M<n<1B"]


def test_a_benchmark_is_registered_by_what_the_hub_documents(repository):
    """In ``eval.yaml``: no other keys, a framework that it knows, a split that there is."""
    found = yaml.safe_load((repository / "eval.yaml").read_text("utf-8"))
    assert found.keys() == {"name", "description", "evaluation_framework", "tasks"}
    assert found["evaluation_framework"] == "inspect-ai"
    (task,) = found["tasks"]
    assert task == {"id": "chat_messages", "config": "default", "split": "test"}


@pytest.mark.parametrize("split", ["dev", "train"])
def test_nothing_to_train_on_is_a_benchmark(split, tmp_path):
    """Only of the test split there is an ``eval.yaml``, and of a file no licence either."""
    made = LabelledTexts(CorpusSource(Spec(corpus="chat_messages", split=split)), 2)
    FORM.write(made, tmp_path / "corpus", force=False)
    FORM.write(labelled_texts(MADE), tmp_path / "file", force=False)
    names = [sorted(one.name for one in (tmp_path / of).iterdir()) for of in ("corpus", "file")]
    assert names == [["README.md", "croissant.json", "data"], ["README.md", "data"]]
    assert "license" not in (tmp_path / "file/README.md").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.filterwarnings("ignore:The inplace keyword in DataFrame.reset_index")
def test_croissant_loads_the_same_records(repository):
    """By its own library, which finds nothing to complain of."""
    import mlcroissant  # noqa: PLC0415 - slow, and all workers collect this

    dataset = mlcroissant.Dataset(jsonld=repository / "croissant.json")
    assert not dataset.metadata.ctx.issues.errors
    assert not dataset.metadata.ctx.issues.warnings
    found = list(dataset.records("records"))
    rows = pq.read_table(repository / "data/test.parquet").to_pylist()
    assert len(found) == len(rows) == 40
    for one, row in zip(found, rows, strict=True):
        assert [token.decode() for token in one["records/tokens"]] == row["tokens"]
        assert list(one["records/ner_tags"]) == row["ner_tags"]

"""Tests of dataset cards, and that the Hugging Face library loads what they stand for."""

from datetime import date

import pytest
import yaml
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.generator.corpus import corpus_names
from leakbench.generator.datasets.card import card, command
from leakbench.generator.datasets.dataset import open_dataset, write_dataset
from leakbench.generator.datasets.manifest import Manifest
from leakbench.generator.generate import schema
from leakbench.generator.spec import Spec

SPEC = Spec(corpus="exam_roster", split="train", noise="worn", seed=4)
ROWS = 40


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A small dataset."""
    out = tmp_path_factory.mktemp("card") / "out"
    write_dataset(SPEC, ROWS, out)
    return out


def front_matter(text):
    """What the Hub reads."""
    start, front, _ = text.split("---\n", 2)
    assert start == ""
    return yaml.safe_load(front)


def test_the_front_matter_says_where_each_split_is(written):
    """Licence, language, task, size, and the shards of the split."""
    front = front_matter((written / "README.md").read_text("utf-8"))
    assert front["license"] == "apache-2.0"
    assert front["language"] == ["zh"]
    assert front["task_categories"] == ["token-classification"]
    assert front["size_categories"] == ["n<1K"]
    (config,) = front["configs"]
    (files,) = config["data_files"]
    assert files["split"] == "train"
    assert len(list(written.glob(files["path"]))) == 1


@pytest.mark.parametrize("corpus", corpus_names())
def test_every_corpus_has_a_card(corpus):
    """All columns and labels stand in it, and nothing is left to fill in."""
    spec = Spec(corpus=corpus)
    text = card(Manifest(spec=spec, rows=10**6, tool_version="1"))
    assert front_matter(text)["size_categories"] == ["1M<n<10M"]
    assert "$" not in text
    for column in list(schema(spec))[2:-4]:
        assert f"| {column.name} |" in text
        assert column.metadata.get(b"label", b"").decode() in text


@pytest.mark.parametrize(
    ("rows", "size"),
    [(1, "n<1K"), (999, "n<1K"), (1000, "1K<n<10K"), (10**9 - 1, "100M<n<1B"), (10**9, "n>1B")],
)
def test_sizes_are_those_of_the_hub(rows, size):
    """Powers of ten."""
    text = card(Manifest(spec=SPEC, rows=rows, tool_version="1"))
    assert front_matter(text)["size_categories"] == [size]


@pytest.mark.slow
@pytest.mark.parametrize(
    "spec",
    [
        SPEC,
        Spec(corpus="legal_person"),
        Spec(
            corpus="legal_person",
            reference_date=date(2030, 2, 3),
            identity="unassignable",
            headers="pinyin",
            columns="mixed",
        ),
        Spec(corpus="legal_person", noise="worn", strength=0.35),
    ],
)
def test_the_command_makes_the_same_dataset(spec, tmp_path):
    """The card's command line has the spec that the card is of."""
    words = command(spec, ROWS).removesuffix("DIR").split()[1:]
    result = CliRunner().invoke(main, [*words, str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    assert open_dataset(tmp_path / "out").manifest.spec == spec


def test_hugging_face_loads_the_shards(written, tmp_path):
    """Offline, with all columns, and the same values as here."""
    import datasets  # noqa: PLC0415 - slow, and all workers collect this

    loaded = datasets.load_dataset(
        "parquet",
        data_files={"train": str(written / "data" / "train-*.parquet")},
        cache_dir=str(tmp_path),
    )
    rows = [record for batch in open_dataset(written).batches() for record in batch.to_pylist()]
    assert loaded["train"].column_names == list(rows[0])
    assert loaded["train"].to_list() == rows

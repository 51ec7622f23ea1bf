"""Tests of the Croissant description against the standard's own library."""

import json
from hashlib import sha256
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

from leakbench.generator.corpus import corpus_names
from leakbench.generator.datasets import shards
from leakbench.generator.datasets.croissant import croissant
from leakbench.generator.datasets.dataset import open_dataset, write_dataset
from leakbench.generator.datasets.manifest import Manifest, Shard
from leakbench.generator.spec import Spec

pytestmark = [  # the library itself calls what rdflib and pandas have deprecated
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:The inplace keyword in DataFrame.reset_index"),
]

SPEC = Spec(corpus="legal_person", noise="worn", seed=4)
ROWS = 25


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A dataset of three shards."""
    out = tmp_path_factory.mktemp("croissant") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "GROUP_ROWS", 10)
        write_dataset(SPEC, ROWS, out)
    return out


def issues(source):
    """What the library finds wrong with a description."""
    import mlcroissant  # noqa: PLC0415 - slow, and all workers collect this

    found = mlcroissant.Dataset(jsonld=source).metadata.ctx.issues
    return found.errors, found.warnings


@pytest.mark.parametrize("corpus", corpus_names())
def test_every_corpus_is_described_validly(corpus, tmp_path):
    """By the library of the standard, with no errors and no warnings."""
    manifest = Manifest(spec=Spec(corpus=corpus), rows=1, tool_version="0.1.0")
    manifest = manifest.with_shards(
        [
            Shard(
                file="data/test-00000-of-00001.parquet",
                rows=1,
                content_hash="",
                labels={},
                cell_labels={},
                sha256="0" * 64,
            )
        ]
    )
    path = tmp_path / "croissant.json"
    path.write_text(json.dumps(croissant(manifest)), encoding="utf-8")
    errors, warnings = issues(path)
    assert not errors
    assert not warnings


def test_it_conforms_to_the_newest_version():
    """And dates from the day on which this version came out."""
    found = croissant(Manifest(spec=SPEC, rows=1, tool_version="0.1.0"))
    assert found["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    cited = yaml.safe_load((Path(__file__).parents[3] / "CITATION.cff").read_text("utf-8"))
    assert found["datePublished"] == str(cited["date-released"])
    assert "Version 0.1.0" in found["citeAs"]


def test_every_column_has_its_type(written):
    """As Parquet holds it: whole numbers by their width, texts, and arrays of both."""
    (records,) = croissant(Manifest(spec=SPEC, rows=1, tool_version="0.1.0"))["recordSet"]
    columns = pq.read_schema(next((written / "data").iterdir()))
    names = {8: "cr:Int8", 16: "cr:Int16", 32: "cr:Int32", 64: "cr:Int64"}

    def told(kind):
        return names[kind.bit_width] if pa.types.is_integer(kind) else "sc:Text"

    assert len(records["field"]) == len(columns)
    for field, column in zip(records["field"], columns, strict=True):
        many = pa.types.is_list(column.type)
        assert field.get("isArray", False) == many
        parts = list(column.type.value_type) if many else [column]
        found = field["subField"] if many else [field]
        assert [one["dataType"] for one in found] == [told(part.type) for part in parts]


def plain(value):
    """A record of the library in our terms: names without their path, strings for bytes."""
    if isinstance(value, dict):
        return {key.rpartition("/")[2]: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value.decode() if isinstance(value, bytes) else value


def test_the_library_reads_every_record(written):
    """All shards, checked by their hashes; cells, texts and spans as they are here."""
    import mlcroissant  # noqa: PLC0415 - slow, and all workers collect this

    loaded = mlcroissant.Dataset(jsonld=written / "croissant.json").records("records")
    expected = [row for batch in open_dataset(written).batches() for row in batch.to_pylist()]
    found = list(islice(loaded, ROWS + 1))
    assert len(found) == ROWS
    for record, row in zip(map(plain, found), expected, strict=True):
        assert record["record_id"] == row["record_id"]
        assert record["text"] == row["text"]
        assert list(record.values())[2:-4] == list(row.values())[2:-4]
        for name in ("text_spans", "cell_spans", "decoys"):
            assert record.get(name, []) == row[name]


def test_every_shard_is_listed_with_its_checksum(written):
    """So that a copy can be checked."""
    described = json.loads((written / "croissant.json").read_text("utf-8"))
    listed = {
        entry["contentUrl"]: entry["sha256"]
        for entry in described["distribution"]
        if entry["@type"] == "cr:FileObject"
    }
    assert listed == {
        f"data/{path.name}": sha256(path.read_bytes()).hexdigest()
        for path in (written / "data").iterdir()
    }
    assert len(listed) == 3

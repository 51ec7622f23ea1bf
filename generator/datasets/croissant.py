"""The Croissant description of a dataset: JSON-LD by which machine-learning tools load it."""

import json
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

import pyarrow as pa

from leakbench.generator.corpus import corpus_of
from leakbench.generator.datasets.manifest import DATA, Manifest
from leakbench.generator.datasets.outputs import write_text
from leakbench.generator.entities import entities
from leakbench.generator.generate import schema
from leakbench.generator.packs import opened
from leakbench.generator.spec import Spec

CROISSANT = "croissant.json"
RECORDS = "records"
_FILES = "parquet-files"

Json = dict[str, Any]


class Told(NamedTuple):
    """What is said of a dataset, beside what all have in common.

    Attributes:
        name: What it is called.
        description: What it is, in a sentence.
        version: The leakbench that made it.
        split: Which part of a corpus it is.
        rows: How many records.
        key: The column whose values are the records' own; None if there is none.
    """

    name: str
    description: str
    version: str
    split: str
    rows: int
    key: str | None = None


@cache
def _fixed() -> dict[str, Any]:
    source = files("leakbench.generator.data").joinpath("croissant.toml").read_text("utf-8")
    return tomllib.loads(source)


def write_croissant(manifest: Manifest, out: Path) -> None:
    """Write ``croissant.json`` beside the manifest."""
    write_text(out / CROISSANT, croissant_text(croissant(manifest)))


def croissant_text(content: Json) -> str:
    """A description as it stands in its file."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def croissant(manifest: Manifest) -> Json:
    """The description of a whole dataset as JSON-LD of Croissant 1.1."""
    corpus, spec = corpus_of(manifest.spec), manifest.spec
    told = Told(
        name=f"leakbench-{corpus.name}",
        description=f"{corpus.title}：{corpus.description}{_pack(spec)}",
        version=manifest.tool_version,
        split=spec.split,
        rows=manifest.rows,
        key="record_id",
    )
    hashes = [(shard.file, shard.sha256) for shard in manifest.shards]
    return description(told, hashes, schema(spec))


def description(told: Told, hashes: Sequence[tuple[str, str]], columns: Iterable[pa.Field]) -> Json:
    """A description of Parquet files, with one set of records over all of them.

    Args:
        told: What is said of them.
        hashes: The path of each, below the description, and the SHA-256 of its bytes.
        columns: What they hold; ``field`` and ``label`` of the metadata name and explain it.
    """
    fixed = _fixed()
    key = {} if told.key is None else {"key": {"@id": f"{RECORDS}/{told.key}"}}
    return {
        "@context": fixed["context"],
        "@type": "sc:Dataset",
        "conformsTo": fixed["conforms_to"],
        "name": told.name,
        "description": told.description,
        "license": fixed["license"],
        "creator": {"@type": "sc:Organization", "name": fixed["creator"]},
        "datePublished": fixed["published"],
        "citeAs": Template(fixed["cite"]).substitute(version=told.version),
        "keywords": fixed["keywords"],
        "inLanguage": "zh",
        "version": told.version,
        "distribution": [*_file_objects(hashes), _file_set(told.split)],
        "recordSet": [
            {
                "@type": "cr:RecordSet",
                "@id": RECORDS,
                "name": RECORDS,
                "description": f"Split {told.split}: {told.rows} records.",
                **key,
                "field": [_field(column) for column in columns],
            }
        ],
    }


def _pack(spec: Spec) -> str:
    if spec.pack is None:
        return ""
    pack = opened(spec.pack)
    return f" (pack {pack.name} {pack.version}, SHA-256 {pack.sha256})"


def _file_objects(hashes: Sequence[tuple[str, str]]) -> list[Json]:
    return [
        {
            "@type": "cr:FileObject",
            "@id": file,
            "name": file,
            "contentUrl": file,
            "encodingFormat": "application/x-parquet",
            "sha256": sha256,
        }
        for file, sha256 in hashes
    ]


def _file_set(split: str) -> Json:
    return {
        "@type": "cr:FileSet",
        "@id": _FILES,
        "name": _FILES,
        "description": "All shards.",
        "encodingFormat": "application/x-parquet",
        "includes": f"{DATA}/{split}*.parquet",
    }


def _field(column: pa.Field) -> Json:
    """One column; a list of structs is an array with a sub-field for each part."""
    logical = _logical(column)
    field = {
        "@type": "cr:Field",
        "@id": f"{RECORDS}/{logical}",
        "name": column.name,
        "description": _description(column),
    }
    kind = column.type
    if pa.types.is_list(kind):
        field |= {"isArray": True, "arrayShape": "-1"}
        kind = kind.value_type
    if not pa.types.is_struct(kind):
        return field | {"dataType": _type(kind), "source": _source(column.name)}
    parts = [
        {
            "@type": "cr:Field",
            "@id": f"{RECORDS}/{logical}/{part.name}",
            "name": part.name,
            "description": _fixed()["parts"][part.name],
            "dataType": _type(part.type),
            "source": _source(column.name) | {"transform": {"jsonPath": part.name}},
        }
        for part in kind
    ]
    return field | {"subField": parts}


def _source(column: str) -> Json:
    return {"fileSet": {"@id": _FILES}, "extract": {"column": column}}


def _type(kind: pa.DataType) -> str:
    """Of a column's values; cells are text, dates as they are written in lists among them."""
    return f"cr:Int{kind.bit_width}" if pa.types.is_integer(kind) else "sc:Text"


def _logical(column: pa.Field) -> str:
    name: bytes = (column.metadata or {}).get(b"field", column.name.encode())
    return name.decode()


def _description(column: pa.Field) -> str:
    label = (column.metadata or {}).get(b"label")
    if label is not None:
        entity = entities()[label.decode()]
        return f"{entity.title} ({entity.name})"
    fixed: str = _fixed()["columns"].get(column.name, f"{column.name}: not personal")
    return fixed

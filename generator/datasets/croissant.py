"""The Croissant description of a dataset: JSON-LD by which machine-learning tools load it."""

import json
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow as pa

from leakbench.generator.corpus import corpus_of
from leakbench.generator.datasets.manifest import Manifest
from leakbench.generator.datasets.outputs import write_text
from leakbench.generator.entities import entities
from leakbench.generator.generate import schema
from leakbench.generator.packs import opened
from leakbench.generator.spec import Spec

CROISSANT = "croissant.json"
RECORDS = "records"
_FILES = "parquet-files"

Json = dict[str, Any]


@cache
def _fixed() -> dict[str, Any]:
    source = files("leakbench.generator.data").joinpath("croissant.toml").read_text("utf-8")
    return tomllib.loads(source)


def write_croissant(manifest: Manifest, out: Path) -> None:
    """Write ``croissant.json`` beside the manifest."""
    text = json.dumps(croissant(manifest), ensure_ascii=False, indent=2)
    write_text(out / CROISSANT, text + "\n")


def croissant(manifest: Manifest) -> Json:
    """The description of a whole dataset as JSON-LD of Croissant 1.0."""
    fixed, corpus = _fixed(), corpus_of(manifest.spec)
    return {
        "@context": fixed["context"],
        "@type": "sc:Dataset",
        "conformsTo": fixed["conforms_to"],
        "name": f"leakbench-{corpus.name}",
        "description": f"{corpus.title}：{corpus.description}{_pack(manifest.spec)}",
        "license": fixed["license"],
        "creator": {"@type": "sc:Organization", "name": fixed["creator"]},
        "citeAs": fixed["cite"],
        "keywords": fixed["keywords"],
        "inLanguage": "zh",
        "version": manifest.tool_version,
        "distribution": [*_shards(manifest), _file_set(manifest)],
        "recordSet": [
            {
                "@type": "cr:RecordSet",
                "@id": RECORDS,
                "name": RECORDS,
                "description": f"Split {manifest.spec.split}: {manifest.rows} records.",
                "key": {"@id": f"{RECORDS}/record_id"},
                "field": [_field(column) for column in schema(manifest.spec)],
            }
        ],
    }


def _pack(spec: Spec) -> str:
    if spec.pack is None:
        return ""
    pack = opened(spec.pack)
    return f" (pack {pack.name} {pack.version}, SHA-256 {pack.sha256})"


def _shards(manifest: Manifest) -> list[Json]:
    return [
        {
            "@type": "cr:FileObject",
            "@id": shard.file,
            "name": shard.file,
            "contentUrl": shard.file,
            "encodingFormat": "application/x-parquet",
            "sha256": shard.sha256,
        }
        for shard in manifest.shards
    ]


def _file_set(manifest: Manifest) -> Json:
    return {
        "@type": "cr:FileSet",
        "@id": _FILES,
        "name": _FILES,
        "description": "All shards.",
        "encodingFormat": "application/x-parquet",
        "includes": f"data/{manifest.spec.split}-*.parquet",
    }


def _field(column: pa.Field) -> Json:
    """One column; a list of structs is a repeated field with a sub-field for each part."""
    logical = _logical(column)
    field = {
        "@type": "cr:Field",
        "@id": f"{RECORDS}/{logical}",
        "name": column.name,
        "description": _description(column),
    }
    if not pa.types.is_list(column.type):
        return field | {"dataType": _type(column.type), "source": _source(column.name)}
    parts = [
        {
            "@type": "cr:Field",
            "@id": f"{RECORDS}/{logical}/{part.name}",
            "name": part.name,
            "description": _fixed()["parts"][part.name],
            "dataType": _type(part.type),
            "source": _source(column.name) | {"transform": {"jsonPath": part.name}},
        }
        for part in column.type.value_type
    ]
    return field | {"repeated": True, "subField": parts}


def _source(column: str) -> Json:
    return {"fileSet": {"@id": _FILES}, "extract": {"column": column}}


def _type(kind: pa.DataType) -> str:
    return "sc:Integer" if pa.types.is_integer(kind) else "sc:Text"


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

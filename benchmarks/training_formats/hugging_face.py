"""Hugging Face token classification, laid out as a dataset repository of the Hub.

Parquet of ``tokens`` and ``ner_tags`` in ``data/``, and a card: ``datasets.load_dataset(DIR)``
reads the names of the tags from the front matter of ``README.md``; whoever reads the Parquet alone
finds them in its metadata. ``file`` numbers the lists in which records stand. Of generated records
there is ``croissant.json`` too, and of their test split ``eval.yaml``, which registers a benchmark.
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa

from leakbench.benchmarks.training_formats.characters import Characters, tag_names
from leakbench.benchmarks.training_formats.hugging_face_card import Size, card, croissant, eval_yaml
from leakbench.benchmarks.training_formats.labelled_texts import LabelledTexts, TextBatch
from leakbench.benchmarks.training_formats.output_forms import FolderForm
from leakbench.generator.datasets.croissant import CROISSANT, croissant_text

_COLUMNS = {
    "tokens": pa.list_(pa.string()),
    "ner_tags": pa.list_(pa.int64()),
}
_EVAL = "eval.yaml"


def _fill(texts: LabelledTexts, folder: Path) -> None:
    """Write one Parquet file, a row group a batch, and what is told of it."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - the other formats do without

    tags = tag_names(texts.labels, "BIO")
    path = folder / "data" / f"{texts.split}.parquet"
    path.parent.mkdir()
    writer, in_memory = None, 0
    try:
        for batch in texts.batches():
            made = _rows(batch)
            if writer is None:
                schema = made.schema.with_metadata({"huggingface": _metadata(made.schema, tags)})
                writer = pq.ParquetWriter(path, schema, compression="zstd")
            writer.write_batch(made.replace_schema_metadata(writer.schema.metadata))
            in_memory += made.nbytes
    finally:
        if writer is not None:
            writer.close()
    columns = pa.schema([]) if writer is None else writer.schema
    size = Size(texts.rows, path.stat().st_size if path.exists() else 0, in_memory)
    written = {"README.md": card(texts, tags, columns.names, size)}
    if texts.spec is not None and path.exists():
        hashes = [(path.relative_to(folder).as_posix(), sha256(path.read_bytes()).hexdigest())]
        written[CROISSANT] = croissant_text(croissant(texts, hashes, columns))
    if texts.spec is not None and texts.split == "test":
        written[_EVAL] = eval_yaml(texts)
    for name, text in written.items():
        (folder / name).write_bytes(text.encode())


def _rows(batch: TextBatch) -> pa.RecordBatch:
    characters = Characters(batch.texts)
    offsets = pa.array(characters.begin, pa.int32())
    tags = characters.tags(batch.spans.longest(), "BIO").astype(np.int64)
    columns: dict[str, Any] = {
        "tokens": pa.ListArray.from_arrays(offsets, characters.array, _COLUMNS["tokens"]),
        "ner_tags": pa.ListArray.from_arrays(offsets, pa.array(tags), _COLUMNS["ner_tags"]),
    }
    if batch.files is not None:
        columns["file"] = pa.array(batch.files)
    return pa.RecordBatch.from_pydict(columns)


def _metadata(schema: pa.Schema, tags: list[str]) -> str:
    """What ``datasets`` writes of the features."""
    features: dict[str, Any] = {
        "tokens": {"feature": {"dtype": "string", "_type": "Value"}, "_type": "Sequence"},
        "ner_tags": {"feature": {"names": tags, "_type": "ClassLabel"}, "_type": "Sequence"},
        "file": {"dtype": "int64", "_type": "Value"},
    }
    return json.dumps({"info": {"features": {name: features[name] for name in schema.names}}})


FORM: Final = FolderForm(_fill, ("README.md", "data/*.parquet", CROISSANT, _EVAL))

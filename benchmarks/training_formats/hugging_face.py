"""Hugging Face token classification: Parquet of ``tokens`` and ``ner_tags``, and a card.

``datasets.load_dataset(DIR)`` reads the names of the tags from the front matter of ``README.md``;
whoever reads the Parquet alone finds them in its metadata. ``file`` numbers the lists in which
records stand.
"""

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa

from leakbench.benchmarks.training_formats.characters import Characters, tag_names
from leakbench.benchmarks.training_formats.labelled_texts import LabelledTexts, TextBatch
from leakbench.benchmarks.training_formats.output_forms import FolderForm

_COLUMNS = {
    "tokens": pa.list_(pa.string()),
    "ner_tags": pa.list_(pa.int64()),
}


def _fill(texts: LabelledTexts, folder: Path) -> None:
    """Write one Parquet file, a row group a batch, and the card."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - the other formats do without

    tags = tag_names(texts.labels, "BIO")
    path = folder / "data" / f"{texts.split}.parquet"
    path.parent.mkdir()
    writer = None
    try:
        for batch in texts.batches():
            made = _rows(batch)
            if writer is None:
                schema = made.schema.with_metadata({"huggingface": _metadata(made.schema, tags)})
                writer = pq.ParquetWriter(path, schema, compression="zstd")
            writer.write_batch(made.replace_schema_metadata(writer.schema.metadata))
    finally:
        if writer is not None:
            writer.close()
    files = writer is not None and "file" in writer.schema.names
    (folder / "README.md").write_bytes(_card(texts, tags, files=files).encode())


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


def _card(texts: LabelledTexts, tags: list[str], *, files: bool) -> str:
    """The card; JSON strings are YAML."""
    names = "".join(f"          '{at}': {json.dumps(tag)}\n" for at, tag in enumerate(tags))
    file = "  - name: file\n    dtype: int64\n" * files
    tag = "tags:\n- synthetic\n" * texts.synthetic
    said = "**合成数据，没有真人。** Synthetic; nobody in it is real.\n\n" * texts.synthetic
    return f"""---
task_categories:
- token-classification
language:
- zh
{tag}configs:
- config_name: default
  data_files:
  - split: {texts.split}
    path: data/{texts.split}.parquet
dataset_info:
  features:
  - name: tokens
    sequence: string
  - name: ner_tags
    sequence:
      class_label:
        names:
{names}{file}---

# {texts.name}

{said}{texts.rows:,} texts, a token a character, written by `leakbench export huggingface`.
"""


FORM: Final = FolderForm(_fill, ("README.md", "data/*.parquet"))

"""One record as plain values: its cells, its text, and everything labelled in it."""

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from leakbench.generator.generate import batches
from leakbench.generator.schema import FIRST_COLUMNS
from leakbench.generator.spec import Spec

if TYPE_CHECKING:
    from leakbench.benchmarks.sources.source import DatasetSource, FileSource


def record_at(spec: Spec, row: int) -> dict[str, Any]:
    """The record of a row.

    Args:
        spec: The dataset.
        row: Which record, from 0.

    Returns:
        ``record_id``, ``file``, ``corpus``, ``fields`` (header to cell), ``text``, ``spans``,
        ``cell_spans`` and ``decoys``; each span with its ``value``, as it is written.
    """
    (batch,) = batches(spec, 1, start=row)
    return _of_batch(batch, spec.corpus)


def record_of(source: "DatasetSource | FileSource", row: int) -> dict[str, Any]:
    """The same of a dataset or a labelled file; a file's records have texts and spans alone.

    Args:
        source: Which has more records than ``row``.
        row: Which record, from 0.
    """
    from leakbench.benchmarks.sources.source import FileSource  # noqa: PLC0415 - seldom needed

    if isinstance(source, FileSource):
        return _of_file(source, row)
    left = row
    for batch in source.dataset.batches():
        if left < batch.num_rows:
            return _of_batch(batch.slice(left, 1), source.name)
        left -= batch.num_rows
    raise IndexError(row)


def _of_file(source: "FileSource", row: int) -> dict[str, Any]:
    text = source.file.texts[row].as_py()
    files = source.file.files
    return {
        "record_id": row,
        "file": None if files is None else files[row].as_py(),
        "corpus": source.name,
        "fields": {},
        "text": text,
        "spans": [_with_value(span, text) for span in source.file.spans[row].as_py()],
        "cell_spans": [],
        "decoys": [],
    }


def _of_batch(batch: pa.RecordBatch, corpus: str) -> dict[str, Any]:
    names = batch.schema.names
    record = batch.to_pylist()[0]
    headers = names[len(FIRST_COLUMNS) : names.index("text")]
    text = record["text"]
    return {
        "record_id": record["record_id"],
        "file": record["file"],
        "corpus": corpus,
        "fields": {header: record[header] for header in headers},
        "text": text,
        "spans": [_with_value(span, text) for span in record["text_spans"]],
        "cell_spans": [
            {
                **_with_value(span, record[headers[span["column"]]]),
                "column": headers[span["column"]],
            }
            for span in record["cell_spans"]
        ],
        "decoys": [_with_value(span, text) for span in record["decoys"]],
    }


def _with_value(span: dict[str, Any], text: str) -> dict[str, Any]:
    return {**span, "value": text[span["start"] : span["end"]]}

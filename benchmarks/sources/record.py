"""One record as plain values: its cells, its text, and everything labelled in it."""

from typing import Any

from leakbench.generator.generate import batches
from leakbench.generator.schema import FIRST_COLUMNS
from leakbench.generator.spec import Spec


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
    names = batch.schema.names
    record = batch.to_pylist()[0]
    headers = names[len(FIRST_COLUMNS) : names.index("text")]
    text = record["text"]
    return {
        "record_id": record["record_id"],
        "file": record["file"],
        "corpus": spec.corpus,
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

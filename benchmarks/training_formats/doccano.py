"""doccano's JSON lines: ``{"text", "label": [[start, end, label], …]}``, for sequence labelling.

``id`` numbers the records, and ``file`` the lists in which they stand; doccano keeps both as what
is known of a text. Spans that overlap all stand there: the project must allow it.
"""

import json
from collections.abc import Iterator
from typing import Final

import pyarrow as pa

from leakbench.benchmarks.training_formats.json_columns import (
    content,
    filled,
    listed,
    numbers,
    quoted,
)
from leakbench.benchmarks.training_formats.labelled_texts import LabelledTexts
from leakbench.benchmarks.training_formats.output_forms import FileForm, Piece
from leakbench.benchmarks.training_formats.record_columns import record_numbers


def _pieces(texts: LabelledTexts) -> Iterator[Piece]:
    """The lines of each batch."""
    labels = pa.array([json.dumps(one, ensure_ascii=False) for one in texts.labels], pa.string())
    for batch in texts.batches():
        spans = batch.spans
        items = filled(
            "[<start>, <end>, <label>]",
            start=numbers(spans.start),
            end=numbers(spans.end),
            label=labels.take(pa.array(spans.label)),
        )
        lines = filled(
            '{"id": <id>, <about>"text": <text>, "label": <spans>}\n',
            text=quoted(batch.texts),
            spans=listed(items, spans.offsets(len(batch.texts))),
            **record_numbers(batch),
        )
        yield content(lines)


FORM: Final = FileForm(_pieces)

"""Label Studio's tasks with annotations, and beside them the labelling configuration.

``PATH`` is imported into a project whose labelling interface is the XML of ``STEM.config.xml``.
Offsets are code points, as Label Studio has counted since 2021; overlapping spans all stand there.
"""

import json
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import quoteattr

import numpy as np
import pyarrow as pa

from leakbench.benchmarks.training_formats.characters import Characters
from leakbench.benchmarks.training_formats.json_columns import filled, listed, numbers, quoted
from leakbench.benchmarks.training_formats.labelled_texts import LabelledTexts
from leakbench.benchmarks.training_formats.output_forms import FileForm, Piece
from leakbench.benchmarks.training_formats.record_columns import one_array, record_numbers

_REGION = (
    '{"id": "<region>", "from_name": "label", "to_name": "text", "type": "labels", '
    '"value": {"start": <start>, "end": <end>, "text": <value>, "labels": [<label>]}}'
)
_TASK = '{"data": {"id": <id>, <about>"text": <text>}, "annotations": [{"result": <spans>}]}'


def _pieces(texts: LabelledTexts) -> Iterator[Piece]:
    """The tasks, a JSON array."""
    return one_array(_tasks(texts))


def _tasks(texts: LabelledTexts) -> Iterator[pa.StringArray]:
    labels = pa.array([json.dumps(one, ensure_ascii=False) for one in texts.labels], pa.string())
    for batch in texts.batches():
        spans = batch.spans
        offsets = spans.offsets(len(batch.texts))
        within = np.arange(len(spans.record)) - offsets[spans.record]
        regions = filled(
            _REGION,
            region=filled("r<at>", at=numbers(within)),
            start=numbers(spans.start),
            end=numbers(spans.end),
            value=quoted(Characters(batch.texts).values(spans)),
            label=labels.take(pa.array(spans.label)),
        )
        yield filled(
            _TASK,
            text=quoted(batch.texts),
            spans=listed(regions, offsets),
            **record_numbers(batch),
        )


def _config(texts: LabelledTexts) -> str:
    labels = "".join(f"    <Label value={quoteattr(label)}/>\n" for label in texts.labels)
    return (
        '<View>\n  <Labels name="label" toName="text">\n'
        f'{labels}  </Labels>\n  <Text name="text" value="$text"/>\n</View>\n'
    )


FORM: Final = FileForm(_pieces, {".config.xml": _config})

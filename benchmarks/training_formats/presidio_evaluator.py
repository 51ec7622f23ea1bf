"""presidio-evaluator's JSON: a list of ``InputSample``, as its ``read_dataset_json`` takes it.

No template is told (``masked`` and ``template_id`` are null), for none is known of a text. Of
overlapping spans all stand there. Labels are leakbench's; its evaluator maps them to a model's.
"""

import json
from collections.abc import Iterator
from typing import Final

import pyarrow as pa

from leakbench.benchmarks.training_formats.characters import Characters
from leakbench.benchmarks.training_formats.json_columns import filled, listed, numbers, quoted
from leakbench.benchmarks.training_formats.labelled_texts import LabelledTexts
from leakbench.benchmarks.training_formats.output_forms import FileForm, Piece
from leakbench.benchmarks.training_formats.record_columns import one_array, record_numbers

_SPAN = (
    '{"entity_type": <label>, "entity_value": <value>, '
    '"start_position": <start>, "end_position": <end>}'
)
_SAMPLE = (
    '{"full_text": <text>, "masked": null, "spans": <spans>, "template_id": null, '
    '"metadata": {<about>"record": <id>}}'
)


def _pieces(texts: LabelledTexts) -> Iterator[Piece]:
    """The samples, a JSON array."""
    return one_array(_samples(texts))


def _samples(texts: LabelledTexts) -> Iterator[pa.StringArray]:
    labels = pa.array([json.dumps(one, ensure_ascii=False) for one in texts.labels], pa.string())
    for batch in texts.batches():
        spans = batch.spans
        items = filled(
            _SPAN,
            start=numbers(spans.start),
            end=numbers(spans.end),
            value=quoted(Characters(batch.texts).values(spans)),
            label=labels.take(pa.array(spans.label)),
        )
        yield filled(
            _SAMPLE,
            text=quoted(batch.texts),
            spans=listed(items, spans.offsets(len(batch.texts))),
            **record_numbers(batch),
        )


FORM: Final = FileForm(_pieces)

"""The Arrow types of a dataset: records, their texts, and where everything in them stands.

Offsets are Unicode code points, half open. A label is exact by construction: the value was written
there. ``quality`` says whether the value survived the writing (``masked`` and ``damaged`` values
are ignored by default in recall), ``form`` names the way it was written, so that scores can be
shown by form.
"""

from typing import Literal

import pyarrow as pa

Quality = Literal["exact", "masked", "damaged"]
QUALITIES: tuple[Quality, ...] = ("exact", "masked", "damaged")

NAME_TYPE = pa.dictionary(pa.int8(), pa.string())
FORM_TYPE = pa.dictionary(pa.int16(), pa.string())

TEXT_SPAN = pa.struct(
    [
        pa.field("start", pa.int32(), nullable=False),
        pa.field("end", pa.int32(), nullable=False),
        pa.field("label", NAME_TYPE, nullable=False),
        pa.field("subject", pa.int64()),  # index of the person concerned; null: nobody known
        pa.field("quality", NAME_TYPE, nullable=False),
        pa.field("form", FORM_TYPE, nullable=False),
    ]
)
CELL_SPAN = pa.struct([pa.field("column", pa.int16(), nullable=False), *TEXT_SPAN])
DECOY = pa.struct(
    [
        pa.field("start", pa.int32(), nullable=False),
        pa.field("end", pa.int32(), nullable=False),
        pa.field("kind", NAME_TYPE, nullable=False),
    ]
)


def _listed(kind: pa.DataType) -> pa.DataType:
    return pa.list_(pa.field("item", kind, nullable=False))


TEXT_SPANS = _listed(TEXT_SPAN)
CELL_SPANS = _listed(CELL_SPAN)
DECOYS = _listed(DECOY)

RECORD_ID = pa.field("record_id", pa.int64(), nullable=False)
FILE = pa.field("file", pa.int64(), nullable=False)  # number of the file in which it stands

FIRST_COLUMNS = ("record_id", "file")
"""What stands before the columns of the corpus,"""
LAST_COLUMNS = ("text", "text_spans", "cell_spans", "decoys")
"""and behind them."""


def dataset_schema(columns: list[pa.Field]) -> pa.Schema:
    """The schema of a dataset.

    Args:
        columns: The corpus's fields under their displayed headers, string-typed, with ``field``
            and (if labelled) ``label`` in their metadata.
    """
    return pa.schema(
        [
            RECORD_ID,
            FILE,
            *columns,
            pa.field("text", pa.string(), nullable=False),
            pa.field("text_spans", TEXT_SPANS, nullable=False),
            pa.field("cell_spans", CELL_SPANS, nullable=False),
            pa.field("decoys", DECOYS, nullable=False),
        ]
    )

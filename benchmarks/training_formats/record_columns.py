"""What the JSON of several formats tells of a record beside its text: its number and its file.

Arrays of JSON are opened before the first batch and closed behind the last, with a comma between.
"""

from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa

from leakbench.benchmarks.training_formats.json_columns import content, filled, numbers
from leakbench.benchmarks.training_formats.labelled_texts import TextBatch
from leakbench.benchmarks.training_formats.output_forms import Piece


def record_numbers(batch: TextBatch) -> dict[str, pa.StringArray]:
    """Columns to fill a template with.

    Returns:
        ``id``, the number of each record, from 0; and ``about``, the key of its file with a comma
        behind it, which is empty where the source has no files.
    """
    count = len(batch.texts)
    if batch.files is None:
        about = pa.array([""] * count, pa.string())
    else:
        about = filled('"file": <file>, ', file=numbers(batch.files))
    return {"id": numbers(batch.first + np.arange(count)), "about": about}


def one_array(batches: Iterable[pa.StringArray]) -> Iterator[Piece]:
    """The pieces of a JSON array.

    Args:
        batches: The JSON of its items, in batches that are not empty.
    """
    before = b"[\n"
    for items in batches:
        yield before
        lines = filled(",\n<item>", item=items)
        yield content(lines)[2:]  # no comma before the first
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"

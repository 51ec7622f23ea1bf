"""Batches with everything replaced that a detector found in them."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.benchmarks.redaction.covering import covered
from leakbench.benchmarks.redaction.replacements import Replaces
from leakbench.detectors.splicing import TextColumn
from leakbench.generator.entities import coarse


def redacted(strings: pa.RecordBatch, answer: pa.RecordBatch, replaces: Replaces) -> pa.RecordBatch:
    """The batch with replacements where an answer has spans; all else as it is.

    Args:
        strings: String columns without nulls.
        answer: An accepted answer to it, with the columns of ``SPANS``, in code points.
        replaces: What gives every value its replacement.
    """
    columns = []
    for number, cells in enumerate(strings.columns):
        found = covered(cells, answer, number)
        if not len(found.labels):
            columns.append(cells)
            continue
        values = replaces(_coarse(found.labels), found.values)
        columns.append(TextColumn.of(cells).splice(found.places, values).texts)
    return pa.RecordBatch.from_arrays(columns, strings.schema.names)


def _coarse(labels: NDArray[np.str_]) -> NDArray[np.str_]:
    """A MOBILE for one detector is a PHONE for another: both are replaced alike."""
    names, which = np.unique(labels, return_inverse=True)
    return np.array([coarse(name) for name in names.tolist()], np.str_)[which]

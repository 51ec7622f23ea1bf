"""Names in a column of names that a detector passed over.

Whoever reads a list knows what stands in a column once most of its cells are told: a rare name in
it is a name too. Without it the numbers beside it would be somebody else's.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakbench.benchmarks.triage.value_keys import read_keys
from leakbench.benchmarks.triage.values import LABELS, Values, readings

_NAME: Final = r"^(\p{Han}{2,4}|\p{Han}{1,12}(·\p{Han}{1,12})+|[A-Za-z'.-]+([ ,]+[A-Za-z'.-]+)+)$"


def passed_names(
    strings: pa.RecordBatch,
    answer: pa.RecordBatch,
    columns: Mapping[int, str],
    first_row: int = 0,
) -> Values:
    """The cells of columns of names that are written like names and in which nothing was found.

    Args:
        strings: What a detector was given.
        answer: Its accepted answer, with the columns of ``SPANS``.
        columns: The columns of names, and the label of each.
        first_row: What is added to each row.
    """
    row, column = (answer.column(name).to_numpy(zero_copy_only=False) for name in ("row", "column"))
    parts = []
    for number, kind in columns.items():
        cells = strings.column(number)
        written = pc.match_substring_regex(cells, _NAME).fill_null(fill_value=False)
        left = np.setdiff1d(np.flatnonzero(written), row[column == number])
        facts = np.tile(np.array(readings()[kind], np.int64), (len(left), 1))
        ends = pc.utf8_length(cells.take(pa.array(left)))
        ends = ends.to_numpy(zero_copy_only=False).astype(np.int64)
        key = read_keys(cells, left, np.zeros(len(left), np.int64), ends, facts)
        parts.append(
            Values(
                (left + first_row).astype(np.int32),
                np.full(len(left), number, np.int16),
                np.full(len(left), LABELS.index(kind), np.int8),
                np.zeros(len(left), np.int32),
                key,
            )
        )
    return Values.of(parts)

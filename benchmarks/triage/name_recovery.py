"""Names in a column of names that a detector passed over.

Whoever reads a list knows what stands in a column once most of its cells are told: a rare name in
it is a name too. Without it the numbers beside it would be somebody else's.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakbench.benchmarks.triage.value_keys import read_keys
from leakbench.benchmarks.triage.values import Values, readings
from leakbench.generator.persons.identifiers import NAME, labels_of

_NAME: Final = r"^(\p{Han}{2,4}|\p{Han}{1,12}(·\p{Han}{1,12})+|[A-Za-z'.-]+([ ,]+[A-Za-z'.-]+)+)$"


def recovered_names(
    strings: pa.RecordBatch,
    answer: pa.RecordBatch,
    kinds: Sequence[str | None],
    first_row: int = 0,
) -> Values:
    """The cells of columns of names that are written like names and in which nothing was found.

    Args:
        strings: What a detector was given.
        answer: Its accepted answer, with the columns of ``SPANS``.
        kinds: The label of each column.
        first_row: What is added to each row.
    """
    row, column = (answer.column(name).to_numpy(zero_copy_only=False) for name in ("row", "column"))
    rows, columns, keys = [], [], []
    for number, (cells, kind) in enumerate(zip(strings.columns, kinds, strict=True)):
        if kind not in labels_of(NAME):
            continue
        written = pc.match_substring_regex(cells, _NAME).fill_null(fill_value=False)
        left = np.setdiff1d(np.flatnonzero(written), row[column == number])
        facts = np.tile(np.array(readings()[kind], np.int64), (len(left), 1))
        ends = pc.utf8_length(cells.take(pa.array(left)))
        ends = ends.to_numpy(zero_copy_only=False).astype(np.int64)
        rows.append(left + first_row)
        columns.append(np.full(len(left), number))
        keys.append(read_keys(cells, left, np.zeros(len(left), np.int64), ends, facts))
    nobody = np.zeros(0, np.int64)
    row, column = np.concatenate([nobody, *rows]), np.concatenate([nobody, *columns])
    key = np.concatenate([nobody.astype(np.uint64), *keys])
    return Values(row, column, np.full(len(row), NAME, np.int8), key)

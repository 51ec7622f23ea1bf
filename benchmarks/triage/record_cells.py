"""What two lists are compared by, record by record, to tell whether one was copied from the other.

Of every record with a number or an account: whose it is, and short hashes of each of its cells.
That the same person stands in two lists says nothing; that the same cells stand beside them does.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.benchmarks.triage.cell_hashes import cell_hashes
from leakbench.benchmarks.triage.value_keys import Keys
from leakbench.benchmarks.triage.values import Values
from leakbench.generator.engine.buffers import numbers
from leakbench.generator.persons.identifiers import ALONE

WORDS: Final = 16
"""Words of a line of a text that are compared with cells."""

_KEYS: Final = 2  # numbers of a record


class RecordCells(NamedTuple):
    """The records of a list that have a number or an account.

    Attributes:
        row: Row of the list, ascending, shape (records,).
        ids: Keys of the first numbers of each, 0 where there are fewer, shape (records, 2).
        says: Hash of what each cell says, 0 of an empty one, shape (records, columns).
        written: Hash of how it is written, shape (records, columns).
        shape: Hash of the shape of that, shape (records, columns).
    """

    row: NDArray[np.int32]
    ids: Keys
    says: NDArray[np.uint32]
    written: NDArray[np.uint16]
    shape: NDArray[np.uint16]

    @classmethod
    def of(cls, parts: Sequence["RecordCells"], columns: int) -> "RecordCells":
        """Parts of one list as one."""
        none = cls(
            np.zeros(0, np.int32),
            np.zeros((0, _KEYS), np.uint64),
            np.zeros((0, columns), np.uint32),
            *np.zeros((2, 0, columns), np.uint16),
        )
        return cls(*(np.concatenate(column) for column in zip(none, *parts, strict=True)))

    def where(self, kept: NDArray[np.bool_]) -> "RecordCells":
        """Some of them."""
        row, ids, says, written, shape = self
        return RecordCells(row[kept], ids[kept], says[kept], written[kept], shape[kept])

    @property
    def columns(self) -> int:
        """How many columns the list has."""
        return self.says.shape[1]


def words_of(lines: pa.RecordBatch) -> pa.RecordBatch:
    """The first words of the lines of a text, as if they were cells."""
    split = pc.utf8_split_whitespace(pc.utf8_trim_whitespace(lines.column(0)))
    words = pc.list_slice(split, 0, WORDS, return_fixed_size_list=True)
    flat = words.flatten().fill_null("")
    columns = [
        flat.take(numbers(pa.int64(), np.arange(place, WORDS * lines.num_rows, WORDS)))
        for place in range(WORDS)
    ]
    return pa.RecordBatch.from_arrays(columns, [str(place) for place in range(WORDS)])


def record_cells(strings: pa.RecordBatch, found: Values) -> RecordCells:
    """The records of a batch that have a number or an account.

    Args:
        strings: The batch; of a text, its words as of ``words_of``.
        found: The values in it.
    """
    alone = np.flatnonzero(found.role == ALONE)
    alone = alone[np.lexsort((found.column[alone], found.row[alone]))]
    row, at = np.unique(found.row[alone], return_index=True)
    ids = np.zeros((len(row), _KEYS), np.uint64)
    sizes = np.diff(np.append(at, len(alone)))
    for place in range(_KEYS):
        has = sizes > place
        ids[has, place] = found.key[alone[at[has] + place]]
    shape = (len(row), strings.num_columns)
    made = RecordCells(
        row, ids, np.zeros(shape, np.uint32), np.zeros(shape, np.uint16), np.zeros(shape, np.uint16)
    )
    here = numbers(pa.int32(), row)
    for number, column in enumerate(strings.columns):
        hashed = cell_hashes(column.take(here))
        made.says[:, number], made.written[:, number], made.shape[:, number] = hashed
    return made

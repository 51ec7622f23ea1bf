"""What found values say once the ways of writing them are undone, as keys that can be compared.

Numbers are read in the detector's normalising view, names and places as written.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.benchmarks.triage.value_keys import READINGS, Keys, read_keys
from leakbench.generator.engine.tables import table
from leakbench.generator.entities import coarse
from leakbench.generator.persons.identifiers import NAME, identifiers, labels_of


class Values(NamedTuple):
    """Values that tell people apart, all of shape (values,).

    Attributes:
        row: Record of the list, int64.
        column: Column of the list, int64; of a number or a place that has come into a column of
            another kind, the nearest of its own.
        role: ``ALONE``, ``NAMED`` or ``NAME``, int8.
        key: The value; two that say the same have one key, uint64.
    """

    row: NDArray[np.int64]
    column: NDArray[np.int64]
    role: NDArray[np.int8]
    key: Keys


@cache
def readings() -> dict[str, tuple[int, int, int, int]]:
    """Role, code of the reading, fewest and most characters of each label that tells of people."""
    return {
        label: (one.role, READINGS.index(one.reading), one.shortest, one.longest)
        for label, one in identifiers().items()
    }


def values(
    strings: pa.RecordBatch,
    answer: pa.RecordBatch,
    kinds: Sequence[str | None],
    first_row: int = 0,
) -> Values:
    """The values in an answer that tell people apart; masked and mutilated ones are left out.

    Args:
        strings: What a detector was given.
        answer: Its accepted answer, with the columns of ``SPANS``.
        kinds: The label of each column.
        first_row: What is added to each row.
    """
    named = answer.column("label").dictionary.to_pylist()
    known = [readings().get(name) for name in named]
    code = answer.column("label").indices.to_numpy(zero_copy_only=False)
    wanted = np.array([one is not None for one in known], np.bool_)[code]
    facts = np.array([one or (0, 0, 0, 0) for one in known], np.int64).reshape(-1, 4)[code[wanted]]
    row, column, start, end = (
        answer.column(name).to_numpy(zero_copy_only=False)[wanted].astype(np.int64)
        for name in ("row", "column", "start", "end")
    )
    key = np.zeros(len(row), np.uint64)
    for number, cells in enumerate(strings.columns):
        here = np.flatnonzero(column == number)
        if len(here):
            key[here] = read_keys(cells, row[here], start[here], end[here], facts[here])
            key[here[(facts[here, 0] == NAME) & _titled(cells)[row[here]]]] = 0
    if len(row):
        column = _homes(named, kinds)[code[wanted], column]
    kept = key != 0
    return Values(row[kept] + first_row, column[kept], facts[kept, 0].astype(np.int8), key[kept])


@cache
def _forms_of_address() -> str:
    """A pattern of cells that hold a surname with what is said before or behind it."""
    rows = table("forms_of_address")
    before, after = ("|".join(sorted({*rows[side]} - {""})) for side in ("before", "after"))
    return rf"^\s*(?:(?:{before})\p{{Han}}{{1,2}}|\p{{Han}}{{1,8}}(?:{after}))\s*$"


def _titled(cells: pa.StringArray) -> NDArray[np.bool_]:
    """Cells that call somebody 张先生 or 小李, which is no name to tell people apart by."""
    found: NDArray[np.bool_] = pc.match_substring_regex(cells, _forms_of_address()).to_numpy(
        zero_copy_only=False
    )
    return found


def _homes(labels: Sequence[str], kinds: Sequence[str | None]) -> NDArray[np.int64]:
    """The column into which a value of each label belongs, by the column in which it stands.

    Cells that slide or swap stand in a column of another kind. A name stays where it is: of
    several columns of names nobody knows which it has left.
    """
    homes = np.tile(np.arange(len(kinds)), (len(labels), 1))
    for number, label in enumerate(labels):
        own = np.array([i for i, kind in enumerate(kinds) if kind and _alike(kind, label)])
        if label in labels_of(NAME) or not len(own):
            continue
        for column, kind in enumerate(kinds):
            if kind is not None and not _alike(kind, label):
                homes[number, column] = own[np.abs(own - column).argmin()]
    return homes


def _alike(kind: str, label: str) -> bool:
    return coarse(kind) == coarse(label)

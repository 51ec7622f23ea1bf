"""What found values say once the ways of writing them are undone, as keys that can be compared.

Numbers are read in the detector's normalising view, names and places as written.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.benchmarks.triage.value_keys import READINGS, Keys, read_keys
from leakbench.generator.engine.tables import table
from leakbench.generator.entities import coarse
from leakbench.generator.persons.identifiers import NAME, identifiers, labels_of

LABELS: Final = tuple(identifiers())
"""The labels that tell people apart, by their codes in ``Values``."""

_ROLES: Final = np.array([one.role for one in identifiers().values()], np.int8)


class Values(NamedTuple):
    """Values that tell people apart, all of shape (values,).

    Attributes:
        row: Record of the list, int32.
        column: Column of the list, int16.
        label: Place in ``LABELS``, int8.
        start: First code point in its cell, int32.
        key: The value; two that say the same have one key, uint64. A name that is masked has 0.
    """

    row: NDArray[np.int32]
    column: NDArray[np.int16]
    label: NDArray[np.int8]
    start: NDArray[np.int32]
    key: Keys

    @property
    def role(self) -> NDArray[np.int8]:
        """``ALONE``, ``NAMED`` or ``NAME`` of each."""
        return _ROLES[self.label]

    @property
    def readable(self) -> "Values":
        """Those that have a key."""
        return self.where(self.key != 0)

    def where(self, kept: NDArray[np.bool_]) -> "Values":
        """Some of them."""
        row, column, label, start, key = self
        return Values(row[kept], column[kept], label[kept], start[kept], key[kept])

    @classmethod
    def of(cls, parts: "Sequence[Values]") -> "Values":
        """Several as one, in this order."""
        return cls(*(np.concatenate(column) for column in zip(nothing(), *parts, strict=True)))


def nothing() -> Values:
    """No value."""
    return Values(*(np.zeros(0, kind) for kind in ("i4", "i2", "i1", "i4", "u8")))


@cache
def readings() -> dict[str, tuple[int, int, int, int]]:
    """Role, code of the reading, fewest and most characters of each label that tells of people."""
    return {
        label: (one.role, READINGS.index(one.reading), one.shortest, one.longest)
        for label, one in identifiers().items()
    }


def values(strings: pa.RecordBatch, answer: pa.RecordBatch, first_row: int = 0) -> Values:
    """The values in an answer that tell people apart; masked and mutilated ones are left out.

    A masked name is kept without a key: that somebody is named there says whose numbers these are.

    Args:
        strings: What a detector was given.
        answer: Its accepted answer, with the columns of ``SPANS``.
        first_row: What is added to each row.
    """
    named = answer.column("label").dictionary.to_pylist()
    codes = np.array([LABELS.index(name) if name in LABELS else -1 for name in named], np.int8)
    label = codes[answer.column("label").indices.to_numpy(zero_copy_only=False)]
    wanted = label >= 0
    label = label[wanted]
    facts = np.array(list(readings().values()), np.int64)[label]
    row, column, start, end = (
        answer.column(name).to_numpy(zero_copy_only=False)[wanted].astype(np.int64)
        for name in ("row", "column", "start", "end")
    )
    key = np.zeros(len(row), np.uint64)
    called = np.zeros(len(row), np.bool_)
    for number, cells in enumerate(strings.columns):
        here = np.flatnonzero(column == number)
        if len(here):
            key[here] = read_keys(cells, row[here], start[here], end[here], facts[here])
            called[here] = _titled(cells)[row[here]]
    is_name = facts[:, 0] == NAME
    kept = ((key != 0) | is_name) & ~(is_name & called)
    return Values(
        (row[kept] + first_row).astype(np.int32),
        column[kept].astype(np.int16),
        label[kept],
        start[kept].astype(np.int32),
        key[kept],
    )


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


def at_home(found: Values, kinds: Sequence[str | None]) -> Values:
    """Values with the column into which each belongs, by the column in which it stands.

    Cells that slide or swap stand in a column of another kind: a number or a place then belongs to
    the nearest of its own. A name stays where it is: of several columns of names nobody knows which
    it has left.

    Args:
        found: The values of a list.
        kinds: The label of each of its columns.
    """
    if not len(found.row):
        return found
    homes = np.tile(np.arange(len(kinds), dtype=np.int16), (len(LABELS), 1))
    for number, label in enumerate(LABELS):
        own = np.array([i for i, kind in enumerate(kinds) if kind and _alike(kind, label)])
        if label in labels_of(NAME) or not len(own):
            continue
        for column, kind in enumerate(kinds):
            if kind is not None and not _alike(kind, label):
                homes[number, column] = own[np.abs(own - column).argmin()]
    return found._replace(column=homes[found.label, found.column])


def _alike(kind: str, label: str) -> bool:
    return coarse(kind) == coarse(label)

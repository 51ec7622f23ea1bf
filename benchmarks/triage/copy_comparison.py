"""Two lists compared record by record: what of one stands in the other, and which is more worn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.triage.cell_hashes import cell_hashes
from leakbench.benchmarks.triage.copy_candidates import hashed
from leakbench.benchmarks.triage.record_cells import RecordCells
from leakbench.benchmarks.triage.value_keys import Keys
from leakbench.generator.engine.buffers import names
from leakbench.generator.persons.identifiers import identifiers
from leakbench.generator.persons.linking import mix

_RARER: Final = 2.0  # times as often is a shape that is the usual one of two
_LOOKED_AT: Final = 500  # records by which columns are found again
_SAME_COLUMN: Final = 0.5  # of their cells say the same
_COUNTED: Final = 7  # digits of a running number, at most
_NEVER: Final = 0.001  # chance that two records have one running number
_MOSTLY: Final = 0.8  # of the cells of a column of running numbers
_TELLING: Final = 0.05  # chance that two records of a list have one cell alike, at most

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as it is compared.

    Attributes:
        records: Its records.
        kinds: The label of each column; none of a text, whose words are cells.
        modified: When its file was written last.
        keys: A number of each record, alone and with each of its cells that do not say who it is,
            ascending, shape (keys,).
        row: The place of each key's record among the records, shape (keys,).
        column: The cell's column, -1 for the number alone, shape (keys,).
        telling: Columns whose cells tell one record from another, and are of no kind that is known:
            sums and days are a list's own. Running numbers are every list's.
        personal: Columns of what somebody or a firm is, wherever they are listed.
        tells: How well the number alone and each column tell a record from others, shape
            (1 + columns,).
        usual: Share of each cell's shape in its column, shape (records, columns).
    """

    records: RecordCells
    kinds: Sequence[str | None]
    modified: int
    keys: Keys
    row: NDArray[np.int32]
    column: NDArray[np.int16]
    telling: NDArray[np.bool_]
    personal: NDArray[np.bool_]
    tells: NDArray[np.float64]
    usual: NDArray[np.float32]

    @classmethod
    def of(
        cls, records: RecordCells, kinds: Sequence[str | None], modified: int, share: float = 1.0
    ) -> "Listed":
        """A list, or of every list the same share of the people."""
        columns = kinds or [None] * records.columns
        first = records.ids[:, 0]
        if share < 1:
            kept = hashed(first) <= np.uint64(share * (2**64 - 1))
            records = records.where(kept)
        alike = np.array([_alike(says) for says in records.says.T])
        different = (alike <= _TELLING) & ~_counters(records, alike)
        unsaid = np.array([kind is None for kind in columns], np.bool_)
        identity = np.array([kind in identifiers() for kind in columns], np.bool_)
        keys, row, column = _keys(records, np.flatnonzero(~identity))
        order = np.argsort(keys, kind="stable")
        return cls(
            records,
            kinds,
            modified,
            keys[order],
            row[order],
            column[order],
            unsaid & different,
            ~unsaid & ~identity & different,
            np.append(-1.0, np.where(unsaid & different, 2 - alike, 1 - alike)),
            _usual(records),
        )

    @property
    def size(self) -> int:
        """How many records it has."""
        return len(self.records.row)


class Comparison(NamedTuple):
    """What of a list stands in another one.

    Attributes:
        shared: Whether each of its records is about somebody there, with a further cell alike
            where there is any, shape (records,).
        place: The record there, -1 for none, shape (records,).
        telling: How many cells were compared that tell one record from another.
        same: How many of those are the same there.
        personal: How many cells were compared that say what somebody or a firm is.
        known: How many of those are the same there.
        ordered: Share of shared records that follow each other there as they do here; None of few.
    """

    shared: NDArray[np.bool_]
    place: Ints
    telling: int
    same: int
    personal: int
    known: int
    ordered: float | None

    def without_places(self) -> "Comparison":
        """The same in less memory."""
        return self._replace(place=self.place[:0])

    @property
    def containment(self) -> float:
        """Share of its records that stand there."""
        return float(self.shared.mean()) if len(self.shared) else 0.0


def compare(one: Listed, other: Listed) -> Comparison:
    """What of one list stands in another."""
    cells = one.records.says
    place = np.full(one.size, -1, np.int64)
    hits = np.zeros(cells.shape, np.bool_)
    who = np.zeros(one.size, np.bool_)
    if len(other.keys) and one.size:
        at = np.minimum(np.searchsorted(other.keys, one.keys), len(other.keys) - 1)
        found = np.flatnonzero(other.keys[at] == one.keys)
        row, column, there = one.row[found], one.column[found], other.row[at[found]]
        number = column < 0
        who[row[number]] = True
        hits[row[~number], column[~number]] = True
        # What tells most is written last: a number says whose record it is, a cell of a list's own
        # which of theirs.
        order = np.argsort(one.tells[column + 1], kind="stable")
        place[row[order]] = there[order]
    judged = (cells != 0) & who[:, None] & one.telling
    shared = who & ((hits & judged).any(axis=1) | ~judged.any(axis=1))
    filled = (cells != 0) & shared[:, None]
    return Comparison(
        shared,
        np.where(shared, place, -1),
        int(judged.sum()),
        int((hits & judged).sum()),
        int((filled & one.personal).sum()),
        int((hits & filled & one.personal).sum()),
        _ordered(other, place),
    )


class Wear(NamedTuple):
    """How the same cells are written in two lists.

    Attributes:
        worn: Cells that are empty, or of a rarer shape, in the second list.
        mended: Cells that are so in the first.
        alike: Share of all that are written the same way.
    """

    worn: int
    mended: int
    alike: float


def wear(one: Listed, other: Listed, found: Comparison) -> Wear:
    """How worn the second of two lists is beside the first.

    Args:
        one: A list.
        other: Another one.
        found: What of the first stands in it.
    """
    mine = np.flatnonzero(found.place >= 0)
    yours = found.place[mine]
    worn = mended = same = every = 0
    for column, there in _columns(one, other, mine, yours):
        says, says_there = one.records.says[mine, column], other.records.says[yours, there]
        alike = one.records.written[mine, column] == other.records.written[yours, there]
        usual, usual_there = one.usual[mine, column], other.usual[yours, there]
        lost = (says != 0) & (says_there == 0)
        gained = (says == 0) & (says_there != 0)
        worn += int((lost | (~alike & (usual > _RARER * usual_there) & ~gained)).sum())
        mended += int((gained | (~alike & (usual_there > _RARER * usual) & ~lost)).sum())
        same += int(alike.sum())
        every += len(mine)
    return Wear(worn, mended, same / max(1, every))


def _columns(one: Listed, other: Listed, mine: Ints, yours: Ints) -> Iterator[tuple[int, int]]:
    """Columns of two lists that say the same of the same records."""
    some = slice(None, None, max(1, len(mine) // _LOOKED_AT))
    there = other.records.says[yours[some]]
    for column in range(one.records.columns):
        says = one.records.says[mine[some], column][:, None]
        filled = (says != 0) & (there != 0)
        same = ((says == there) & filled).sum(axis=0) / np.maximum(1, filled.sum(axis=0))
        if len(same) and same.max() >= _SAME_COLUMN:
            yield column, int(same.argmax())


def _usual(records: RecordCells) -> NDArray[np.float32]:
    usual = np.zeros(records.shape.shape, np.float32)
    for number, shape in enumerate(records.shape.T):
        _, which, counts = np.unique(shape, return_inverse=True, return_counts=True)
        usual[:, number] = counts[which] / max(1, len(shape))
    return usual


def _keys(
    records: RecordCells, columns: NDArray[np.int64]
) -> tuple[Keys, NDArray[np.int32], NDArray[np.int16]]:
    """Keys of all records, of the number alone and with some cells; their places and columns."""
    keys, rows, of = [], [], []
    every = np.arange(len(records.row), dtype=np.int32)
    for key in records.ids.T:
        known = key != 0
        for column in (-1, *columns.tolist()):
            says = records.says[:, column]
            used = known if column < 0 else known & (says != 0)
            mine = key[used]
            keys.append(mine if column < 0 else mix(mine, says[used].astype(np.uint64)))
            rows.append(every[used])
            of.append(np.full(len(mine), column, np.int16))
    return np.concatenate(keys), np.concatenate(rows), np.concatenate(of)


def _ordered(other: Listed, place: Ints) -> float | None:
    shared = np.flatnonzero(place >= 0)
    if len(shared) < 20:
        return None
    there = other.records.row[place[shared]]
    return float((np.diff(there) > 0).mean())


def _counters(records: RecordCells, alike: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Columns of running numbers: a few digits, hardly ever the same twice."""
    digits = cell_hashes(names(["9" * length for length in range(1, _COUNTED + 1)])).shape
    short = np.isin(records.shape, digits).mean(axis=0) if len(records.row) else alike
    return (alike <= _NEVER) & (short >= _MOSTLY)


def _alike(cells: NDArray[np.uint32]) -> float:
    """Chance that two filled cells are the same."""
    filled = cells[cells != 0]
    if len(filled) < 2:
        return 1.0
    counts = np.unique(filled, return_counts=True)[1].astype(np.float64)
    return float((counts * (counts - 1)).sum() / (len(filled) * (len(filled) - 1)))

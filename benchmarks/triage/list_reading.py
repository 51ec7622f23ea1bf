"""A list as a detector sees it: kinds of its columns, what stands in them, and whom it is about.

It is read in parts, so that a list of any length takes little memory; what its columns are is
decided at its end, for all parts alike.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO, Final, Self, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.benchmarks.columns.column_kinds import SHARE, ColumnCounts
from leakbench.benchmarks.running.answering import answers
from leakbench.benchmarks.running.entrants import Entrant
from leakbench.benchmarks.triage.evidence import Evidence
from leakbench.benchmarks.triage.list_parts import KeptParts, Part, parts_of
from leakbench.benchmarks.triage.list_people import ListPeople
from leakbench.benchmarks.triage.name_recovery import passed_names
from leakbench.benchmarks.triage.parts_people import people_of_parts
from leakbench.benchmarks.triage.record_cells import WORDS, RecordCells, record_cells, words_of
from leakbench.benchmarks.triage.tiers import Rule, rule_of
from leakbench.benchmarks.triage.values import Values, values
from leakbench.generator.persons.event_times import MOMENT_SHARE, minutes
from leakbench.generator.persons.identifiers import NAME, labels_of

_IN_MEMORY: Final = 32 << 20  # bytes of values of a list; more wait on a disk until its end
_MAY_BE: Final = 0.25  # of a part's cells, where a column may turn out to be one of all of them
_MONEY: Final = r"^\s*[¥￥]?\d{1,3}(,?\d{3})*\.\d{2}\s*元?\s*$"
_AMOUNT: Final = "AMOUNT"
_CARDS: Final = frozenset({"BANK_CARD", "FINANCE"})
_PROSE_CHARACTERS: Final = 30  # of the mean cell of a column of running text


@dataclass(slots=True)
class ListReading:
    """A list as a detector sees it.

    Attributes:
        names: Its columns.
        rows: Its records.
        kinds: The label of each column.
        filled: Cells of each column that hold something.
        found: Of each column the cells in which each label was found.
        findings: Spans by label.
        rule: What kind of list it is in law.
        people: Whom it is about.
        cells: What it is compared with other lists by.
        evidence: A record or two that show what it is, masked.
        shown: The same as they stand.
    """

    names: tuple[str, ...]
    rows: int
    kinds: list[str | None]
    filled: list[int]
    found: list[dict[str, int]]
    findings: dict[str, int]
    rule: Rule
    people: ListPeople
    cells: RecordCells
    evidence: list[str]
    shown: list[str]


@dataclass(slots=True)
class _Columns:
    """What is counted of the columns, part by part."""

    counts: ColumnCounts
    characters: NDArray[np.int64]
    moments: NDArray[np.int64]
    amounts: NDArray[np.int64]
    findings: Counter[str] = field(default_factory=Counter)
    rows: int = 0

    @classmethod
    def of(cls, width: int) -> Self:
        """So many columns, nothing yet."""
        characters, moments, amounts = np.zeros((3, width), np.int64)
        return cls(ColumnCounts(width), characters, moments, amounts)

    def with_amounts(self, kinds: Sequence[str | None]) -> list[str | None]:
        """Kinds by which a list is judged: beside bank cards, amounts of money are one, too."""
        if _CARDS.isdisjoint(kinds):
            return list(kinds)
        most = (self.amounts > 0) & (self.amounts >= SHARE * self.counts.filled)
        return [
            _AMOUNT if kind is None and so else kind for kind, so in zip(kinds, most, strict=True)
        ]


def read_list(
    names: Sequence[str], batches: Iterable[pa.RecordBatch], one: Entrant, *, text: bool = False
) -> ListReading:
    """Read a list.

    Args:
        names: Its columns.
        batches: Its records in order; string columns only.
        one: Who reads.
        text: Whether it is the lines of a text, which are not cut into cells.

    Raises:
        DetectorFailedError: The detector fails.
    """
    width = len(names)
    seen = _Columns.of(width)
    evidence = Evidence()
    cells: list[RecordCells] = []
    with SpooledTemporaryFile(_IN_MEMORY) as file:
        kept = KeptParts(cast("IO[bytes]", file))
        for part in parts_of(batches):
            kept.add(_read(part, one, seen, (cells, evidence), text=text))
        every = RecordCells.of(cells, WORDS if text else width)
        return _decided(tuple(names), seen, kept, (every, evidence), text=text)


def _read(
    part: Sequence[pa.RecordBatch],
    one: Entrant,
    seen: _Columns,
    beside: tuple[list[RecordCells], Evidence],
    *,
    text: bool,
) -> Part:
    """Have a part read, and count it; gives what is kept of it."""
    cells, evidence = beside
    first = seen.rows
    found = answers(one, part)
    own = ColumnCounts(seen.counts.columns)
    for batch, answer in zip(part, found, strict=True):
        own.add(batch, answer)
        named = answer.column("label").dictionary.to_pylist()
        codes = answer.column("label").indices.to_numpy(zero_copy_only=False)
        seen.findings.update(
            dict(zip(named, np.bincount(codes, minlength=len(named)).tolist(), strict=True))
        )
    seen.counts.merge(own)
    may_be_names = {
        number: kind
        for number, kind in enumerate(own.kinds(_MAY_BE))
        if kind is not None and kind in labels_of(NAME)
    }
    told, passed, times = [], [], []
    row = first
    for batch, answer in zip(part, found, strict=True):
        before = np.int32(row - first)
        mine = values(batch, answer)
        told.append(mine._replace(row=mine.row + before))
        passed.append(passed_names(batch, answer, may_be_names, row - first))
        record = record_cells(words_of(batch) if text else batch, mine)
        cells.append(record._replace(row=record.row + np.int32(row)))
        times.append(_times(batch, seen))
        evidence.see(batch, answer)
        row += batch.num_rows
    seen.rows = row
    when = np.concatenate(times)
    timed = np.flatnonzero((when >= 0).sum(axis=0) > _MAY_BE * own.filled)
    # Found names before those passed over: the first name of somebody is theirs.
    found_all, more = Values.of([*told, *passed]), sum(len(one.row) for one in passed)
    return Part(first, row - first, found_all, more, timed, when[:, timed])


def _times(batch: pa.RecordBatch, seen: _Columns) -> NDArray[np.int32]:
    """The minutes in a batch, shape (rows, columns)."""
    times = np.full((batch.num_rows, batch.num_columns), -1, np.int32)
    for number, column in enumerate(batch.columns):
        times[:, number] = minutes(column)
        seen.characters[number] += pc.sum(pc.utf8_length(column)).as_py() or 0
        seen.amounts[number] += pc.sum(pc.match_substring_regex(column, _MONEY)).as_py() or 0
    seen.moments += (times >= 0).sum(axis=0)
    return times


def _decided(
    names: tuple[str, ...],
    seen: _Columns,
    kept: KeptParts,
    beside: tuple[RecordCells, Evidence],
    *,
    text: bool,
) -> ListReading:
    """The list, now that all of it is read."""
    cells, evidence = beside
    kinds = seen.counts.kinds()
    filled = seen.counts.filled
    timed = np.flatnonzero((seen.moments > 0) & (seen.moments >= MOMENT_SHARE * filled))
    unsaid = np.array([kind is None for kind in kinds], np.bool_)
    prose = unsaid & (seen.characters >= _PROSE_CHARACTERS * np.maximum(1, filled)) | text
    rule = rule_of(seen.with_amounts(kinds), names, has_event_times=len(timed) > 0)
    return ListReading(
        names=names,
        rows=seen.rows,
        kinds=kinds,
        filled=filled.tolist(),
        found=seen.counts.by_label(),
        findings={label: count for label, count in seen.findings.items() if count},
        rule=rule,
        people=people_of_parts(kept, kinds, timed, prose, text=text),
        cells=cells,
        evidence=evidence.records,
        shown=evidence.plain,
    )

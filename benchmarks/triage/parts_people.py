"""Whom a list is about, part by part, once it is known what its columns are."""

from collections.abc import Sequence
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.triage.list_parts import KeptParts, Part
from leakbench.benchmarks.triage.list_people import ListPeople, joined, list_people, nobody
from leakbench.benchmarks.triage.mentions import column_groups, mentions, of_companies
from leakbench.benchmarks.triage.prose import one_person_a_line, slots_in_prose
from leakbench.benchmarks.triage.values import Values, at_home
from leakbench.generator.persons.identifiers import NAME, labels_of

_EVIDENCE_PARTS: Final = 4  # parts by which is decided which columns are about one person


def people_of_parts(
    kept: KeptParts,
    kinds: Sequence[str | None],
    timed: NDArray[np.int64],
    prose: NDArray[np.bool_],
    *,
    text: bool,
) -> ListPeople:
    """Whom a list is about, its columns being these."""
    first = [_moved(_values(one, kinds), one.first_row) for one in islice(kept, _EVIDENCE_PARTS)]
    companies = of_companies(kinds)
    first_values = Values.of(first)
    group = column_groups(first_values, kinds)
    rows = sum(one.rows for one in islice(kept, _EVIDENCE_PARTS))
    lines = text and not one_person_a_line(first_values, rows)
    if text and not lines:
        prose = np.zeros_like(prose)
    parts = []
    for part in kept:
        found = _values(part, kinds).readable
        slot = group[found.column]
        if prose.any():
            near = slots_in_prose(found, prose)
            slot = np.where(near < 0, slot, len(kinds) + near)
        made = mentions(found, slot, companies[found.column])
        parts.append(list_people(made, _times_of(part, timed), apart=lines))
    return joined(parts) if parts else nobody()


def _values(part: Part, kinds: Sequence[str | None]) -> Values:
    """The values of a part, where they belong; names passed over only in columns of names."""
    names = np.array([kind is not None and kind in labels_of(NAME) for kind in kinds], np.bool_)
    found = part.values
    kept = names[found.column]
    kept[: len(kept) - part.passed] = True
    return at_home(found.where(kept), kinds)


def _moved(found: Values, rows: int) -> Values:
    return found._replace(row=found.row + np.int32(rows))


def _times_of(part: Part, timed: NDArray[np.int64]) -> NDArray[np.int32]:
    """The minutes of a part in the columns of the list that are of points in time."""
    times = np.full((part.rows, len(timed)), -1, np.int32)
    for place, column in enumerate(timed.tolist()):
        (at,) = np.nonzero(part.timed == column)
        if len(at):
            times[:, place] = part.times[:, at[0]]
    return times

"""Who a record speaks of: which columns of a list belong to one person, and what names that person.

A row may be about several people: a pupil and a guardian, a caller and a callee. Each column of
names is one of them. A number belongs to the nearest column of names before it (else behind it)
that is filled where the number is, and that does not change while the number stays the same. An
address or a birth date is taken for the first person's; in a list that names companies first an
address is theirs, and tells nobody from others of the name. One name twice in a row is one person,
and so is a name that stands beside the same other name again: a payer who transfers money to whom a
parcel went, a parent who leaves another number for the same pupil.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.triage.value_keys import Keys
from leakbench.benchmarks.triage.values import Values
from leakbench.generator.persons.identifiers import ALONE, NAME, NAMED, labels_of
from leakbench.generator.persons.linking import mix

_AS_FILLED: Final = 0.6  # of the rows of the best column of names
_REPEATS: Final = 5  # pairs of rows with one number that say something of its column
_AGREEING: Final = 0.15  # share of them that have one name too
_COMPANY: Final = frozenset({"COMPANY", "ORG"})
_PAIR_SALT: Final = np.uint64(0x2545F4914F6CDD1D)

Ints = NDArray[np.int64]


class Mentions(NamedTuple):
    """Mentions of people in a list: a row and a group of its columns.

    Attributes:
        row: Row of each mention, shape (mentions,), ascending, and within a row by column.
        alone: Whether a number or an account tells whom it means, shape (mentions,).
        named: Whether the name and something beside it do, shape (mentions,).
        name: Key of the name, 0 if there is none, shape (mentions,).
        link: Mention of each link, shape (links,).
        key: What it shares with other mentions of the same person, shape (links,).
        twice: Mention of each link within the list, shape (named mentions,).
        in_row: What it shares with others of its row, where one name twice is one person.
    """

    row: Ints
    alone: NDArray[np.bool_]
    named: NDArray[np.bool_]
    name: Keys
    link: Ints
    key: Keys
    twice: Ints
    in_row: Keys


def mentions(found: Values, slot: Ints, companies: NDArray[np.bool_]) -> Mentions:
    """The mentions of people in a list, or in a part of its rows.

    Args:
        found: Its values.
        slot: Which of the people of its row each value is about, shape (values,), not negative.
        companies: Whether each value is a company's, and tells nobody, shape (values,).
    """
    width = 1 + int(slot.max(initial=0))
    place, mention = np.unique(found.row * np.int64(width) + slot, return_inverse=True)
    row = place // width
    name = np.zeros(len(place), np.uint64)
    names = np.flatnonzero(found.role == NAME)[::-1]  # the first one is written last
    name[mention[names]] = found.key[names]
    alone = found.role == ALONE
    with_name = (found.role == NAMED) & (name[mention] != 0)
    distinct = np.zeros((2, len(place)), np.bool_)
    distinct[0, mention[alone]] = True
    distinct[1, mention[with_name & ~companies]] = True
    named = np.flatnonzero(name)
    beside, pair = _pairs(row, name)
    return Mentions(
        row,
        distinct[0],
        distinct[1],
        name,
        np.concatenate([mention[alone], mention[with_name], beside]),
        np.concatenate(
            [found.key[alone], mix(found.key[with_name], name[mention[with_name]]), pair]
        ),
        named,
        mix(row[named].astype(np.uint64), name[named]),
    )


def _pairs(row: Ints, name: Keys) -> tuple[Ints, Keys]:
    """Who is named beside somebody of another name, and a key of the two names, their own last."""
    named = np.flatnonzero(name)
    who, keys = [named[:0]], [name[:0]]
    for apart in range(1, len(named)):
        one, other = named[:-apart], named[apart:]
        together = row[one] == row[other]
        if not together.any():
            break
        differ = together & (name[one] != name[other])
        one, other = one[differ], other[differ]
        who += [one, other]
        keys += [mix(name[other] ^ _PAIR_SALT, name[one]), mix(name[one] ^ _PAIR_SALT, name[other])]
    return np.concatenate(who), np.concatenate(keys)


def of_companies(kinds: Sequence[str | None]) -> NDArray[np.bool_]:
    """Which columns of addresses say where a company is: those of a list that names it first."""
    first = next((kind for kind in kinds if kind in labels_of(NAME) | _COMPANY), None)
    return np.array([first in _COMPANY and kind == "ADDRESS" for kind in kinds], np.bool_)


def column_groups(found: Values, kinds: Sequence[str | None]) -> Ints:
    """The group of each column, named after its column of names or else itself."""
    group = np.arange(len(kinds))
    anchors = [number for number, kind in enumerate(kinds) if kind in labels_of(NAME)]
    names = {number: _named_rows(found, number) for number in anchors}
    if not anchors:
        return np.zeros(len(kinds), np.int64)
    for column in range(len(kinds)):
        if column in names:
            continue
        numbers = np.flatnonzero((found.column == column) & (found.role == ALONE))
        if not len(numbers):
            group[column] = anchors[0]
            continue
        numbers = numbers[np.argsort(found.key[numbers], kind="stable")]
        key = found.key[numbers]
        beside = {number: _name_in(rows, found.row[numbers]) for number, rows in names.items()}
        filled = {number: np.count_nonzero(is_there) for number, (is_there, _) in beside.items()}
        best = max(filled.values())
        before = [anchor for anchor in reversed(anchors) if anchor < column]
        after = [anchor for anchor in anchors if anchor > column]
        fitting = (
            anchor
            for anchor in before + after
            if filled[anchor] >= _AS_FILLED * best and _agree(beside[anchor][1], key)
        )
        group[column] = next(fitting, column)
    return group


def _named_rows(found: Values, column: int) -> tuple[NDArray[np.int32], Keys]:
    """The rows that have a name in a column, ascending, and the first name of each, 0 if masked."""
    here = (found.column == column) & (found.role == NAME)
    rows, first = np.unique(found.row[here], return_index=True)
    return rows, found.key[here][first]


def _name_in(
    named: tuple[NDArray[np.int32], Keys], rows: NDArray[np.int32]
) -> tuple[NDArray[np.bool_], Keys]:
    """Whether each of some rows has a name, and which, 0 where there is none that can be read."""
    have, keys = named
    if not len(have):
        return np.zeros(len(rows), np.bool_), np.zeros(len(rows), np.uint64)
    at = np.minimum(np.searchsorted(have, rows), len(have) - 1)
    there = have[at] == rows
    return there, np.where(there, keys[at], np.uint64(0))


def _agree(names: Keys, keys: Keys) -> bool:
    """Whether rows with one number have one name; ``keys`` are sorted."""
    same = (keys[1:] == keys[:-1]) & (names[1:] != 0) & (names[:-1] != 0)
    pairs = np.count_nonzero(same)
    alike = np.count_nonzero(names[1:][same] == names[:-1][same])
    return bool(pairs < _REPEATS or alike >= _AGREEING * pairs)

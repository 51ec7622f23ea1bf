"""How many people some lists are about: those who share a number are one person."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.triage.list_people import ListPeople, nobody
from leakbench.benchmarks.triage.value_keys import Keys
from leakbench.generator.persons.linking import join

_SHARES: Final = 32  # of the keys, by their first bits
_SHARE_BITS: Final = np.uint64(59)
_MOST_OF_SMALL: Final = 2**31

Ints = NDArray[np.int64]


class People(NamedTuple):
    """The people that lists are about.

    Attributes:
        number: How many can be told apart from all others.
        names_alone: Different names that stand without anything that tells their bearers apart.
        records: Of each list the records that are about somebody, and the number of whom each is
            first about, shape (records about somebody,) each.
        people: Of each list the numbers of whom it is about, ascending.
    """

    number: int
    names_alone: int
    records: list[tuple[Ints, Ints]]
    people: list[Ints]


class _Linked(NamedTuple):
    """People of all lists, linked.

    Attributes:
        firsts: Where the people of each list begin, and those of the last one end.
        person: The number of each, shape (people of all lists,).
        distinct: Which of these numbers can be told apart from all others.
        names_alone: As in ``People``.
    """

    firsts: Ints
    person: Ints
    distinct: NDArray[np.bool_]
    names_alone: int


def people(lists: Sequence[ListPeople]) -> People:
    """Link the people of all lists.

    A name with an address alone is taken for somebody of that name whom a number tells apart, if
    there is anybody: what was written about them once more, without the number.
    """
    firsts, person, distinct, names_alone = _linked(lists)
    records, here = [], []
    for one, first, end in zip(lists, firsts[:-1], firsts[1:], strict=True):
        told = distinct[person[first:end]]
        good = (one.records >= 0) & np.append(told, values=False)[one.records]
        row = np.flatnonzero(good.any(axis=1))
        whom = one.records[row, good[row].argmax(axis=1)]
        records.append((row, person[first:end][whom]))
        here.append(np.unique(person[first:end][told]))
    return People(int(np.count_nonzero(distinct)), names_alone, records, here)


def how_many(lists: Sequence[ListPeople]) -> int:
    """``people(lists).number`` in less memory."""
    return int(np.count_nonzero(_linked(lists).distinct))


def _linked(lists: Sequence[ListPeople]) -> _Linked:
    firsts = np.cumsum([0, *(len(one.alone) for one in lists)])
    small = np.int32 if firsts[-1] < _MOST_OF_SMALL else np.int64  # half the memory
    person, firsts = np.arange(firsts[-1], dtype=small), firsts.astype(small)
    for share in range(_SHARES):
        linked, key = _links(lists, firsts, share)
        order = np.argsort(key, kind="stable")
        join(person, linked[order], key[order])
    distinct = np.zeros(len(person), np.bool_)
    distinct[person[_all(lists, "alone")]] = True
    bearer, name = _all(lists, "bearer", firsts), _all(lists, "name")
    with_more = _all(lists, "with_more")
    known = np.zeros(len(name), np.bool_)
    theirs = distinct[person[bearer]]
    for share in range(_SHARES):
        some = np.flatnonzero(name >> _SHARE_BITS == share)
        known[some] = np.isin(name[some], name[some[theirs[some]]])
    del theirs
    distinct[person[bearer[with_more & ~known]]] = True
    unknown = ~distinct[person[bearer]] & ~known
    return _Linked(firsts, person, distinct, len(np.unique(name[unknown])))


def _links(lists: Sequence[ListPeople], firsts: Ints, share: int) -> tuple[Ints, Keys]:
    """Who has each key, of a share of the keys: to sort all of them takes memory."""
    linked, keys = [np.zeros(0, np.int64)], [np.zeros(0, np.uint64)]
    for one, first in zip(lists, firsts, strict=False):
        here = one.key >> _SHARE_BITS == share
        linked.append(one.linked[here].astype(np.int64) + first)
        keys.append(one.key[here])
    return np.concatenate(linked), np.concatenate(keys)


def _all(lists: Sequence[ListPeople], field: str, firsts: Ints | None = None) -> NDArray[Any]:
    """A field of all lists; with ``firsts``, places in a list become places among all."""
    parts = [getattr(one, field) for one in (nobody(), *lists)]
    if firsts is not None:
        parts = [part + first for part, first in zip(parts, [0, *firsts], strict=False)]
    return np.concatenate(parts)

"""The people of a list, or of a part of its rows, once repetitions within it are taken out.

This is what is kept of a list: whoever counts people over many lists needs no more, and it is a
fraction of the mentions.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.triage.mentions import Mentions
from leakbench.benchmarks.triage.value_keys import Keys
from leakbench.generator.persons.linking import join, mix

_MOST_IN_A_RECORD: Final = 8  # people of one record that are looked at for whom it is first about

Places = NDArray[np.int32]


class ListPeople(NamedTuple):
    """The people of a list, and its records without repetitions.

    Attributes:
        alone: Whether a number or an account tells each from others, shape (people,).
        bearer: Who bears each name, shape (names,).
        name: The name's key.
        with_more: Whether something beside the name tells its bearer.
        linked: Who has each key, shape (links,).
        key: What they share with the same person elsewhere.
        records: The people whom each record is about, in order, -1 behind the last, shape (records,
            most people of a record).
        times: Minutes that each record names, -1 for none, shape (records, times).
    """

    alone: NDArray[np.bool_]
    bearer: Places
    name: Keys
    with_more: NDArray[np.bool_]
    linked: Places
    key: Keys
    records: Places
    times: Places


def nobody() -> ListPeople:
    """A list that is about nobody."""
    none, flags, keys = np.zeros(0, np.int32), np.zeros(0, np.bool_), np.zeros(0, np.uint64)
    records = np.zeros((0, 1), np.int32)
    return ListPeople(flags, none, keys, flags, none, keys, records, records[:, :0])


def list_people(made: Mentions, times: Places, *, apart: bool = False) -> ListPeople:
    """The people of some rows.

    Args:
        made: Their mentions.
        times: The minutes that each row names, -1 for none, shape (rows, times).
        apart: Whether everybody whom a row is about is a record, as in a line of a text.
    """
    if not len(made.row):
        return nobody()._replace(times=np.zeros((0, times.shape[1]), np.int32))
    person = np.arange(len(made.row))
    for link, key in ((made.link, made.key), (made.twice, made.in_row)):
        order = np.argsort(key, kind="stable")
        join(person, link[order], key[order])
    first, numbered = np.unique(person, return_inverse=True)
    local: Places = numbered.astype(np.int32)
    alone = np.zeros(len(first), np.bool_)
    alone[local[made.alone]] = True
    named = np.flatnonzero(made.name)
    bearer, name, which = _pairs(local[named], made.name[named])
    with_more = np.zeros(len(name), np.bool_)
    with_more[which[made.named[named]]] = True
    linked, key, _ = _pairs(local[made.link], made.key)
    row, at = np.unique(made.row, return_index=True)
    if apart:
        row, at = made.row, np.arange(len(made.row))
    records, when = _records(local, at), times[row]
    kept = _different(np.concatenate([records, when], axis=1))
    return ListPeople(alone, bearer, name, with_more, linked, key, records[kept], when[kept])


def joined(parts: Sequence[ListPeople]) -> ListPeople:
    """Parts of one list as one; whoever is in several stays there several times."""
    firsts = np.cumsum([0, *(len(one.alone) for one in parts)])[:-1].astype(np.int32)
    width = max((one.records.shape[1] for one in parts), default=1)
    moved = [
        one._replace(
            bearer=one.bearer + first,
            linked=one.linked + first,
            records=_widened(np.where(one.records < 0, one.records, one.records + first), width),
        )
        for one, first in zip(parts, firsts, strict=True)
    ]
    return ListPeople(*(np.concatenate(column) for column in zip(*moved, strict=True)))


def _widened(records: Places, width: int) -> Places:
    more = width - records.shape[1]
    return np.pad(records, ((0, 0), (0, more)), constant_values=-1).astype(np.int32)


def _pairs(person: Places, key: Keys) -> tuple[Places, Keys, NDArray[np.int64]]:
    """Different pairs of a person and a key, and which of them each given one is."""
    mixed = mix(person.astype(np.uint64), key)
    _, first, which = np.unique(mixed, return_index=True, return_inverse=True)
    return person[first], key[first], which


def _records(person: Places, at: NDArray[np.int64]) -> Places:
    """The people of each row; ``at`` is the place of each row's first mention."""
    sizes = np.diff(np.append(at, len(person)))
    width = min(int(sizes.max()), _MOST_IN_A_RECORD)
    records = np.full((len(at), width), -1, np.int32)
    for place in range(width):
        has = sizes > place
        records[has, place] = person[at[has] + place]
    return records


def _different(rows: Places) -> NDArray[np.int64]:
    """The places of the first of each kind of row, ascending."""
    mixed = np.zeros(len(rows), np.uint64)
    for column in rows.T:
        mixed = mix(mixed, column.astype(np.int64).astype(np.uint64))
    return np.sort(np.unique(mixed, return_index=True)[1])

"""How many people some lists are about: mentions that share a number are one person."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from leakbench.benchmarks.triage.mentions import Ints, Mentions
from leakbench.generator.persons.linking import join


class People(NamedTuple):
    """The people that lists are about.

    Attributes:
        number: How many can be told apart from all others.
        names_alone: Different names that stand without anything that tells their bearers apart.
        records: The person of each row of each list that is about one, shape (rows with a person,)
            each: the row, and the person's number.
    """

    number: int
    names_alone: int
    records: list[tuple[Ints, Ints]]


def people(lists: Sequence[Mentions]) -> People:
    """Link the mentions of all lists into people.

    A name with an address alone is taken for somebody of that name whom a number tells apart, if
    there is anybody: what was written about them once more, without the number.
    """
    sizes = np.cumsum([0, *(len(one.row) for one in lists)])
    person = np.arange(sizes[-1])
    alone, named, name, key = (
        np.concatenate([getattr(one, field) for one in lists])
        for field in ("alone", "named", "name", "key")
    )
    link = np.concatenate([one.link + first for one, first in zip(lists, sizes, strict=False)])
    order = np.argsort(key, kind="stable")
    join(person, link[order], key[order])
    distinct = np.zeros(len(person), np.bool_)
    distinct[person[alone]] = True
    known = np.isin(name, name[distinct[person]])
    distinct[person[named & ~known]] = True
    unknown = ~distinct[person] & (name != 0) & ~known
    records = []
    for one, first, end in zip(lists, sizes[:-1], sizes[1:], strict=True):
        mine = np.flatnonzero(distinct[person[first:end]])
        row, at = np.unique(one.row[mine], return_index=True)
        records.append((row, person[first:end][mine[at]]))
    return People(int(np.count_nonzero(distinct)), len(np.unique(name[unknown])), records)

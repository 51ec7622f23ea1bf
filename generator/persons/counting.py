"""How many people and records some lists amount to, by what is true of them.

A natural person counts who has a number or account of their own that stands whole in some list, or
a name together with an address, birth date or number plate in one record. A person counts once
however often they appear. A record counts once for each person it is first about and each set of
tiers; where records name points in time, those that share one are the same: two calls are two
records, one call in two lists is one, and so is a stay whose arrival is missing in one of them.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.entities import entities
from leakbench.generator.persons.identifiers import NAME, NAMED, labels_of
from leakbench.generator.persons.linking import join, mix
from leakbench.generator.persons.list_truth import ListTruth
from leakbench.generator.persons.tier_counts import TierCounts, Tiers

Ints = NDArray[np.int64]


class About(NamedTuple):
    """Whom a list is about.

    Attributes:
        row: Record of everybody whom it tells from all others, ascending, shape (mentions,).
        subject: Who that is; within a record in the order of the columns, shape (mentions,).
        named: Everybody who is named, each once.
        event_times: The points in time of each record that is about somebody, in order, shape
            (records about somebody, columns of points in time).
        tiers: What the law may count a record for; none if the list is about nobody.
    """

    row: Ints
    subject: Ints
    named: Ints
    event_times: Ints
    tiers: Tiers

    @property
    def first(self) -> Ints:
        """Whom each record is first about, shape (records about somebody,)."""
        return self.subject[np.unique(self.row, return_index=True)[1]]


class TrueCounts(NamedTuple):
    """What some lists amount to.

    Attributes:
        people: Different natural persons that can be told apart.
        names_alone: Different people of whom nothing but a name is there.
        tier_counts: Records without duplicates, by tiers.
    """

    people: int
    names_alone: int
    tier_counts: TierCounts


def about(truth: ListTruth) -> About:
    """Whom a list is about: everybody whom a record tells from all others, by row and column."""
    direct = [name for name, entity in entities().items() if entity.identifier == "direct"]
    alone = np.isin(truth.label, sorted(set(direct) - labels_of(NAME)))
    named = np.isin(truth.label, list(labels_of(NAME)))
    pair = np.unique(np.stack([truth.row, truth.subject]), axis=1, return_inverse=True)[1].ravel()
    has_name = np.zeros(len(pair), np.bool_)
    has_name[pair[named]] = True
    with_name = np.isin(truth.label, list(labels_of(NAMED))) & has_name[pair]
    kept = np.flatnonzero(alone | with_name)
    kept = kept[np.lexsort((truth.column[kept], truth.row[kept]))]
    row, subject = truth.row[kept], truth.subject[kept]
    event_times = truth.event_times[np.unique(row)]
    return About(row, subject, np.unique(truth.subject[named]), event_times, truth.tiers)


def true_counts(lists: Sequence[About]) -> TrueCounts:
    """What lists of one population amount to together."""
    persons = _all_of([one.subject for one in lists])
    alone = np.setdiff1d(_all_of([one.named for one in lists]), persons)
    parts = [(one.first, one.tiers, one.event_times) for one in lists if one.tiers]
    return TrueCounts(len(persons), len(alone), count_records(parts))


def _all_of(parts: Sequence[Ints]) -> Ints:
    return np.unique(np.concatenate([np.empty(0, np.int64), *parts]))


def count_records(parts: Sequence[tuple[Ints, Tiers, Ints]]) -> TierCounts:
    """Records without duplicates; each part has the persons and event times of some."""
    counts: dict[Tiers, int] = {}
    for tiers in sorted({tiers for _, tiers, _ in parts}):
        mine = [(person, when) for person, kind, when in parts if kind == tiers]
        person = np.concatenate([person for person, _ in mine])
        if len(person):
            counts[tiers] = _events(person, [when for _, when in mine])
    return TierCounts(counts)


def _events(person: Ints, times: Sequence[Ints]) -> int:
    """How many records are left of some when those of one person and time are one."""
    first = np.cumsum([0, *(len(when) for when in times)])
    places = [np.nonzero(when >= 0) for when in times]
    link = np.concatenate([row + at for (row, _), at in zip(places, first, strict=False)])
    when = np.concatenate([when[place] for when, place in zip(times, places, strict=True)])
    key = mix(person[link].astype(np.uint64), when.astype(np.uint64))
    order = np.argsort(key, kind="stable")
    event = np.arange(len(person))
    join(event, link[order], key[order])
    # A record that lost its time repeats another one of the same person if there is any.
    untimed = np.setdiff1d(person, person[link])
    return len(np.unique(event[link])) + len(untimed)

"""What a collection of lists amounts to: people, records by legal tier, and the verdict.

A collection is everything that was found with somebody: lists of several kinds, some of them the
same list bought twice, worn, cut or put in another order. A person counts once however often they
appear. A record counts once for each person it is first about and each set of tiers; where records
name points in time, those that share one are the same: two calls are two records, one call in two
lists is one, and so is a stay whose arrival is missing in one of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.benchmarks.columns.column_kinds import column_kinds
from leakbench.benchmarks.running.answering import answers
from leakbench.benchmarks.running.entrants import Entrant
from leakbench.benchmarks.triage.event_times import event_times
from leakbench.benchmarks.triage.lists import RecordList, Truth, same_population
from leakbench.benchmarks.triage.mentions import Mentions, mentions
from leakbench.benchmarks.triage.name_recovery import recovered_names
from leakbench.benchmarks.triage.people import join, people
from leakbench.benchmarks.triage.tiers import Rule, TierCounts, Tiers, rule_of
from leakbench.benchmarks.triage.values import NAME, NAMED, Values, labels_of, mix, values
from leakbench.generator.entities import entities

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a collection amounts to.

    Attributes:
        people: Different natural persons that can be told apart.
        names_alone: Different names beside which nothing tells their bearers apart.
        tier_counts: Records without duplicates, by tiers.
        kinds: Name of each list, and what kind of list it was taken for.
    """

    people: int
    names_alone: int
    tier_counts: TierCounts
    kinds: tuple[tuple[str, str], ...] = ()

    def summary(self) -> dict[str, Any]:
        """As JSON values."""
        lower, upper = self.tier_counts.verdicts
        counts = self.tier_counts.counts
        return {
            "people": self.people,
            "names_alone": self.names_alone,
            "records": sum(counts.values()),
            "tiers": {"/".join(map(str, tiers)): count for tiers, count in sorted(counts.items())},
            "crossed": self.tier_counts.crossed(),
            "lower_sum": round(self.tier_counts.lower, 4),
            "upper_sum": round(self.tier_counts.upper, 4),
            "lower": lower,
            "upper": upper,
            "lists": dict(self.kinds),
        }


def assess(lists: Sequence[RecordList], one: Entrant) -> Assessment:
    """What a collection amounts to, as a detector sees it.

    Raises:
        DetectorFailedError: The detector fails.
    """
    seen: list[Mentions] = []
    under: list[Rule] = []
    times: list[Ints] = []
    for serial, records in enumerate(lists):
        batches = records.batches()
        found = answers(one, batches)
        kinds = column_kinds(batches, found)
        seen.append(mentions(_read(batches, found, kinds), kinds, serial))
        when = event_times(records.strings)
        headers = records.strings.schema.names
        under.append(rule_of(kinds, headers, has_event_times=when.shape[1] > 0))
        times.append(when)
    distinct = people(seen)
    parts = [
        (person, rule.tiers, when[row])
        for (row, person), rule, when in zip(distinct.records, under, times, strict=True)
    ]
    taken = tuple((each.name, rule.name) for each, rule in zip(lists, under, strict=True))
    return Assessment(distinct.number, distinct.names_alone, _count_records(parts), taken)


def true_assessment(lists: Sequence[RecordList]) -> Assessment | None:
    """What a collection of generated lists amounts to; None where that is not known.

    A natural person counts who has a number or account of their own that stands whole in some
    list, or a name together with an address, birth date or number plate in one record.
    """
    if not same_population(lists):
        return None
    subjects: list[Ints] = []
    names: list[Ints] = []
    parts = []
    for one in lists:
        assert one.truth is not None  # noqa: S101 - for the type checker: asked above
        row, subject = _distinct(one.truth)
        subjects.append(subject)
        named = np.isin(one.truth.label, list(labels_of(NAME)))
        names.append(one.truth.subject[named])
        row, first = np.unique(row, return_index=True)
        if one.truth.tiers:
            parts.append((subject[first], one.truth.tiers, one.truth.event_times[row]))
    persons = np.unique(np.concatenate(subjects))
    alone = np.setdiff1d(np.concatenate(names), persons)
    return Assessment(len(persons), len(alone), _count_records(parts))


def _distinct(found: Truth) -> tuple[Ints, Ints]:
    """Row and subject of everybody whom a record tells from all others, by row and column."""
    direct = [name for name, entity in entities().items() if entity.identifier == "direct"]
    alone = np.isin(found.label, sorted(set(direct) - labels_of(NAME)))
    pair = np.unique(np.stack([found.row, found.subject]), axis=1, return_inverse=True)[1].ravel()
    has_name = np.zeros(len(pair), np.bool_)
    has_name[pair[np.isin(found.label, list(labels_of(NAME)))]] = True
    with_name = np.isin(found.label, list(labels_of(NAMED))) & has_name[pair]
    kept = np.flatnonzero(alone | with_name)
    kept = kept[np.lexsort((found.column[kept], found.row[kept]))]
    return found.row[kept], found.subject[kept]


def _read(
    batches: Sequence[pa.RecordBatch],
    found: Sequence[pa.RecordBatch],
    kinds: Sequence[str | None],
) -> Values:
    """The values of a list, found ones before those passed over."""
    firsts = np.cumsum([0, *(batch.num_rows for batch in batches)]).tolist()
    parts = [
        read(batch, answer, kinds, first)
        for read in (values, recovered_names)
        for batch, answer, first in zip(batches, found, firsts, strict=False)
    ]
    return Values(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _count_records(parts: Sequence[tuple[Ints, Tiers, Ints]]) -> TierCounts:
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

"""What a collection of lists amounts to: people, records by legal tier, and the verdict.

A collection is everything that was found with somebody: lists of several kinds, some of them the
same list bought twice, worn, cut or put in another order. A person counts once however often they
appear. A record counts once for each person it is first about and each set of tiers; where records
name points in time, those that share one are the same: two calls are two records, one call in two
lists is one, and so is a stay whose arrival is missing in one of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from leakbench.benchmarks.running.entrants import Entrant
from leakbench.benchmarks.triage.list_people import ListPeople
from leakbench.benchmarks.triage.list_reading import read_list
from leakbench.benchmarks.triage.lists import RecordList, same_population
from leakbench.benchmarks.triage.people import people
from leakbench.benchmarks.triage.tiers import Rule
from leakbench.generator.persons.counting import about, count_records, true_counts
from leakbench.generator.persons.tier_counts import TierCounts


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
    read = [read_list(each.strings.schema.names, each.batches(), one) for each in lists]
    found = assessed([(each.people, each.rule) for each in read])
    taken = tuple((a.name, b.rule.name) for a, b in zip(lists, read, strict=True))
    return replace(found, kinds=taken)


def assessed(lists: Sequence[tuple[ListPeople, Rule]]) -> Assessment:
    """What lists amount to together, of each of which is known whom it is about and its rule."""
    distinct = people([whom for whom, _ in lists])
    parts = [
        (person, rule.tiers, whom.times[row].astype(np.int64))
        for (row, person), (whom, rule) in zip(distinct.records, lists, strict=True)
    ]
    return Assessment(distinct.number, distinct.names_alone, count_records(parts))


def true_assessment(lists: Sequence[RecordList]) -> Assessment | None:
    """What a collection of generated lists amounts to; None where that is not known."""
    if not same_population(lists):
        return None
    found = true_counts([about(one.truth) for one in lists if one.truth is not None])
    return Assessment(found.people, found.names_alone, found.tier_counts)

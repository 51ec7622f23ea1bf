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
from leakbench.benchmarks.triage.lists import RecordList, same_population
from leakbench.benchmarks.triage.mentions import Mentions, mentions
from leakbench.benchmarks.triage.name_recovery import recovered_names
from leakbench.benchmarks.triage.people import people
from leakbench.benchmarks.triage.tiers import Rule, rule_of
from leakbench.benchmarks.triage.values import Values, values
from leakbench.generator.persons.counting import about, count_records, true_counts
from leakbench.generator.persons.event_times import event_times
from leakbench.generator.persons.tier_counts import TierCounts

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
    return Assessment(distinct.number, distinct.names_alone, count_records(parts), taken)


def true_assessment(lists: Sequence[RecordList]) -> Assessment | None:
    """What a collection of generated lists amounts to; None where that is not known."""
    if not same_population(lists):
        return None
    found = true_counts([about(one.truth) for one in lists if one.truth is not None])
    return Assessment(found.people, found.names_alone, found.tier_counts)


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

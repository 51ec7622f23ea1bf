"""Recall above spans out of results: counts add up over corpora, ratios follow."""

import operator
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self

from leakbench.benchmarks.scoring.identifiability import kinds
from leakbench.benchmarks.scoring.modes import ratio

Counts = tuple[int, ...]
_NONE: Final = (0, 0)


@dataclass(frozen=True, slots=True)
class Levels:
    """What ``LevelTally`` counted on some corpora; ``+`` joins them.

    Attributes:
        labels: Values and those found, by label of the registry.
        records: Records with a value, and those of which all were found.
        files: Files by their recall in hundredths.
        people: Known people with a value, those of whom all, and at least one were found.
        before: Of these, whom a direct identifier tells, and whom only quasi identifiers do.
        after: The same of what is left once all that was found is redacted.
        values: Values that tell who somebody is, and those of them that are left.
        populations: People of each corpus, among whom nobody else must have the same values.
    """

    labels: Mapping[str, Counts] = field(default_factory=dict)
    records: Counts = _NONE
    files: Mapping[int, int] = field(default_factory=dict)
    people: Counts = (0, 0, 0)
    before: Counts = _NONE
    after: Counts = _NONE
    values: Counts = _NONE
    populations: Counts = ()

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """The counts that a result keeps."""
        exposure = {name: tuple(counts) for name, counts in kept["exposure"].items()}
        return cls(
            labels={label: tuple(counts) for label, counts in kept["labels"].items()},
            records=tuple(kept["records"]),
            files={int(one): many for one, many in kept["files"].items()},
            people=tuple(kept["people"]),
            **exposure,
            populations=(kept["people"][0],) if kept["people"][0] else (),
        )

    def __add__(self, other: "Levels") -> "Levels":
        """Join two corpora."""
        return Levels(
            {
                label: _added(self.labels.get(label, _NONE), other.labels.get(label, _NONE))
                for label in {**self.labels, **other.labels}
            },
            _added(self.records, other.records),
            {
                one: self.files.get(one, 0) + other.files.get(one, 0)
                for one in {*self.files, *other.files}
            },
            _added(self.people, other.people),
            _added(self.before, other.before),
            _added(self.after, other.after),
            _added(self.values, other.values),
            self.populations + other.populations,
        )

    def unanswered(self) -> "Levels":
        """The same records, of which a detector says nothing."""
        files = sum(self.files.values())
        return Levels(
            {label: (counted, 0) for label, (counted, _) in self.labels.items()},
            (self.records[0], 0),
            {0: files} if files else {},
            (self.people[0], 0, 0),
            self.before,
            self.before,
            (self.values[0], self.values[0]),
            self.populations,
        )

    @property
    def truth(self) -> int:
        """Values in all."""
        return sum(counted for counted, _ in self.labels.values())

    @property
    def spans(self) -> float | None:
        """Recall of values, of whatever label."""
        return self.recall_of(self.labels)

    @property
    def whole_records(self) -> float | None:
        """Records of which every value was found."""
        return ratio(self.records[1], self.records[0])

    @property
    def whole_people(self) -> float | None:
        """People of whom every value was found."""
        return ratio(self.people[1], self.people[0])

    @property
    def people_noticed(self) -> float | None:
        """People of whom at least one value was found."""
        return ratio(self.people[2], self.people[0])

    def recall_of(self, labels: Mapping[str, Any] | frozenset[str]) -> float | None:
        """Recall of values of some labels."""
        mine = [counts for label, counts in self.labels.items() if label in labels]
        return ratio(sum(found for _, found in mine), sum(counted for counted, _ in mine))

    def recall_of_kind(self, kind: str) -> float | None:
        """Recall of direct or of quasi identifiers."""
        return self.recall_of(frozenset(label for label, one in kinds().items() if one == kind))

    def recall_of_files(self, share: float) -> float | None:
        """The highest recall in so large a share of the files, the worst ones, in hundredths."""
        files = sorted(self.files.items())
        left = share * sum(self.files.values())
        for hundredths, many in files:
            left -= many
            if left <= 0:
                return hundredths / 100
        return None

    @property
    def exposed(self) -> float | None:
        """People who can be told by what is left, of all."""
        return ratio(sum(self.after), self.people[0])

    @property
    def exposed_by_direct(self) -> float | None:
        """People of whom a direct identifier is left, of all."""
        return ratio(self.after[0], self.people[0])

    @property
    def values_left(self) -> float | None:
        """Values that tell who somebody is and can still be read, at least in part."""
        return ratio(self.values[1], self.values[0])

    @property
    def exposed_per_100(self) -> float | None:
        """People who can be told, for 100 of the values left."""
        return ratio(100 * sum(self.after), self.values[1])

    def row(self) -> dict[str, float | None]:
        """All of them on a line."""
        return {
            "spans": self.spans,
            "records": self.whole_records,
            "people": self.whole_people,
            "noticed": self.people_noticed,
            "direct": self.recall_of_kind("direct"),
            "quasi": self.recall_of_kind("quasi"),
            "exposed": self.exposed,
            "per_100_left": self.exposed_per_100,
        }


def _added(one: Counts, other: Counts) -> Counts:
    return tuple(map(operator.add, one, other))

"""All lists of a scan taken together: people, records by legal tier, and what was copied."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from leakbench.benchmarks.scanning.scan import Scan, SheetPlace
from leakbench.benchmarks.triage.assessment import Assessment, assessed, true_assessment
from leakbench.benchmarks.triage.copies import Copy, copies
from leakbench.benchmarks.triage.copy_comparison import Listed
from leakbench.benchmarks.triage.lists import generated
from leakbench.benchmarks.triage.people import how_many
from leakbench.benchmarks.triage.tiers import rules
from leakbench.benchmarks.triage.uncertainty import Interval, intervals
from leakbench.generator.datasets.dataset import open_dataset
from leakbench.generator.persons.tier_counts import verdict

_COMPARED: Final = 500_000  # records that are compared; of more, those of a share of the people
STATUSES: Final = ("counted", "skipped", "unreadable")


@dataclass(frozen=True, slots=True)
class Holding:
    """What was found, and what it amounts to.

    Attributes:
        scan: What was read.
        lists: The sheets that are lists of people.
        assessment: What they amount to together.
        in_passing: People whom only other files name.
        copies: Which list was copied from which, by their places in ``lists``.
        intervals: Between what numbers of people and sums are; None where nobody knows.
    """

    scan: Scan
    lists: Sequence[SheetPlace]
    assessment: Assessment
    in_passing: int
    copies: Sequence[Copy]
    intervals: dict[str, Interval] | None

    @property
    def incomplete(self) -> list[dict[str, Any]]:
        """Files of which something could not be read."""
        return [one for one in self.scan.contents if is_incomplete(one)]

    def summary(self) -> dict[str, Any]:
        """As JSON values."""
        counts = Counter(one["status"] for one in self.scan.contents)
        found = self.assessment.summary()
        found.pop("lists")
        return {
            **found,
            "in_passing": self.in_passing,
            "lists": len(self.lists),
            "list_rows": sum(one.record["rows"] for one in self.lists),
            "rows": sum(one["rows"] for one in self.scan.contents),
            "files": {status: counts[status] for status in STATUSES},
            "incomplete": len(self.incomplete),
            "intervals": None if self.intervals is None else self._between(),
            "copies": [self._copy(one) for one in self.copies],
        }

    def _between(self) -> dict[str, Any]:
        assert self.intervals is not None  # noqa: S101 - for the type checker: asked above
        whom, lower, upper = (self.intervals[name] for name in ("people", "lower_sum", "upper_sum"))
        return {
            "people": [round(whom.low), round(whom.high)],
            "lower_sum": [round(lower.low, 4), round(lower.high, 4)],
            "upper_sum": [round(upper.low, 4), round(upper.high, 4)],
            "lower": [verdict(lower.low), verdict(lower.high)],
            "upper": [verdict(upper.low), verdict(upper.high)],
        }

    def _copy(self, one: Copy) -> dict[str, Any]:
        return {
            "from": self.lists[one.parent].name,
            "to": self.lists[one.child].name,
            "shared": one.shared,
            "containment": round(one.containment, 4),
            "kind": one.kind,
        }


def is_incomplete(content: dict[str, Any]) -> bool:
    """Whether something of a file could not be read: all of it, the rest of it, or some rows."""
    broken = content["problem"] is not None and content["status"] != "skipped"
    return broken or any(one["rows"] for one in content["problems"])


def hold(scan: Scan, detector: str) -> Holding:
    """What a scan amounts to.

    Args:
        scan: What was read.
        detector: Who read, whose measured errors say how sure the numbers are.
    """
    told = [one for one in scan.sheets() if one.record["people"]]
    lists = [one for one in told if one.record["list"]]
    others = [one for one in told if not one.record["list"]]
    by_name = {rule.name: rule for rule in rules()}
    made_of = copies(_listed(scan, lists))  # first, while memory is whole
    whom = [scan.people(one) for one in lists]
    found = assessed(
        [(one, by_name[place.record["rule"]]) for one, place in zip(whom, lists, strict=True)]
    )
    everybody = how_many([*whom, *map(scan.people, others)]) if others else found.people
    return Holding(
        scan,
        lists,
        found,
        max(0, everybody - found.people),
        made_of,
        intervals(detector, found),
    )


def true_numbers(scan: Scan) -> dict[str, Any] | None:
    """What a scan amounts to in truth, as JSON values; None where nobody knows.

    It is known where everything that was read is datasets of ours, of one population.
    """
    if not scan.found or not all(item.is_dataset for item in scan.found):
        return None
    sets = [open_dataset(item.path) for item in scan.found]
    lists = [generated(one.path.name, one.manifest.spec, one.batches()) for one in sets]
    true = true_assessment(lists)
    return None if true is None else true.summary()


def _listed(scan: Scan, lists: Sequence[SheetPlace]) -> list[Listed]:
    """The lists as they are compared: where there are many records, those of a share of people."""
    total = sum(one.record["records"] for one in lists)
    share = min(1.0, _COMPARED / max(1, total))
    written = {item.shown: item.mtime_ns for item in scan.found}
    return [
        Listed.of(
            scan.cells(one),
            _kinds(one),
            written[one.file],
            share,
        )
        for one in lists
    ]


def _kinds(one: SheetPlace) -> list[str | None]:
    """The label of each column; none of a text."""
    if one.record["kind"] == "text":
        return []
    return [column["kind"] for column in one.record["columns"]]

"""What a sweep leaves behind: counts at every place in one JSON document, and tables of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from leakbench.benchmarks.console.output import number
from leakbench.benchmarks.scoring.counts import Counts
from leakbench.benchmarks.scoring.modes import ratio
from leakbench.benchmarks.sweeps.axes import Axis
from leakbench.benchmarks.sweeps.sweep import METRICS, Point

SCHEMA_VERSION: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """A whole sweep.

    Attributes:
        axis: What changed.
        corpus: The corpus's name.
        identities: What pins the records of each place, by its name.
        rows: Records.
        points: Place by place, one a detector.
        labels: What each detector declares.
        tool: Version, commit and dirty flag of leakbench.
        environment: The machine and its software.
    """

    axis: Axis
    corpus: str
    identities: Mapping[str, dict[str, Any]]
    rows: int
    points: Sequence[Point]
    labels: Mapping[str, frozenset[str]]
    tool: dict[str, Any]
    environment: dict[str, Any]

    @property
    def detectors(self) -> list[str]:
        """Names, in the order in which they answered."""
        return list(dict.fromkeys(point.detector for point in self.points))

    def records(self) -> list[dict[str, Any]]:
        """One flat record a point: detector, place, scores with intervals, failure."""
        return [
            {
                "axis": self.axis.name,
                "place": point.place.name,
                "detector": point.detector,
                **_scores(point),
                "failure": point.failure,
            }
            for point in self.points
        ]

    def forms(self) -> dict[tuple[str, str], dict[str, tuple[int, int]]]:
        """By label and surface form, values shown to each detector and those that it found.

        All places are added up: how a value is written decides, not where it was met.
        """
        table: dict[tuple[str, str], dict[str, tuple[int, int]]] = {}
        for point in self.points:
            if point.counts is None or point.counts.breakdowns is None:
                continue
            for (label, form), (shown, found) in point.counts.breakdowns.forms.items():
                mine = table.setdefault((label, form), {})
                before = mine.get(point.detector, (0, 0))
                mine[point.detector] = (before[0] + shown, before[1] + found)
        return dict(sorted(table.items()))

    def to_json(self) -> dict[str, Any]:
        """The document."""
        return {
            "schema_version": SCHEMA_VERSION,
            "kind": "sweep",
            "tool": self.tool,
            "environment": self.environment,
            "axis": {"name": self.axis.name, "title": self.axis.title},
            "track": self.axis.track,
            "corpus": self.corpus,
            "rows": self.rows,
            "places": [
                {
                    "name": place.name,
                    "at": place.at,
                    "batch_rows": place.batch_rows,
                    **self.identities[place.name],
                    "detectors": [
                        _document(point) for point in self.points if point.place == place
                    ],
                }
                for place in self.axis.places
            ],
        }


def _document(point: Point) -> dict[str, Any]:
    return {
        "name": point.detector,
        "version": point.version,
        "failure": point.failure,
        "scores": _scores(point),
        "counts": None if point.counts is None else point.counts.to_json(),
    }


def _scores(point: Point) -> dict[str, float | None]:
    summary = {} if point.counts is None else point.counts.summary()
    scores: dict[str, float | None] = {}
    for metric in METRICS:
        low, high = point.intervals[metric] or (None, None)
        scores |= {metric: summary.get(metric), f"{metric}_low": low, f"{metric}_high": high}
    return scores | {
        "recall_declared": summary.get("recall_declared"),
        "destroyed": None if point.counts is None else _destroyed(point.counts),
    }


def _destroyed(counts: Counts) -> float | None:
    """The share of all values that are masked or damaged, so that nobody is asked for them."""
    kinds = ("exact_same", "exact_other", "overlap_same", "overlap_other", "missed")
    ignored = counts.count("ignored")
    return ratio(ignored, ignored + sum(counts.count(kind) for kind in kinds))


def scores_table(sweep: Sweep) -> str:
    """Recall, then precision: detectors down, places across, each with its interval."""
    records = {(one["detector"], one["place"]): one for one in sweep.records()}
    places = [place.name for place in sweep.axis.places]
    parts = []
    for metric in METRICS:
        rows = [
            (name, [_with_interval(records[name, place], metric) for place in places])
            for name in sweep.detectors
        ]
        parts += [f"Strict {metric} by {sweep.axis.title}", _table((metric, *places), rows)]
    return "\n\n".join(parts) + "\n"


def forms_table(sweep: Sweep) -> str:
    """Recall of every detector by label and surface form, and how many values there were.

    A dot stands where a detector does not say that it finds the label, and found none.
    """
    names = sweep.detectors
    rows = [
        (
            label,
            [
                form or "–",
                f"{max(shown for shown, _ in mine.values()):,}",
                *(_share(mine.get(name), declared=label in sweep.labels[name]) for name in names),
            ],
        )
        for (label, form), mine in sweep.forms().items()
    ]
    return _table(("label", "form", "values", *names), rows) + "\n"


def _share(counts: tuple[int, int] | None, *, declared: bool) -> str:
    shown, found = counts or (0, 0)
    if not declared and not found:
        return "·"
    share = ratio(found, shown)
    return "–" if share is None else number(share)


def _with_interval(record: Mapping[str, Any], metric: str) -> str:
    value, low, high = (record[f"{metric}{end}"] for end in ("", "_low", "_high"))
    if value is None:
        return "failed" if record["failure"] else "–"
    return number(value) if low is None else f"{number(value)} ({number(low)}–{number(high)})"


def _table(heads: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> str:
    lines = [
        f"| {' | '.join(heads)} |",
        f"| :-- |{' --: |' * (len(heads) - 1)}",
        *(f"| {name} | {' | '.join(cells)} |" for name, cells in rows),
    ]
    return "\n".join(lines)

"""Results as rows to read: one for each result or group of results, and the inside of one."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from leakbench.benchmarks.scoring.breakdowns import NOVELTIES, SHAPES
from leakbench.benchmarks.scoring.counts import Counts, CountsError
from leakbench.benchmarks.scoring.labels import DEPTHS
from leakbench.benchmarks.scoring.modes import ratio
from leakbench.benchmarks.store.level_sums import Levels
from leakbench.benchmarks.store.personal_sums import personal_scores
from leakbench.benchmarks.store.results import Result, scores_of

FACTS: Final = ("corpus", "noise", "strength", "headers", "columns", "identity", "split", "seed")
"""What is true of a whole run, and results are grouped by."""

# What a breakdown's counts give: a name, and what is divided by what.
_SHARES: Final = (
    ("recall", "found", "counted"),
    ("recall", "found", "ignored"),
    ("touched_share", "touched", "shown"),
    ("flagged_share", "free_flagged", "free_records"),
)


def facts(result: Result) -> dict[str, Any]:
    """The facts of a run; None where its corpus has no such thing."""
    spec = result.identity.get("spec") or {}
    return {name: spec.get(name) for name in FACTS} | {
        "corpus": result.corpus,
        "noise": result.noise,
    }


def result_row(result: Result) -> dict[str, Any]:
    """One result: its facts, who it is of, and its summary."""
    return {
        **facts(result),
        "version": result.version,
        "started": result.started,
        **result.summary(),
        **personal_scores([result]),
    }


def pooled(results: Sequence[Result], by: Sequence[str]) -> list[dict[str, Any]]:
    """Scores of every detector over all results that agree in some facts; counts are added.

    Args:
        results: Those without counts are left out.
        by: Some of ``FACTS``.

    Raises:
        CountsError: Results of one group have different labels.
    """
    groups: dict[tuple[Any, ...], tuple[Counts, list[Result]]] = {}
    for result in results:
        if result.counts is None:
            continue
        known = facts(result)
        key = (result.detector, result.track, *(known[name] for name in by))
        if key not in groups:
            groups[key] = (result.counts, [result])
            continue
        counts, members = groups[key]
        try:
            groups[key] = (counts + result.counts, [*members, result])
        except CountsError:
            raise CountsError(
                f"{result.detector}: results on {members[0].corpus} and {result.corpus} have "
                "different labels and do not add up; group by corpus too"
            ) from None
    return [
        {
            "detector": detector,
            "track": track,
            **dict(zip(by, values, strict=True)),
            "results": len(members),
            "rows": sum(member.rows for member in members),
            **scores_of(counts),
            **personal_scores(members),
        }
        for (detector, track, *values), (counts, members) in groups.items()
    ]


def file_row(files: Mapping[str, Any]) -> dict[str, Any]:
    """A line on files, as of ``FileTally.to_json``.

    Returns:
        How many there are, the lowest recall and its quartiles, in how many recall is lower than
        some bounds, and the number of the worst.
    """
    worst = files["worst"]
    return {
        "files": files["counted"],
        **files["recall"],
        **{f"<{bound.lstrip('0')}": number for bound, number in files["below"].items()},
        "worst": worst[0]["file"] if worst else None,
    }


def novelty_row(counts: Counts) -> dict[str, float | None]:
    """Recall over values by how they are written, beside training."""
    return {novelty: counts.recall_of(novelty) for novelty in NOVELTIES}


def inside(result: Result) -> dict[str, list[dict[str, Any]]]:
    """All scores of one result, table by table; nothing where it has no counts.

    Returns:
        ``modes`` at every depth, ``labels`` with their intervals, ``thresholds`` and
        ``reliability`` of a detector that gives scores, ``files`` and ``worst_files``
        where there are some, ``levels`` above spans (``Levels.row``), a table for each
        breakdown, and ``novelty``: how values in forms that ``test`` alone has are found beside
        the others.
    """
    if result.counts is None:
        return {}
    tables: dict[str, list[dict[str, Any]]] = {
        "modes": [
            {"depth": depth, "mode": name, **mode}
            for depth in DEPTHS
            for name, mode in result.counts.modes(depth).items()
        ],
        "labels": _labels(result),
    }
    points = result.summary()["operating_points"]
    if points is not None and points["gives_scores"]:
        tables["thresholds"] = points["sweep"]
        tables["reliability"] = points["reliability"]
    if result.files is not None:
        tables["files"] = [file_row(result.files)]
        tables["worst_files"] = result.files["worst"]
    if result.levels is not None:
        tables["levels"] = [Levels.of(result.levels).row()]
    breakdowns = result.counts.breakdowns
    if breakdowns is None:
        return tables
    for name, (parts, columns) in SHAPES.items():
        share, part, whole = next(one for one in _SHARES if one[2] in columns)
        if getattr(breakdowns, name) is not None:
            tables[name] = [
                {
                    **dict(zip(parts, group, strict=True)),
                    **counts,
                    share: ratio(counts[part], counts[whole]),
                }
                for group, counts in breakdowns.grouped(name).items()
            ]
    tables["novelty"] = [
        {
            "label": label,
            "novelty": novelty,
            "counted": counted,
            "found": found,
            "recall": ratio(found, counted),
        }
        for (label, novelty), (counted, found) in breakdowns.novelty().items()
    ]
    return tables


def _labels(result: Result) -> list[dict[str, Any]]:
    intervals = (result.intervals or {}).get("by_label", {})
    rows = []
    for label, scores in result.summary()["by_label"].items():
        known = intervals.get(label, {})
        low, high = known.get("recall") or (None, None)
        rows.append({"label": label, **scores, "recall_low": low, "recall_high": high})
    return rows

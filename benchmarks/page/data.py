"""What the page is told of results: counts, speed, and where each figure comes from."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from leakbench.benchmarks.scoring.counts import Counts
from leakbench.benchmarks.store.directory import latest
from leakbench.benchmarks.store.false_alarms import alarm_characters, alarms_of
from leakbench.benchmarks.store.level_sums import Levels
from leakbench.benchmarks.store.marks import is_ours
from leakbench.benchmarks.store.personal_sums import personal_sums
from leakbench.benchmarks.store.pooling import Place, in_order, place_of
from leakbench.benchmarks.store.results import Result
from leakbench.benchmarks.store.sums import Sums

BELOW: Final = {"0.5": 50, "0.8": 80, "0.95": 95}
"""Files with fewer hundredths of recall are counted."""


def page_runs(results: Sequence[Result]) -> list[dict[str, Any]]:
    """A plain object for each result, in a fixed order.

    ``all`` are personal values at coarse depth, as in the headline; ``labels`` are each label by
    its own name. Who shares no label with a place missed everything that others were asked there.
    """
    chosen = in_order(latest(results))
    characters = alarm_characters(chosen)
    runs = [{**_run(result), "alarms": alarms_of(result, characters)} for result in chosen]
    places = [place_of(result) for result in chosen]
    asked: dict[Place, dict[str, Any]] = {}
    for place, run in zip(places, runs, strict=True):
        if run["all"] and run["all"]["truth"] >= asked.get(place, run)["all"]["truth"]:
            asked[place] = run
    return [
        {**run, **_unanswered(asked[place])} if run["incomparable"] and place in asked else run
        for place, run in zip(places, runs, strict=True)
    ]


def _unanswered(run: Mapping[str, Any]) -> dict[str, Any]:
    """The counts of whoever says nothing of the same records."""
    files = run["files"]
    return {
        "all": _missed(run["all"]),
        "labels": {name: _missed(one) for name, one in run["labels"].items() if one["truth"]},
        "files": files
        and {**files, "below": dict.fromkeys(BELOW, files["counted"]), "complete": 0},
    }


def _missed(counts: Mapping[str, Any]) -> dict[str, Any]:
    moments = counts["moments"]
    of_truth = None if moments is None else [0, 0, 0, moments[3], 0, 0]
    return {"truth": counts["truth"], "found": 0, "predicted": 0, "moments": of_truth}


def _run(result: Result) -> dict[str, Any]:
    summary = result.summary()
    spec = result.identity.get("spec", {})
    timing = result.timing
    hashed = result.identity.get("content_hash") or result.identity.get("sha256") or ""
    revision = result.tool.get("commit") or ""
    tool = [result.tool.get("version"), revision[:8], "+" if result.tool.get("dirty") else ""]
    machine = [result.environment.get("cpu"), result.environment.get("python")]
    return {
        "corpus": result.corpus,
        "noise": result.noise,
        "headers": spec.get("headers"),
        "track": result.track,
        "detector": result.detector,
        "ours": is_ours([result]),
        "version": result.version,
        "rows": result.rows,
        "failure": result.failure,
        "incomparable": result.not_comparable is not None,
        "labels": {} if result.counts is None else _by_label(result, result.counts),
        "forms": {} if result.counts is None else _by_form(result.counts),
        "files": None if result.levels is None else _files(Levels.of(result.levels).files),
        "all": None if (told := personal_sums(result)) is None else _whole(told[0]),
        "mb_per_s": summary["mb_per_s"],
        "bytes": 0 if timing is None else sum(timing.bytes),
        "memory_mb": summary["peak_memory_mb"],
        "hash": hashed[:12],
        "tool": " ".join(str(part) for part in tool if part),
        "machine": ", ".join(str(part) for part in machine if part),
    }


def _by_label(result: Result, counts: Counts) -> dict[str, dict[str, Any]]:
    return {label: _counts(result, counts, label) for label in counts.labels_seen()}


def _by_form(counts: Counts) -> dict[str, dict[str, tuple[int, ...]]]:
    """Values and those found, by label, of those written plainly and in forms seen and unseen."""
    forms: dict[str, dict[str, tuple[int, ...]]] = {}
    if counts.breakdowns is not None:
        for (label, novelty), pair in counts.breakdowns.novelty().items():
            forms.setdefault(label, {})[novelty] = pair
    return forms


def _files(by_recall: Mapping[int, int]) -> dict[str, Any] | None:
    """Files, those of low recall, and those of which nothing was missed; None if there are none."""
    counted = sum(by_recall.values())
    below = {
        name: sum(many for hundredths, many in by_recall.items() if hundredths < bound)
        for name, bound in BELOW.items()
    }
    told = {"counted": counted, "below": below, "complete": by_recall.get(100, 0)}
    return told if counted else None


def _whole(sums: Sums) -> dict[str, Any]:
    return {
        "truth": sums.truth,
        "found": sums.found,
        "predicted": sums.predicted,
        "moments": None if sums.moments is None else [int(one) for one in sums.moments],
    }


def _counts(result: Result, counts: Counts, label: str) -> dict[str, Any]:
    intervals: dict[str, Any] = (result.intervals or {}).get("by_label", {}).get(label, {})
    return {
        "truth": counts.support("fine", label),
        "found": counts.count("exact_same", "fine", label),
        "predicted": counts.count("predicted", "fine", label),
        "moments": intervals.get("moments"),
    }

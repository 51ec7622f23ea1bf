"""What the page is told of results: counts by label, speed, and where each figure comes from."""

from collections.abc import Mapping, Sequence
from typing import Any

from leakbench.benchmarks.scoring.counts import Counts
from leakbench.benchmarks.store.directory import latest
from leakbench.benchmarks.store.false_alarms import alarm_characters, alarms_of
from leakbench.benchmarks.store.marks import is_ours
from leakbench.benchmarks.store.pooling import in_order
from leakbench.benchmarks.store.results import Result


def page_runs(results: Sequence[Result]) -> list[dict[str, Any]]:
    """A plain object for each result, in a fixed order."""
    chosen = in_order(latest(results))
    characters = alarm_characters(chosen)
    return [{**_run(result), "alarms": alarms_of(result, characters)} for result in chosen]


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
        "failure": result.failure or result.not_comparable,
        "incomparable": result.not_comparable is not None,
        "labels": {} if result.counts is None else _by_label(result, result.counts),
        "forms": {} if result.counts is None else _by_form(result.counts),
        "files": None if result.files is None else _files(result.files),
        "all": None if result.counts is None else _counts(result, result.counts, None),
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


def _files(files: Mapping[str, Any]) -> dict[str, Any]:
    """What adds up over corpora."""
    return {name: files[name] for name in ("counted", "below", "complete")}


def _counts(result: Result, counts: Counts, label: str | None) -> dict[str, Any]:
    intervals: dict[str, Any] = result.intervals or {}
    if label is not None:
        intervals = intervals.get("by_label", {}).get(label, {})
    return {
        "truth": counts.support("fine", label),
        "found": counts.count("exact_same", "fine", label),
        "predicted": counts.count("predicted", "fine", label),
        "moments": intervals.get("moments"),
    }

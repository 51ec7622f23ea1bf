"""Results as github-action-benchmark reads them under ``customBiggerIsBetter``."""

from collections.abc import Iterable
from typing import Any, Final

from leakbench.benchmarks.store.results import Result

_FIGURES: Final = (  # of a summary, as they are called, their unit, and by what they are multiplied
    ("recall", "recall", "%", 100),
    ("precision", "precision", "%", 100),
    ("f1", "F1", "%", 100),
    ("rows_per_s", "throughput", "rows/s", 1),
)


def action_benchmark(results: Iterable[Result]) -> list[dict[str, Any]]:
    """The figures of results of which more is better.

    Args:
        results: Those of failed detectors are left out, as is every figure that does not exist.

    Returns:
        One object a figure: ``name``, ``unit``, ``value`` and ``extra``, which pins records and
        versions.
    """
    found = []
    for result in results:
        if result.failure is not None:
            continue
        summary, where = result.summary(), _where(result)
        found += [
            {
                "name": f"{result.detector}: {name} ({where})",
                "unit": unit,
                "value": factor * summary[key],
                "extra": _extra(result),
            }
            for key, name, unit, factor in _FIGURES
            if summary[key] is not None
        ]
    return found


def _where(result: Result) -> str:
    return ", ".join(part for part in (result.corpus, result.noise, result.track) if part)


def _extra(result: Result) -> str:
    """What a reader of a jump in the chart looks for first, line by line."""
    lines = {
        "rows": result.rows,
        "records": result.identity.get("content_hash") or result.identity.get("sha256"),
        "version": result.version,
        "leakbench": result.tool["version"],
        "commit": result.tool["commit"],
        "cpu": result.environment["cpu"],
    }
    return "\n".join(f"{name}: {value}" for name, value in lines.items() if value is not None)

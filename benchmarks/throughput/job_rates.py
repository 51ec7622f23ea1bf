"""How fast whole jobs went, by their rows and workers: of results that an engine made.

It is the job's own rate, from generating records to counting what was found in them, and no
detector's: processes that share a machine slow each other down.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

from leakbench.benchmarks.console.output import markdown
from leakbench.benchmarks.figures.lines import Line, LinePanel, Scale, draw_lines
from leakbench.benchmarks.figures.style import Language, save
from leakbench.benchmarks.store.results import Result, compact_numbers
from leakbench.generator.datasets.outputs import write_text
from leakbench.generator.errors import LeakbenchError

SCHEMA_VERSION: Final = 1
_STEM: Final = "scaling"
_COLUMNS: Final = (
    "corpus", "detector", "rows", "engine", "workers", "seconds", "rows_per_s", "times_one_worker",
    "peak_memory_mb", "f1",
)  # fmt: skip


class NoJobsError(LeakbenchError, LookupError):
    """No result was made by an engine."""

    def __init__(self) -> None:
        super().__init__("no result of a job: leakbench run with --engine or --workers makes them")


def jobs_document(results: Iterable[Result]) -> dict[str, Any]:
    """What all jobs took, each as it was measured.

    Raises:
        NoJobsError: There is none.
    """
    made = [one for one in results if one.job is not None]
    if not made:
        raise NoJobsError
    jobs = [_job(one) for one in made]
    return {
        "kind": "scaling",
        "schema_version": SCHEMA_VERSION,
        "tool": made[0].tool,
        "environment": made[0].environment,
        "jobs": sorted(jobs, key=lambda job: [str(job["detector"]), job["rows"], job["workers"]]),
    }


def _job(result: Result) -> dict[str, Any]:
    assert result.job is not None  # noqa: S101 - for the type checker: asked before
    return {
        "corpus": result.corpus,
        "detector": result.detector,
        "track": result.track,
        "started": result.started,
        "rows": result.rows,
        **result.job,
        "f1": result.summary()["f1"],
    }


def write_jobs(results: Iterable[Result], out: Path, language: Language = "en") -> list[Path]:
    """Write ``scaling.json``, a table ``.md``, and the figure; give their paths."""
    document = jobs_document(results)
    told, table = out / f"{_STEM}.json", out / f"{_STEM}.md"
    text = json.dumps(document, ensure_ascii=False, indent=2)
    write_text(told, compact_numbers(text) + "\n")
    write_text(table, markdown(job_rows(document), _COLUMNS))
    figure = draw_lines(*job_panels(document), language=language)
    return [told, table, *save(figure, out, _STEM, language)]


def job_rows(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A row for each job: the median where the same was measured more than once."""
    rows = []
    for key, jobs in _alike(document["jobs"], "corpus", "detector", "rows", "engine", "workers"):
        alone = [
            job["rows_per_s"]
            for job in document["jobs"]
            if job["workers"] == 1
            and all(job[name] == key[name] for name in ("corpus", "detector", "rows", "engine"))
        ]
        rate = median(job["rows_per_s"] for job in jobs)
        rows.append(
            {
                **key,
                "seconds": median(job["seconds"] for job in jobs),
                "rows_per_s": rate,
                "times_one_worker": rate / median(alone) if alone else None,
                "peak_memory_mb": max(job["peak_memory_bytes"] for job in jobs) / 1e6,
                "f1": jobs[0]["f1"],
            }
        )
    return rows


def job_panels(document: Mapping[str, Any]) -> tuple[list[LinePanel], Scale]:
    """A panel for each detector on each corpus; a line for each number of workers."""
    panels = []
    for key, jobs in _alike(document["jobs"], "corpus", "detector"):
        lines = []
        for by, mine in _alike(jobs, "workers", "engine"):
            rates = [
                (one["rows"], [job["rows_per_s"] for job in same])
                for one, same in _alike(mine, "rows")
            ]
            workers = "1 worker" if by["workers"] == 1 else f"{by['workers']} workers"
            lines.append(
                Line(
                    f"{workers}, {by['engine']}",
                    [rows for rows, _ in rates],
                    [median(one) for _, one in rates],
                    [min(one) for _, one in rates],
                    [max(one) for _, one in rates],
                )
            )
        title = f"{key['corpus']} → {key['detector']} → score"
        panels.append(LinePanel(title, str(document["environment"].get("cpu")), "job_rate", lines))
    ticks = {job["rows"]: f"{job['rows']:,}" for job in document["jobs"]}
    return panels, Scale(axis="rows", ticks=dict(sorted(ticks.items())), log=True)


def _alike(
    jobs: Sequence[Mapping[str, Any]], *names: str
) -> list[tuple[dict[str, Any], list[Mapping[str, Any]]]]:
    """Jobs that agree in some of what they say, in the order in which these come first."""
    found: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for job in jobs:
        found.setdefault(tuple(job[name] for name in names), []).append(job)
    return [(dict(zip(names, key, strict=True)), same) for key, same in found.items()]

"""What many rows would take: core hours and bytes, from rates that were measured on one core."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from leakbench.benchmarks.console.output import number
from leakbench.generator.datasets.manifest import MANIFEST, read_manifest
from leakbench.generator.datasets.outputs import write_text

ROWS: Final = {"10⁹ rows": 10**9, "1.4 × 10⁹ people": 14 * 10**8, "10¹² rows": 10**12}
"""A billion, for a price; a record for each of 1.4 billion people; a trillion."""
STEPS: Final = {
    "generator: legal_person, clean": "generate, in memory",
    "shard: legal_person": "generate, and write Parquet",
    "content hash: legal_person": "hash the content",
    "structured: legal_person, clean": "detect with structured",
    "native: legal_person, clean": "detect with native",
}
"""Cases of ``results/perf.json`` and what a reader calls them; all on one core."""
_LONG: Final = 1_000_000  # rows of a job whose start no longer counts
_HOUR: Final = 3600


def core_hours(perf: Mapping[str, Any], jobs: Sequence[Mapping[str, Any]]) -> str:
    """A table in Markdown: for each step its rate on one core, and core hours for many rows.

    Args:
        perf: ``results/perf.json``, as ``make perf`` writes it.
        jobs: Of ``job_rates.job_rows``; of one worker the longest of each detector is shown, if
            it has a million rows. May be empty.
    """
    found = {case["extra_info"].get("case"): case["extra_info"] for case in perf["benchmarks"]}
    steps = {
        step: found[case]["rows/s"]
        for case, step in STEPS.items()
        if "rows/s" in found.get(case, {})
    }
    alone = [job for job in jobs if job["workers"] == 1 and job["rows"] >= _LONG]
    for job in sorted(alone, key=lambda job: job["rows"]):
        steps[f"generate, detect with {job['detector']}, and score"] = job["rows_per_s"]
    lines = [
        f"| step, in core hours | rows/s of a core | {' | '.join(ROWS)} |",
        f"| :-- | {' | '.join(['--:'] * (1 + len(ROWS)))} |",
    ]
    for step, rate in steps.items():
        hours = [number(rows / rate / _HOUR) for rows in ROWS.values()]
        lines.append(f"| {step} | {rate:,.0f} | {' | '.join(hours)} |")
    return "\n".join(lines) + "\n"


def terabytes(rows_written: int, bytes_written: int) -> str:
    """The same for bytes of Parquet: a table of one line.

    Args:
        rows_written: Of a dataset.
        bytes_written: Its shards have.
    """
    each = bytes_written / rows_written
    cells = [f"{number(rows * each / 1e12)} TB" for rows in ROWS.values()]
    return (
        f"| | bytes of a row | {' | '.join(ROWS)} |\n"
        f"| :-- | {' | '.join(['--:'] * (1 + len(ROWS)))} |\n"
        f"| Parquet of legal_person | {number(each)} | {' | '.join(cells)} |\n"
    )


def write_plan(perf: Path, jobs: Sequence[Mapping[str, Any]], dataset: Path, out: Path) -> None:
    """Write ``core_hours.md`` and ``bytes.md``.

    Args:
        perf: ``results/perf.json``.
        jobs: See ``core_hours``.
        dataset: The directory of one, for its bytes.
        out: Where both go.
    """
    shards = read_manifest(dataset / MANIFEST).shards
    size = sum((dataset / shard.file).stat().st_size for shard in shards)
    write_text(out / "core_hours.md", core_hours(json.loads(perf.read_text("utf-8")), jobs))
    write_text(out / "bytes.md", terabytes(sum(shard.rows for shard in shards), size))

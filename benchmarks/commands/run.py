"""``leakbench run``: detectors over corpora, timed and scored."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leakbench.benchmarks.console.options import (
    SecretSeed,
    corpora_option,
    detectors_option,
    format_option,
    labels_option,
    map_option,
    out_option,
    rows_option,
    spec_options,
    track_option,
)
from leakbench.benchmarks.console.output import emit
from leakbench.benchmarks.console.progress import note, progress
from leakbench.generator.spec import Spec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leakbench.benchmarks.running.choice import Build
    from leakbench.benchmarks.scoring.chunks import Track
    from leakbench.benchmarks.store.results import Result

MAIN_CORPORA = ("exam_roster", "legal_person")
COLUMNS = [
    "corpus", "detector", "track", "rows", "recall", "precision", "f1", "f2", "recall_any",
    "rows_per_s", "mb_per_s", "p50_ms", "p95_ms", "peak_memory_mb",
]  # fmt: skip


@click.command(
    epilog="Example: leakbench run --corpus legal_person --detector regex --detector native "
    "--rows 20000 --out out/run",
    short_help="Score and time detectors.",
)
@corpora_option(
    metavar="NAME|DIR|FILE.jsonl",
    help="A corpus, a dataset's directory, or a labelled file; repeat for more. "
    f"By default {' and '.join(MAIN_CORPORA)}.",
)
@detectors_option()
@rows_option(
    help="How many records of each corpus. By default all of a file or dataset, and of a "
    "generated corpus what the slowest detector answers in half a minute."
)
@click.option(
    "--isolate",
    is_flag=True,
    help="Run every detector in a process of its own: one that crashes, hangs or eats memory "
    "fails alone.",
)
@click.option(
    "--batch-seconds",
    type=click.FloatRange(0, min_open=True),
    help="With --isolate: how long a detector may take over one batch, and to be built.  "
    "[default: 60]",
)
@click.option(
    "--memory-mb",
    type=click.IntRange(1),
    help="With --isolate: resident memory of a detector in 10^6 bytes.  [default: 4096]",
)
@spec_options
@track_option
@labels_option
@map_option
@out_option(
    required=False,
    help="Where result files and raw predictions go, beside those of earlier runs; none are "
    "written without it.",
)
@click.option(
    "--force",
    is_flag=True,
    help="Write into a directory that holds other things than results too; nothing in it is "
    "overwritten.",
)
@format_option
def run(  # noqa: PLR0913 - one argument an option
    *,
    corpora: tuple[str, ...],
    detectors: tuple[str, ...],
    rows: int | None,
    isolate: bool,
    batch_seconds: float | None,
    memory_mb: int | None,
    track: "Track",
    labels: tuple[str, ...] | None,
    mapping: dict[str, str],
    out: Path | None,
    force: bool,
    form: str,
    **chosen: Any,
) -> None:
    """Run detectors over corpora, all on the same records; score and time them.

    recall, precision and f1 count spans whose boundaries and label are right; recall_any is the
    share of the characters of labelled values that was found under whatever label. f2 weighs
    recall twice. Where values are not all written plainly, a second table has recall by how they
    are: plainly, in forms that the training split has (seen), or that test alone has (unseen).
    Where a corpus consists of files, another one has recall over them, in how many it is lower than
    .5, .8 and .95, and which is the worst: leakbench errors --file shows it. The JSON has more, and
    the files have all counts: see leakbench results show.
    """
    from leakbench.benchmarks.running.choice import choose
    from leakbench.benchmarks.running.runner import Scoring
    from leakbench.benchmarks.running.runner import run as run_all
    from leakbench.benchmarks.sources.fresh import reseeded
    from leakbench.benchmarks.sources.opening import open_sources
    from leakbench.benchmarks.store.directory import add_result, raw_folder, refuse_foreign

    build = _builder(isolate, batch_seconds, memory_mb)
    spec = Spec(corpus="", **chosen)
    sources = open_sources(corpora or MAIN_CORPORA, spec)
    scoring = Scoring(track=track, only=labels, mapping=mapping)
    for source in sources:
        scoring.space(source)
    if out is not None and not force:
        refuse_foreign(out)
    entrants = choose(detectors, build)
    secret = isinstance(chosen["seed"], SecretSeed)
    if secret:  # of each corpus another, so that the results of one tell nothing of the next
        sources = [reseeded(source) for source in sources]
    given = {"rows": rows, "watch": progress, "secret_seed": secret}
    results = []
    with raw_folder(out) as raw:
        for result in run_all(sources, entrants, scoring, raw=raw, **given):
            if out is not None:
                add_result(result, out)
            results.append(result)
    records = [{**result.summary(), "files": result.files} for result in results]
    emit(records, form, COLUMNS)
    if form == "table":
        _emit_breakdowns(results)
    for result in results:
        for doubt in result.doubts():
            note(f"{result.detector} on {result.corpus}: {doubt}")
    for record in records:
        if record["not_comparable"] is not None:
            note(f"{record['detector']} is {record['not_comparable']}")
    failed = [record for record in records if record["failure"] is not None]
    for record in failed:
        note(f"{record['detector']} failed on {record['corpus']}: {record['failure']}")
    if failed:
        raise click.ClickException(f"{len(failed)} of {len(records)} runs failed")


def _emit_breakdowns(results: "Sequence[Result]") -> None:
    """Print how values in forms seen and unseen are found, and how recall differs over files."""
    from leakbench.benchmarks.store.tables import file_row, novelty_row

    scored = [(result, result.counts) for result in results if result.counts is not None]
    rows = [
        {"corpus": result.corpus, "detector": result.detector, **novelty_row(counts)}
        for result, counts in scored
    ]
    rows = [row for row in rows if row["seen"] is not None or row["unseen"] is not None]
    if rows:
        click.echo("\nrecall by form")
        emit(rows, "table")
    for _, some in groupby((result for result, _ in scored), lambda result: result.identity):
        told = [(result, file_row(result.files)) for result in some if result.files is not None]
        if told:
            (result, row), *_ = told
            click.echo(f"\n{result.corpus}: recall over {row['files']:,} files")
            rows = [{"detector": result.detector, **row} for result, row in told]
            emit(rows, "table", [key for key in rows[0] if key != "files"])


def _builder(
    isolate: bool,  # noqa: FBT001 - the options as they were given
    batch_seconds: float | None,
    memory_mb: int | None,
) -> "Build":
    from leakbench.benchmarks.running.detector_process import Limits
    from leakbench.benchmarks.running.entrants import entrant
    from leakbench.benchmarks.running.isolation import isolated

    chosen: dict[str, Any] = {"batch_seconds": batch_seconds, "memory_mb": memory_mb}
    given = {name: value for name, value in chosen.items() if value is not None}
    if isolate:
        return partial(isolated, limits=Limits(**given))
    for name in given:
        option = "--" + name.replace("_", "-")
        raise click.UsageError(f"{option} is a limit of --isolate, which is not given")
    return entrant

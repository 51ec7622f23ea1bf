"""``leakbench run``: detectors over corpora, timed and scored."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from functools import partial
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from leakbench.benchmarks.console.engines import jobs_options
from leakbench.benchmarks.console.options import (
    format_option,
    labels_option,
    map_option,
    out_option,
    rows_option,
    spec_options,
    track_option,
)
from leakbench.benchmarks.console.output import WIDTH, emit, emit_json
from leakbench.benchmarks.console.progress import note, progress
from leakbench.benchmarks.console.seeds import SecretSeed
from leakbench.benchmarks.console.spending import spending, spending_options
from leakbench.benchmarks.console.subjects import corpora_option, detectors_option
from leakbench.benchmarks.running.isolation_options import isolation_options
from leakbench.generator.spec import Spec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from leakbench.benchmarks.running.detector_process import Limits
    from leakbench.benchmarks.scoring.chunks import Track
    from leakbench.benchmarks.sources.source import Source
    from leakbench.benchmarks.store.results import Result
    from leakbench.generator.jobs.contract import Jobs

MAIN_CORPORA = ("exam_roster", "legal_person")
COLUMNS = ("corpus", "detector", "rows", "recall", "precision", "f1", "mb_per_s")


@click.command(
    epilog="Example: leakbench run --corpus legal_person --detector regex --detector native "
    "--rows 20000 --out out/run",
)
@corpora_option(
    help="A corpus, a dataset's directory, or a labelled file; repeat for more. "
    f"By default {' and '.join(MAIN_CORPORA)}.",
)
@detectors_option()
@rows_option(
    help="How many records of each corpus. By default all of a file or dataset, and of a "
    "generated corpus 2,000; a detector that would take minutes over these answers the first ones."
)
@jobs_options
@isolation_options
@spending_options
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
    jobs: "Jobs | None",
    limits: "Limits | None",
    max_requests: int | None,
    max_cost: float | None,
    price: str | None,
    track: "Track",
    labels: tuple[str, ...] | None,
    mapping: dict[str, str],
    out: Path | None,
    force: bool,
    form: str,
    **chosen: Any,
) -> None:
    """Run detectors over corpora, all on the same records; score and time them.

    Every detector works in a process of its own, from import on, and stands still while others
    answer: one that crashes, hangs, eats memory or writes where it should not fails alone.

    The table counts values of personal labels, with their boundaries and a label of their family:
    who says PHONE of a mobile is right. Detectors with the same answers are one line, and those of
    leakbench itself stand below, without a place in the ranking. R own is recall over the labels
    that a detector declares. The JSON has scores at fine depth, over all labels, by label, by form
    and by file, and so have the files: see leakbench results show.

    Every record is given once, and rates are of records that a detector never saw: of a generated
    corpus further ones are made for who is fast. A call ends when its answer has been copied, and
    every answer is checked. What makes a score or a time doubtful is said on stderr and stands in
    the result: clocks that disagree, a rate above that of copying the text, answers that were kept
    from before, a process that has the generator loaded, and a recall that is another on records of
    a seed drawn after the run.

    With --workers or --engine the records are dealt out in ranges of rows, as a stream of any
    length: the counts are the same, no detector is timed, and raw predictions are not kept.
    """
    from leakbench.benchmarks.running.choice import choose
    from leakbench.benchmarks.running.dealt_run import DealtRun
    from leakbench.benchmarks.running.runner import Scoring
    from leakbench.benchmarks.running.runner import run as run_all
    from leakbench.benchmarks.sources.opening import open_sources
    from leakbench.benchmarks.store.directory import add_result, raw_folder, refuse_foreign

    if jobs is not None and (max_requests, max_cost) != (None, None):
        raise click.UsageError("--max-requests and --max-cost limit one process: no --workers")
    spec = Spec(corpus="", **chosen)
    sources = open_sources(corpora or MAIN_CORPORA, spec)
    scoring = Scoring(track=track, only=labels, mapping=mapping)
    for source in sources:
        scoring.space(source)
    if out is not None and not force:
        refuse_foreign(out)
    results = []
    with spending(max_requests, max_cost, price), raw_folder(out) as raw:
        entrants = choose(detectors, limits)
        secret = isinstance(chosen["seed"], SecretSeed)
        sources = _asked(sources, track, secret=secret, requests=max_requests)
        if jobs is None:
            going = partial(run_all, rows=rows, watch=progress, raw=raw, secret_seed=secret)
        else:
            dealt = DealtRun(jobs=jobs, limits=limits, rows=rows, secret_seed=secret)
            going = partial(dealt.results, watch=progress)
        for result in going(sources, entrants, scoring):
            if out is not None:
                add_result(result, out)
            results.append(result)
    records = [{**result.summary(), "files": result.files} for result in results]
    if form == "json":
        emit_json(records)
    else:
        _show(results, records)
        _next(out)
    _tell(results)


def _asked(
    sources: "list[Source]", track: "Track", *, secret: bool, requests: int | None
) -> "list[Source]":
    """What is asked of sources: of another seed each, once nobody can know it any more, or a part.

    Another seed each, so that the results of one corpus tell nothing of the next.
    """
    from leakbench.benchmarks.sources.fresh import reseeded
    from leakbench.benchmarks.sources.sample import sampled

    if secret:
        sources = [reseeded(source) for source in sources]
    if requests is not None:
        if requests < len(sources):
            raise click.UsageError(f"--max-requests {requests} for {len(sources)} corpora")
        sources = [sampled(source, track, requests // len(sources)) for source in sources]
    return sources


def _tell(results: "Sequence[Result]") -> None:
    """Say what is to be known of results, and end in failure if one is."""
    for job in {id(result.job): result.job for result in results if result.job}.values():
        note(
            f"{job['rows_per_s']:,.0f} rows/s with {job['workers']} of {job['engine']}, "
            f"{job['seconds']:.1f} s in all, at most {job['peak_memory_bytes'] / 1e6:,.0f} MB each"
        )
    for result in results:
        for doubt in result.doubts():
            note(f"{result.detector} on {result.corpus}: {doubt}")
    for result in results:
        if result.not_comparable is not None and result.failure is None:
            note(f"{result.detector} is {result.not_comparable}")
    failed = [result for result in results if result.failure is not None]
    for result in failed:
        note(f"{result.detector} failed on {result.corpus}: {result.failure_told}")
    if failed:
        raise click.ClickException(f"{len(failed)} of {len(results)} runs failed")


def _show(results: "Sequence[Result]", records: "Sequence[Mapping[str, Any]]") -> None:
    """Print the headline; where no value is personal, the scores over all labels."""
    from leakbench.benchmarks.reports.headline import headline
    from leakbench.benchmarks.reports.headline_text import headline_text

    for line in wrap(_title(results), WIDTH):
        click.echo(line)
    table = headline(results)
    rows = [*table.ranked, *table.ours]
    if any(row.f1(side) is not None for row in rows for side in row.sides):
        click.echo(headline_text(table))
    else:
        emit(records, "table", COLUMNS)


def _title(results: "Sequence[Result]") -> str:
    """Which records were answered."""
    names = dict.fromkeys(
        f"{one.corpus}{f' ({one.noise})' if one.noise else ''}" for one in results
    )
    tracks = dict.fromkeys(one.track for one in results)
    rows = sorted({one.rows for one in results})
    said = f"{rows[0]:,}" if len(rows) == 1 else f"{rows[0]:,} to {rows[-1]:,}"
    return f"{', '.join(names)}: {said} rows each, {', '.join(tracks)} track"


def _next(out: Path | None) -> None:
    """Say where to look next."""
    if out is None:
        note("Nothing was kept: --out DIR writes every score and all predictions.")
    else:
        note(f"All scores by label, form and file, and the predictions: {out}")
        note(f"  leakbench report {out} --out out/report   the page, tables and figures")
        note(f"  leakbench results list {out}              then results show FILE for one run")

"""``leakbench throughput``: how fast detectors are, by batch size and threads."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leakbench.benchmarks.console.options import (
    force_option,
    format_option,
    out_option,
    spec_options,
    track_option,
)
from leakbench.benchmarks.console.output import emit
from leakbench.benchmarks.console.progress import note, progress
from leakbench.benchmarks.console.subjects import corpus_option, detectors_option
from leakbench.generator.spec import Spec

if TYPE_CHECKING:
    from leakbench.benchmarks.running.entrants import Entrant
    from leakbench.benchmarks.scoring.chunks import Track
    from leakbench.benchmarks.sources.source import Source
    from leakbench.benchmarks.throughput.document import Session
    from leakbench.benchmarks.throughput.session import Plan

COLUMNS = [
    "detector", "batch_rows", "threads", "rows_per_s", "mb_per_s", "mb_per_s_min", "mb_per_s_max",
    "p50_ms", "p95_ms", "p99_ms", "first_call_ms", "peak_memory_mb", "per_regex",
]  # fmt: skip
MAX_BATCH_ROWS = 1_048_576
MAX_THREADS = 64
IDENTITY_ROWS = 4_096  # whose hash says which corpus it was; further rows follow from its spec


def _numbers(
    kind: click.ParamType[int], _context: click.Context, _option: click.Parameter, value: str
) -> tuple[int, ...]:
    return tuple(sorted({kind.convert(part.strip(), None, None) for part in value.split(",")}))


@click.command(
    epilog="Example: leakbench throughput --detector native --detector regex --out out/throughput",
)
@corpus_option(default="legal_person", help="A corpus, a dataset's directory, or a labelled file.")
@detectors_option(
    help="A detector; repeat for more. Every available one that takes no argument by default. "
    "Copying the text and regex always take part, to compare with."
)
@click.option(
    "--batch-rows",
    callback=partial(_numbers, click.IntRange(1, MAX_BATCH_ROWS)),
    metavar="N,N,…",
    default="1,64,1024,16384,65536",
    show_default=True,
    help="Rows of a batch.",
)
@click.option(
    "--threads",
    callback=partial(_numbers, click.IntRange(1, MAX_THREADS)),
    metavar="N,N,…",
    default="1,2",
    show_default=True,
    help="Threads of one process that call a detector at the same time.",
)
@click.option(
    "--repetitions",
    type=click.IntRange(1),
    default=5,
    show_default=True,
    help="Rounds of the session; every detector is visited once a round at every size.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(0, min_open=True),
    default=10.0,
    show_default=True,
    help="What one detector may take at one size and number of threads, all rounds together. "
    "One that needs more is visited less often, or left out there.",
)
@spec_options
@track_option
@out_option(required=False, help="Where document, table and figure go; none without it.")
@force_option
@format_option
def throughput(  # noqa: PLR0913 - one argument an option
    *,
    corpus: str,
    detectors: tuple[str, ...],
    batch_rows: tuple[int, ...],
    threads: tuple[int, ...],
    repetitions: int,
    seconds: float,
    track: "Track",
    out: Path | None,
    force: bool,
    form: str,
    **chosen: Any,
) -> None:
    """Measure how fast detectors are, each in a fresh process, all in turn in one session.

    A trial is one call to warm up and then calls for a fifth of a second, one at least, each on
    records that the detector never saw: a generated corpus has enough, and where a file's are used
    up all detectors begin anew, in fresh processes. With several threads, each calls on batches of
    its own, and MB/s are those of all threads together from the first begin to the last end. A call
    ends when its answer has been copied; answers are checked afterwards. Rates are medians over
    trials (the table has the slowest and the fastest trial beside them), latencies are quantiles
    over calls. Times are the detector's process's own where the clock of the run agrees, else the
    run's, which is said; a rate above that of copying the text is withheld.
    first_call_ms is to import and build a detector and answer 16 rows, in a fresh process that has
    imported Arrow and numpy. peak_memory_mb is the resident peak of the detector's process when it
    had answered at that size, smaller sizes before.
    """
    from leakbench.benchmarks.console.extras import need_figures
    from leakbench.benchmarks.console.filling import filling_if_asked
    from leakbench.benchmarks.sources.opening import open_source
    from leakbench.benchmarks.throughput.report import write_session
    from leakbench.benchmarks.throughput.session import Plan

    if out is not None:
        need_figures("leakbench throughput --out")
    source = open_source(corpus, Spec(corpus="", **chosen))
    plan = Plan(batch_rows=batch_rows, threads=threads, repetitions=repetitions, seconds=seconds)
    with filling_if_asked(out, force=force) as folder:
        session = _session(source, track, plan, _entrants(detectors, plan))
        written = [] if folder is None else write_session(session, folder)
    for path in written:
        note(f"{out}/{path.name}")
    records = session.records()
    emit(records, form, COLUMNS)
    for warning in session.warnings():
        note(f"Warning: {warning}; times are longer than on a quiet machine")
    short = sum(record["left_out"] is not None for record in records)
    if short:
        note(f"{short} of {len(records)} cells were left out, mostly for want of --seconds")
    failed = [mine.name for mine in session.measured if mine.failure is not None]
    if failed:
        raise click.ClickException(f"could not be started: {', '.join(failed)}")


def _session(
    source: "Source", track: "Track", plan: "Plan", entrants: "list[Entrant]"
) -> "Session":
    from leakbench.benchmarks.console.environment import machine, tool
    from leakbench.benchmarks.sources.source_checks import EmptyCorpusError
    from leakbench.benchmarks.throughput.document import Session
    from leakbench.benchmarks.throughput.session import measure
    from leakbench.benchmarks.throughput.supply import supply_of
    from leakbench.benchmarks.timing.load import LoadWatch, load_at_rest

    if source.rows == 0:
        raise EmptyCorpusError(source.name)
    supply = supply_of(source, track)
    before = load_at_rest()
    for warning in before.warnings("before the session"):
        note(f"Warning: {warning}")
    watch = LoadWatch()
    measured = measure(entrants, supply, plan, progress)
    return Session(
        corpus=source.name,
        identity=source.identity(source.rows or IDENTITY_ROWS),
        track=track,
        plan=plan,
        measured=measured,
        before=before,
        during=watch.load(),
        tool=tool(),
        environment=machine(one.package for one in entrants),
    )


def _entrants(chosen: tuple[str, ...], plan: "Plan") -> "list[Entrant]":
    from leakbench.benchmarks.running.choice import choose
    from leakbench.benchmarks.running.detector_process import Limits
    from leakbench.benchmarks.running.memory_copy import memory_copy

    # A trial lasts as long as its cell may, and is silent meanwhile.
    limits = Limits(batch_seconds=Limits().batch_seconds + plan.seconds)
    built = choose(("regex", *chosen) if chosen else (), limits)
    for one in built:
        one.close()  # it begins anew when the session does
    return [memory_copy(), *built]

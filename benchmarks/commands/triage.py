"""``leakbench triage``: how many people lists are about, and what they count for in law."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from leakbench.benchmarks.commands.columns import complain
from leakbench.benchmarks.console.options import (
    force_option,
    format_option,
    out_option,
    population_options,
)
from leakbench.benchmarks.console.output import emit, emit_json
from leakbench.benchmarks.console.paths import DiskPath, PathOrUrl
from leakbench.benchmarks.console.progress import note, progress
from leakbench.benchmarks.console.subjects import detectors_option
from leakbench.benchmarks.running.isolation_options import isolation_options
from leakbench.benchmarks.scanning.options import scan_options
from leakbench.benchmarks.scanning.words import Language, language_option
from leakbench.generator.errors import FAILURE
from leakbench.generator.plurals import counted
from leakbench.generator.spec import Spec

if TYPE_CHECKING:
    from leakbench.benchmarks.running.detector_process import Limits
    from leakbench.benchmarks.running.entrants import Entrant
    from leakbench.benchmarks.scanning.worker import Work

SHOWN_OF_FOLDERS: tuple[str, ...] = (
    "detector", "folders", "rows", "people_error", "people_error_p90", "people_error_max",
    "within_2", "within_10", "lower_right", "upper_right", "verdict_right", "tier_error",
)  # fmt: skip
_OF_FILES = ("workers", "show", "language", "allow_unreadable", "truth")
_OF_FOLDERS = ("noise", "split", "seed", "reference_date", "batch_seconds", "memory_mb",
               "in_process", "force")  # fmt: skip


@click.command(
    epilog="Example: leakbench triage seized/ --out report",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=PathOrUrl())
@click.option(
    "--simulate",
    type=click.IntRange(1),
    metavar="N",
    help="Measure detectors on N made-up folders of lists instead of reading PATH.",
)
@detectors_option(
    help="A detector; with --simulate repeat for more. By default native for a PATH, and every "
    "available one that takes no argument with --simulate."
)
@scan_options
@click.option(
    "--allow-unreadable",
    is_flag=True,
    help="Exit with 0 though something could not be read.",
)
@click.option(
    "--truth",
    type=DiskPath(),
    metavar="DIR",
    help="The truth of a case that leakbench generate case wrote: tell how near to it the answer "
    "is.",
)
@isolation_options
@population_options
@out_option(
    required=False,
    help="Where triage.json and triage.html go (with --truth case.json and case.md), beside an "
    "inventory that the same command takes up again; with --simulate triage.json, .md and "
    "folders.csv. Nothing is written without it.",
)
@force_option
@format_option
@language_option
def triage(  # noqa: PLR0913 - one argument an option
    *,
    paths: tuple[Path, ...],
    simulate: int | None,
    detectors: tuple[str, ...],
    workers: int,
    show: bool,
    allow_unreadable: bool,
    truth: Path | None,
    limits: "Limits | None",
    out: Path | None,
    force: bool,
    form: str,
    language: Language,
    **chosen: Any,
) -> int:
    """Count the natural persons in lists, and their records by the thresholds of the law.

    PATH is a file or folder, of any kind that leakbench scan reads; all are counted together:
    whoever stands in several counts once, and so does a record. What 法释〔2017〕10号 article 5
    makes of it is told where every record is taken at its mildest and at its harshest tier: below,
    serious, or especially serious. That is arithmetic, no legal advice. If something could not be
    read the exit code is 1.

    --noise, --split, --seed and --reference-date say how made-up folders are made.
    """
    from leakbench.benchmarks.scanning.worker import Work

    _refuse_contradictions(paths, simulate, detectors)
    if simulate is not None:
        _simulated(simulate, Spec(corpus="", **chosen), detectors, limits, (out, force, form))
        return 0
    work = Work(detectors[0] if detectors else "native", show)
    complete = _counted(paths, work, workers, (out, form, language), truth)
    return 0 if complete or allow_unreadable else FAILURE


def _refuse_contradictions(
    paths: tuple[Path, ...], simulate: int | None, detectors: tuple[str, ...]
) -> None:
    if bool(paths) == (simulate is not None):
        raise click.UsageError("give either a PATH or --simulate")
    if paths and len(detectors) > 1:
        raise click.UsageError("one detector reads a PATH; --simulate measures several")
    context = click.get_current_context()
    strange, why = (
        (_OF_FOLDERS, "goes with --simulate, not with a PATH")
        if paths
        else (_OF_FILES, "goes with a PATH, not with --simulate")
    )
    for name in strange:
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise click.UsageError(f"--{name.replace('_', '-')} {why}")


def _counted(
    paths: tuple[Path, ...],
    work: "Work",
    workers: int,
    told_where: tuple[Path | None, str, Language],
    truth: Path | None,
) -> bool:
    """Count what lies at some paths, and tell; gives whether all of it could be read."""
    from leakbench.benchmarks.holdings.case_track import score_case, score_rows, write_score
    from leakbench.benchmarks.holdings.case_truth import read_case_truth
    from leakbench.benchmarks.holdings.holding import hold, true_numbers
    from leakbench.benchmarks.holdings.told import told
    from leakbench.benchmarks.holdings.writing import document, write_holding
    from leakbench.benchmarks.scanning.running import scanned
    from leakbench.benchmarks.scanning.words import words

    out, form, language = told_where
    known = None if truth is None else read_case_truth(truth)  # before the files, which take long
    with scanned(paths, work, workers, out) as scan:
        holding = hold(scan, work.detector)
        true = true_numbers(scan)
        score = None if known is None else score_case(holding, known)
        if form == "json":
            extra = {} if score is None else {"case": score}
            emit_json(document(holding, work.detector, true) | extra)
        else:
            people = None if true is None else true["people"]
            click.echo("\n".join(told(holding, work.detector, people, language)))
            if score is not None:
                click.echo("")
                emit(score_rows(score), form)
        if out is not None:
            note(write_holding(holding, work.detector, true, out, language))
            if score is not None:
                write_score(score, work.detector, out)
        elif form == "table":
            click.echo(words("leakbench.benchmarks.holdings")[language]["no_page"])
        return not holding.incomplete


def _simulated(
    count: int,
    spec: Spec,
    detectors: tuple[str, ...],
    limits: "Limits | None",
    told_where: tuple[Path | None, bool, str],
) -> None:
    from leakbench.benchmarks.console.filling import filling_if_asked
    from leakbench.benchmarks.running.choice import choose
    from leakbench.benchmarks.triage.export import write_triage

    out, force, form = told_where
    with filling_if_asked(out, force=force) as folder:
        records = _of_folders(count, spec, choose(detectors, limits))
        if folder is not None:
            about = {"noise": spec.noise, "split": spec.split, "seed": spec.seed}
            write_triage(records, about, folder, SHOWN_OF_FOLDERS)
    emit(records, form, SHOWN_OF_FOLDERS)
    complain(records)


def _of_folders(count: int, spec: Spec, detectors: "list[Entrant]") -> list[dict[str, Any]]:
    from leakbench.benchmarks.triage.track import run_triage

    title = f"{counted(count, 'folder')}, {counted(len(detectors), 'detector')}"
    with progress(title, count * len(detectors)) as advance:
        return run_triage(count, spec, detectors, advance)

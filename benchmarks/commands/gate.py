"""``leakbench gate``: stop what has become worse."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from leakbench.benchmarks.console.group import REGRESSION
from leakbench.benchmarks.console.options import (
    format_option,
    labels_option,
    map_option,
    rows_option,
    spec_options,
    track_option,
)
from leakbench.benchmarks.console.output import emit, emit_json
from leakbench.benchmarks.console.paths import DiskPath
from leakbench.benchmarks.console.progress import note, progress
from leakbench.benchmarks.console.subjects import corpora_option, detectors_option
from leakbench.generator.errors import FAILURE

if TYPE_CHECKING:
    from leakbench.benchmarks.gating.gate import Case, Thresholds
    from leakbench.benchmarks.scoring.chunks import Track
    from leakbench.benchmarks.statistics.comparison import Difference

ROWS = 4_096
COLUMNS = [
    "detector", "corpus", "figure", "label", "base", "head", "change", "low", "high", "p_adjusted",
    "verdict",
]  # fmt: skip


@click.command(
    epilog="Example: leakbench gate --run-base main --detector native --corpus legal_person "
    "--summary summary.md",
)
@click.argument(
    "runs",
    nargs=-1,
    metavar="[BASE HEAD]",
    type=DiskPath(exists=True, file_okay=False),
)
@click.option(
    "--run-base",
    "revision",
    metavar="REVISION",
    help="Build this revision of the project in the current directory, and the project as it is, "
    "and run both here, in turn: only so is throughput compared.",
)
@corpora_option(
    help="With --run-base: a corpus, a dataset's directory, or a labelled file; without it, a "
    "labelled file that results are of. Repeat for more.",
)
@detectors_option(help="Only this detector; repeat for more. With --run-base at least one.")
@rows_option(default=ROWS, help="With --run-base: how many records of each corpus.")
@click.option(
    "--config",
    type=DiskPath(dir_okay=False),
    default=Path("pyproject.toml"),
    show_default=True,
    metavar="FILE.toml",
    help="Where [tool.leakbench.gate] sets what is let pass: recall, precision, throughput, alpha.",
)
@click.option(
    "--summary",
    type=DiskPath(dir_okay=False),
    metavar="FILE.md",
    help="Write a summary for a pull request.",
)
@spec_options
@track_option
@labels_option
@map_option
@format_option
def gate(  # noqa: PLR0913 - one argument an option
    *,
    runs: tuple[Path, ...],
    revision: str | None,
    corpora: tuple[str, ...],
    detectors: tuple[str, ...],
    rows: int,
    config: Path,
    summary: Path | None,
    track: "Track",
    labels: tuple[str, ...] | None,
    mapping: dict[str, str],
    form: str,
    **chosen: Any,
) -> None:
    """Compare HEAD with BASE, and exit with 3 if anything has become worse.

    BASE and HEAD are directories of leakbench run --out on the same records. A label's recall or
    precision is worse if its loss is larger than is let pass, its 95% interval is below zero, and
    a permutation test, corrected for all labels of the detector, finds it. Throughput is worse if
    the whole 99% interval of head ÷ base, over rounds in which both took turns, is. Where there are
    too few files for the test to tell any loss, it exits with 1 and says how many are needed.
    """
    from leakbench.benchmarks.gating.runs import RunSettings, run_both, stored_cases
    from leakbench.benchmarks.gating.summary import gate_summary
    from leakbench.benchmarks.running.runner import Scoring
    from leakbench.benchmarks.sources.opening import open_sources
    from leakbench.generator.datasets.outputs import write_text
    from leakbench.generator.spec import Spec

    sources = open_sources(corpora, Spec(corpus="", **chosen))
    thresholds = _thresholds(config)
    if revision is None:
        if len(runs) != 2:
            raise click.UsageError("name BASE and HEAD, or a revision with --run-base")
        cases, notes = stored_cases(
            *runs, thresholds, detectors=detectors, texts=sources, watch=progress
        )
    else:
        if runs:
            raise click.UsageError("--run-base runs both: BASE and HEAD are not named then")
        if not (corpora and detectors):
            raise click.UsageError("--run-base needs at least one --corpus and one --detector")
        cases, notes = run_both(
            Path(),
            revision,
            sources,
            detectors,
            RunSettings(
                scoring=Scoring(track=track, only=labels, mapping=mapping),
                rows=rows,
                thresholds=thresholds,
                watch=progress,
            ),
        )
    for one in notes:
        note(one)
    if summary is not None:
        write_text(summary, gate_summary(cases, notes))
    if form == "json":
        emit_json([case.to_json() for case in cases])
    else:
        emit([line for case in cases for line in _lines(case)], form, COLUMNS)
    _give_verdict(cases)


def _thresholds(config: Path) -> "Thresholds":
    """What a file lets pass; the usual where none is named and none is here."""
    from leakbench.benchmarks.gating.gate import Thresholds, read_thresholds
    from leakbench.benchmarks.sources.opening import NoSuchFileError

    if config.exists():
        return read_thresholds(config)
    named = click.get_current_context().get_parameter_source("config")
    if named is ParameterSource.COMMANDLINE:
        raise NoSuchFileError(config)
    return Thresholds()


def _give_verdict(cases: "list[Case]") -> None:
    """Say what comes of it, and exit with its code unless nothing is worse and all could tell."""
    from leakbench.benchmarks.gating.summary import verdict

    blind = [(case, why) for case in cases if (why := case.blindness()) is not None]
    for case, why in blind:
        note(f"cannot tell: {case.detector} on {case.corpus}: {why}")
    note(verdict(cases))
    if any(case.is_regression() for case in cases):
        click.get_current_context().exit(REGRESSION)
    if blind:
        click.get_current_context().exit(FAILURE)


def _lines(case: "Case") -> list[dict[str, Any]]:
    """What is shown of a case: all labels together, what is worse, and the throughput."""
    from leakbench.benchmarks.gating.summary import speed_verdict
    from leakbench.benchmarks.statistics.comparison import ALL, too_few

    named: dict[str, Any] = {"detector": case.detector, "corpus": case.corpus}
    if case.failure is not None:
        return [{**named, "figure": "failure", "verdict": f"worse: {case.failure}"}]
    losses, untold = case.losses(), case.untold()
    blind = too_few(case.differences, case.thresholds.alpha) is not None

    def says(one: "Difference") -> str:
        if one in losses:
            return "worse"
        return f"unclear: too few {case.unit}s" if blind or one in untold else "ok"

    lines = [
        {
            **named,
            "figure": one.metric,
            "label": one.label,
            "base": one.a,
            "head": one.b,
            "change": one.difference,
            "low": None if one.interval is None else one.interval.low,
            "high": None if one.interval is None else one.interval.high,
            "p_adjusted": one.p_adjusted,
            "verdict": says(one),
        }
        for one in case.differences
        if one.label == ALL or one in losses or one in untold
    ]
    if case.speed is not None:
        ratio, (low, high) = case.speed
        speed: dict[str, Any] = {"figure": "throughput", "change": ratio, "low": low, "high": high}
        lines.append({**named, **speed, "verdict": speed_verdict(case)})
    return lines

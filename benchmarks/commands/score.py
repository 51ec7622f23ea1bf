"""``leakbench score``: predictions made elsewhere against a truth."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from pathlib import Path
from typing import TYPE_CHECKING

import click

from leakbench.benchmarks.console.engines import jobs_options
from leakbench.benchmarks.console.keys import key_option
from leakbench.benchmarks.console.options import (
    format_option,
    labels_option,
    map_option,
    pack_option,
    track_option,
)
from leakbench.benchmarks.console.output import emit
from leakbench.benchmarks.console.paths import PathOrUrl
from leakbench.benchmarks.console.progress import note

if TYPE_CHECKING:
    from leakbench.benchmarks.scoring.chunks import Track
    from leakbench.generator.jobs.contract import Jobs

COLUMNS = [
    "corpus", "detector", "track", "rows", "recall", "precision", "f1", "f2", "recall_any",
]  # fmt: skip


@click.command(
    epilog="Example: leakbench score --truth out/worn --predictions predictions.parquet",
)
@click.option(
    "--truth",
    type=PathOrUrl(exists=True),
    metavar="DIR|FILE",
    help="A dataset's directory or a labelled file. By default the generated corpus on which "
    "leakbench run made the predictions.",
)
@click.option(
    "--predictions",
    required=True,
    metavar="FILE",
    type=PathOrUrl(exists=True, dir_okay=False),
    help="Parquet, or JSON lines: columns row, column, start, end, label, score; rows count from "
    "the truth's first record, offsets are code points.",
)
@track_option
@labels_option
@map_option
@pack_option(expose=False)
@jobs_options
@key_option(expose=False, help="Of private data: the key that they were made with.")
@format_option
def score(  # noqa: PLR0913 - one argument an option
    *,
    truth: Path | None,
    predictions: Path,
    track: "Track",
    labels: tuple[str, ...] | None,
    mapping: dict[str, str],
    jobs: "Jobs | None",
    form: str,
) -> None:
    """Score the spans of a predictions file against a truth."""
    from leakbench.benchmarks.running.predictions import score_file, source_of
    from leakbench.benchmarks.running.runner import Scoring
    from leakbench.benchmarks.sources.opening import open_path
    from leakbench.benchmarks.store.tables import file_row
    from leakbench.generator.jobs.local import LocalJobs

    scoring = Scoring(track=track, only=labels, mapping=mapping)
    source = source_of(predictions) if truth is None else open_path(truth)
    summary = score_file(source, predictions, scoring, jobs or LocalJobs(1))
    emit([summary], form, COLUMNS)
    if summary["not_comparable"] is not None:
        note(f"{summary['detector']} is {summary['not_comparable']}")
    if form == "table":
        modes = [{"mode": name, **counts} for name, counts in summary["modes"].items()]
        keys = dict.fromkeys(key for mode in modes for key in mode)
        emit(modes, form, list(keys))
        if summary["files"] is not None:
            click.echo("\nrecall over files")
            emit([file_row(summary["files"])], form)

"""``leakbench compare``: detectors on the same records, label by label."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from pathlib import Path
from typing import TYPE_CHECKING

import click

from leakbench.benchmarks.console.options import (
    format_option,
    labels_option,
    map_option,
    pack_option,
    track_option,
)
from leakbench.benchmarks.console.output import emit
from leakbench.benchmarks.console.progress import progress

if TYPE_CHECKING:
    from leakbench.benchmarks.running.runner import Scoring
    from leakbench.benchmarks.scoring.chunks import Track
    from leakbench.benchmarks.scoring.units import Units
    from leakbench.benchmarks.sources.source import Source

METRICS = ("recall", "precision", "f1", "f2")
UNITS = ("files", "records", "subjects")
COLUMNS = [
    "detectors", "label", "support", "a", "b", "difference", "low", "high", "p", "p_adjusted",
    "detectable",
]  # fmt: skip


@click.command(
    epilog="Example: leakbench compare out/run/legal_person/regex/0.1.0-text-clean.json "
    "out/run/legal_person/native/0.1.0-text-clean.json",
    short_help="Tell whether detectors differ.",
)
@click.argument(
    "runs",
    nargs=-1,
    required=True,
    metavar="A B [MORE]",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--metric",
    type=click.Choice(METRICS),
    default="f1",
    show_default=True,
    help="What is compared; a span counts as found with its boundaries and label.",
)
@click.option(
    "--units",
    type=click.Choice(UNITS),
    default="files",
    show_default=True,
    help="What is drawn again: files (of real text, records), records, or people with all of "
    "their records.",
)
@click.option(
    "--planned",
    type=click.IntRange(1),
    metavar="ROWS",
    help="Tell the detectable difference for so many records, by default for those compared.",
)
@click.option(
    "--truth",
    type=click.Path(exists=True, path_type=Path),
    metavar="DIR|FILE.jsonl",
    help="The records, where A and B are predictions or results of a labelled file.",
)
@track_option
@labels_option
@map_option
@pack_option(expose=False)
@format_option
def compare(  # noqa: PLR0913 - one argument an option
    *,
    runs: tuple[Path, ...],
    metric: str,
    units: "Units",
    planned: int | None,
    truth: Path | None,
    track: "Track",
    labels: tuple[str, ...] | None,
    mapping: dict[str, str],
    form: str,
) -> None:
    """Compare detectors A and B (and MORE, each with each) on the same records.

    They are result files of leakbench run --out, or with --truth files of predictions; track,
    labels and map are for those. For every label: the metric of both, B less A, its 95% interval
    by the bootstrap, p of a sign-flip permutation test, the same after Holm's correction over
    all lines, and the difference that a comparison of so many records shows in four cases of five.
    """
    from itertools import combinations

    from leakbench.benchmarks.running.stored_runs import pair
    from leakbench.benchmarks.statistics.comparison import ALL, adjusted

    if len(runs) < 2:
        raise click.UsageError("one file is nothing to compare: name two or more")
    source, scoring, answered = _opened(runs, truth, track, labels, mapping)
    named, found = [], []
    pairs = list(combinations(answered, 2))
    with progress(f"comparing {len(pairs)} pairs on {source.name}", len(pairs)) as advance:
        for (a, first), (b, second) in pairs:
            counted = pair(source, first, second, scoring, units=units)
            for label in (ALL, *counted.seen()):
                named.append({"detectors": f"{a} → {b}"})
                found.append(counted.difference(metric, label, planned))
            advance(1)
    records = [
        {**names, **one.to_json()} for names, one in zip(named, adjusted(found), strict=True)
    ]
    emit(records, form, COLUMNS)


def _opened(
    runs: tuple[Path, ...],
    truth: Path | None,
    track: "Track",
    labels: tuple[str, ...] | None,
    mapping: dict[str, str],
) -> "tuple[Source, Scoring, list[tuple[str, Path]]]":
    """The records, what is scored, and the name and predictions of each detector."""
    from leakbench.benchmarks.running.runner import Scoring
    from leakbench.benchmarks.running.stored_runs import common_records, stored_run
    from leakbench.benchmarks.sources.opening import open_path

    source = None if truth is None else open_path(truth)
    if all(path.suffix == ".parquet" for path in runs):
        if source is None:
            raise click.UsageError("predictions need the records that they are of: --truth")
        scoring = Scoring(track=track, only=labels, mapping=mapping)
        return source, scoring, [(path.stem, path) for path in runs]
    stored = [stored_run(path) for path in runs]
    records = common_records(stored, source)
    return records, stored[0].scoring, [(one.result.detector, one.predictions) for one in stored]

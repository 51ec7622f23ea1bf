"""``leakbench compare``: detectors on the same records, label by label."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leakbench.benchmarks.console.choices import OneOf
from leakbench.benchmarks.console.keys import key_option
from leakbench.benchmarks.console.options import (
    format_option,
    labels_option,
    map_option,
    pack_option,
    track_option,
)
from leakbench.benchmarks.console.output import emit
from leakbench.benchmarks.console.paths import DiskPath
from leakbench.benchmarks.console.progress import note, progress
from leakbench.generator.plurals import counted

if TYPE_CHECKING:
    from leakbench.benchmarks.running.runner import Scoring
    from leakbench.benchmarks.scoring.chunks import Track
    from leakbench.benchmarks.scoring.units import Units
    from leakbench.benchmarks.sources.source import Source
    from leakbench.benchmarks.statistics.comparison import Difference

    Compared = tuple[Source, Scoring, list[tuple[str, Path, Path]]]
    """The records, what is scored, and for each pair its name and the predictions of both."""

METRICS = ("recall", "precision", "f1", "f2")
UNITS = ("files", "records", "subjects")
OF = ("corpus", "noise", "track")
COLUMNS = [
    "detectors", "label", "support", "a", "b", "difference", "low", "high", "p", "p_adjusted",
    "detectable",
]  # fmt: skip


@click.command(
    epilog="Example: leakbench compare out/run/legal_person/regex out/run/legal_person/native",
)
@click.argument(
    "runs",
    nargs=-1,
    required=True,
    metavar="A B [MORE]",
    type=DiskPath(exists=True),
)
@click.option(
    "--metric",
    type=OneOf(METRICS),
    default="f1",
    show_default=True,
    help="What is compared; a span counts as found with its boundaries and label.",
)
@click.option(
    "--units",
    type=OneOf(UNITS),
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
    type=DiskPath(exists=True),
    metavar="DIR|FILE",
    help="The records, where A and B are predictions or results of a labelled file.",
)
@track_option
@labels_option
@map_option
@pack_option(expose=False)
@key_option(expose=False, help="Of private data: the key that they were made with.")
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

    They are result files of leakbench run --out, or directories of them: a detector's on a corpus,
    a corpus's, or a whole store. Of these the last results count, and each is compared with those
    of the other side on the same records; of one directory alone, each with each. With --truth they
    may be files of predictions, Parquet or JSON lines; track, labels and map are for those.

    For every label: the metric of both, B less A, its 95% interval by the bootstrap, p of a
    sign-flip permutation test, the same after Holm's correction over all lines, and the difference
    that a comparison of so many records shows in four cases of five. Where there are so few units
    that p could never reach 0.05, a line on stderr says so, and how many are needed.
    """
    from leakbench.benchmarks.running.runner import Scoring
    from leakbench.benchmarks.running.stored_runs import pair
    from leakbench.benchmarks.statistics.comparison import ALL, adjusted

    compared = _opened(runs, truth, Scoring(track=track, only=labels, mapping=mapping))
    named, found, of_records = [], [], []
    count = sum(len(pairs) for _, _, pairs in compared)
    names = ", ".join(dict.fromkeys(source.name for source, _, _ in compared))
    with progress(f"comparing {counted(count, 'pair')} on {names}", count) as advance:
        for source, scoring, pairs in compared:
            about = {"corpus": source.name, "noise": source.noise, "track": scoring.track}
            for called, first, second in pairs:
                both = pair(source, first, second, scoring, units=units)
                some = [both.difference(metric, label, planned) for label in (ALL, *both.seen())]
                named += [{"detectors": called, **about} for _ in some]
                found += some
                unit = "record" if both.single else units.removesuffix("s")
                of_records.append((source.name, unit, both.records, some))
                advance(1)
    _note_too_few(of_records, sum(one.p is not None for one in found))
    records = [
        {**names, **one.to_json()} for names, one in zip(named, adjusted(found), strict=True)
    ]
    several = [key for key in OF if len({record[key] for record in records}) > 1]
    # A label that one side has predicted where the records hold none has no recall to compare.
    told = [record for record in records if record["difference"] is not None]
    emit(records if form == "json" else told, form, [*several, *COLUMNS])


def _note_too_few(compared: "list[tuple[str, str, int, list[Difference]]]", tests: int) -> None:
    """Say of which records there are so few units that no difference can be told."""
    from leakbench.benchmarks.statistics.comparison import ALPHA, too_few

    said = [
        f"cannot tell on {name}: {shortage.told(unit, records)}"
        for name, unit, records, differences in compared
        if (shortage := too_few(differences, ALPHA, tests)) is not None
    ]
    for one in dict.fromkeys(said):
        note(one)


def _opened(runs: tuple[Path, ...], truth: Path | None, asked: "Scoring") -> "list[Compared]":
    """What is compared, records by records."""
    from leakbench.benchmarks.running.pairings import pairings, side
    from leakbench.benchmarks.running.prediction_files import is_predictions
    from leakbench.benchmarks.running.stored_runs import common_records
    from leakbench.benchmarks.sources.opening import open_path

    if len(runs) == 1 and not runs[0].is_dir():
        raise click.UsageError("one file is nothing to compare: name two or more")
    source = None if truth is None else open_path(truth)
    if all(map(is_predictions, runs)):
        if source is None:
            raise click.UsageError("predictions need the records that they are of: --truth")
        pairs = [(f"{a.stem} → {b.stem}", a, b) for a, b in combinations(runs, 2)]
        return [(source, asked, pairs)]
    sides = [side(path) for path in runs]
    for reason in (reason for one in sides for reason in one.left_out):
        note(f"left out: {reason}")
    return [
        (
            common_records(group.runs, source),
            group.runs[0].scoring,
            [(called, a.predictions, b.predictions) for called, a, b in group.pairs],
        )
        for group in pairings(sides)
    ]

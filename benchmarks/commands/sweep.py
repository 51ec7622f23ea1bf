"""``leakbench sweep``: how scores change along an axis of noise, headers or sizes."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from leakbench.benchmarks.console.choices import OneOf
from leakbench.benchmarks.console.options import (
    force_option,
    format_option,
    out_option,
    rows_option,
    spec_options,
)
from leakbench.benchmarks.console.output import emit
from leakbench.benchmarks.console.progress import note, progress
from leakbench.benchmarks.console.subjects import corpus_option, detectors_option
from leakbench.benchmarks.running.isolation_options import isolation_options
from leakbench.generator.spec import Spec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leakbench.benchmarks.running.detector_process import Limits
    from leakbench.benchmarks.running.entrants import Entrant
    from leakbench.benchmarks.sweeps.axes import Axis

NAMES = ("hops", "evasive", "headers", "length", "batch", "identity")
COLUMNS = [
    "axis", "place", "detector", "recall", "recall_low", "recall_high", "precision",
    "precision_low", "precision_high", "recall_declared", "destroyed",
]  # fmt: skip


@click.command(
    epilog="Example: leakbench sweep hops --detector native --detector regex --out out/sweep",
)
@click.argument("axis", type=OneOf(NAMES))
@corpus_option(metavar="NAME", default="legal_person", help="A corpus.")
@detectors_option()
@rows_option(default=2_000, help="How many records, the same at every place.")
@isolation_options
@spec_options
@out_option(required=False, help="Where documents, tables and figures go; none without it.")
@force_option
@format_option
@click.pass_context
def sweep(  # noqa: PLR0913 - one argument an option
    context: click.Context,
    /,
    *,
    axis: str,
    corpus: str,
    detectors: tuple[str, ...],
    rows: int,
    limits: "Limits | None",
    out: Path | None,
    force: bool,
    form: str,
    **chosen: Any,
) -> None:
    """Score detectors at every place of AXIS, on the same records, with 95% intervals.

    \b
    hops      a list that was resold 0 to 6 times
    evasive   from no value written evasively to all of the evasive profile
    headers   columns called rightly, otherwise, by number, in pinyin, wrongly
    length    lists of 1 to 1,024 rows, each given alone
    batch     batches of 1 to 4,096 texts
    identity  numbers that are given out, and numbers that nobody has

    recall_declared is over the labels that a detector says it finds; destroyed is the share of
    values that are masked or damaged and count in neither score. AXIS-forms.md says what each
    detector finds by label and by how a value is written.
    """  # noqa: D301 - click's own mark
    from leakbench.benchmarks.console.extras import need_figures
    from leakbench.benchmarks.console.filling import filling_if_asked
    from leakbench.benchmarks.running.choice import choose
    from leakbench.benchmarks.sweeps.axes import AXES
    from leakbench.generator.corpus import load_corpus

    if out is not None:
        need_figures("leakbench sweep --out")
    swept = AXES[axis]
    for name in sorted(swept.sets):
        if context.get_parameter_source(name) is not ParameterSource.DEFAULT:
            raise click.UsageError(f"--{name} is what changes along {axis}: leave it out")
    spec = Spec(corpus=load_corpus(corpus).name, **chosen)
    with filling_if_asked(out, force=force) as folder:
        records, written = _swept(swept, spec, choose(detectors, limits), rows, folder)
    for name in written:
        note(f"{out}/{name}")
    emit(records, form, COLUMNS)
    failed = [record for record in records if record["failure"] is not None]
    for record in failed:
        note("{detector} failed at {place}: {failure}".format(**record))
    if failed:
        raise click.ClickException(f"{len(failed)} of {len(records)} points failed")


def _swept(
    axis: "Axis", spec: Spec, entrants: "Sequence[Entrant]", rows: int, folder: Path | None
) -> tuple[list[dict[str, Any]], list[str]]:
    """Sweep; gives the points, and the names of the files that were written into the folder."""
    from dataclasses import replace

    from leakbench.benchmarks.console.environment import machine, tool
    from leakbench.benchmarks.sources.source import CorpusSource
    from leakbench.benchmarks.sweeps.document import Sweep
    from leakbench.benchmarks.sweeps.sweep import sweep as sweep_all

    points = list(sweep_all(axis, spec, entrants, rows, progress))
    found = Sweep(
        axis=axis,
        corpus=spec.corpus,
        identities={
            place.name: CorpusSource(replace(spec, **place.changes)).identity(rows)
            for place in axis.places
        },
        rows=rows,
        points=points,
        labels={one.name: one.labels for one in entrants},
        tool=tool(),
        environment=machine(one.package for one in entrants),
    )
    written: list[Path] = []
    if folder is not None:
        from leakbench.benchmarks.sweeps.report import write_sweep

        written = write_sweep(found, folder)
    return found.records(), [path.name for path in written]

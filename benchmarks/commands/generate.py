"""``leakbench generate``: write a dataset."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leakbench.benchmarks.console.options import force_option, out_option, spec_options
from leakbench.benchmarks.console.progress import note, progress
from leakbench.generator.spec import Spec

if TYPE_CHECKING:
    from leakbench.generator.datasets.parts import DatasetPart


def _part(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> "DatasetPart | None":
    from leakbench.generator.datasets.parts import PartError, part_from

    try:
        return None if value is None else part_from(value)
    except PartError as error:
        raise click.BadParameter(str(error)) from None


@click.command(
    epilog="Example: leakbench generate legal_person --rows 100000 --noise worn --out out/worn",
    short_help="Write a labelled dataset.",
)
@click.argument("corpus")
@click.option("--rows", type=click.IntRange(1), required=True, help="How many records.")
@spec_options
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="How many processes; the content is the same for any number.",
)
@click.option(
    "--part",
    callback=_part,
    metavar="K/N",
    help="Write the shards of part K of N only. The run that finds all parts in the directory "
    "makes them a whole dataset: the last one, or after copying them together any one again.",
)
@out_option(required=True, help="The dataset's directory.")
@force_option
def generate(
    corpus: str,
    *,
    rows: int,
    workers: int,
    part: "DatasetPart | None",
    out: Path,
    force: bool,
    **chosen: Any,
) -> None:
    """Generate records of CORPUS as Parquet shards with a manifest.

    A run that was stopped goes on where it was when the same command is given again.
    """
    from leakbench.generator.corpus import load_corpus
    from leakbench.generator.datasets.dataset import write_dataset
    from leakbench.generator.datasets.shards import tasks

    spec = Spec(corpus=load_corpus(corpus).name, **chosen)
    every = tasks(spec, rows)
    mine = sum(task.rows for task in (every if part is None else part.choose(every)))
    what = f"{corpus}: {mine:,} rows" if part is None else f"{corpus}, part {part}: {mine:,} rows"
    with progress(what, mine) as advance:
        manifest = write_dataset(
            spec, rows, out, workers=workers, part=part, force=force, progress=advance
        )
    there = len(manifest.shards)
    if there < len(every):
        note(f"{out}: {there} of {len(every)} shards are there; the other parts are missing")
        return
    shards = f"{there} shard" if there == 1 else f"{there} shards"
    note(f"{out}: {rows:,} rows, {shards}, content hash {manifest.content_hash}")

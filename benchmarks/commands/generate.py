"""``leakbench generate``: write a dataset."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from pathlib import Path

import click

from leakbench.benchmarks.options import (
    force_option,
    noise_option,
    out_option,
    seed_option,
    split_option,
)
from leakbench.benchmarks.progress import note, progress
from leakbench.generator.spec import Noise, Spec, Split


@click.command(
    epilog="Example: leakbench generate legal_person --rows 100000 --noise worn --out out/worn",
    short_help="Write a labelled dataset.",
)
@click.argument("corpus")
@click.option("--rows", type=click.IntRange(1), required=True, help="How many records.")
@seed_option
@split_option
@noise_option
@out_option(required=True, help="The dataset's directory.")
@force_option
def generate(  # noqa: PLR0913, PLR0917 - one argument an option
    corpus: str,
    rows: int,
    seed: int,
    split: Split,
    noise: Noise,
    out: Path,
    force: bool,  # noqa: FBT001 - click's
) -> None:
    """Generate records of CORPUS as Parquet shards with a manifest.

    A run that was stopped goes on where it was when the same command is given again.
    """
    from leakbench.generator.corpus import load_corpus
    from leakbench.generator.dataset import write_dataset

    spec = Spec(corpus=load_corpus(corpus).name, seed=seed, split=split, noise=noise)
    with progress(f"{corpus}: {rows:,} rows", rows) as advance:
        manifest = write_dataset(spec, rows, out, force=force, progress=advance)
    note(
        f"{out}: {manifest.rows:,} rows, {len(manifest.shards)} shards, "
        f"content hash {manifest.content_hash}"
    )

"""``leakbench train``: train the tagger of the detector ``native``."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from pathlib import Path

import click

from leakbench.benchmarks.console.options import rows_option
from leakbench.benchmarks.console.paths import OutPath
from leakbench.benchmarks.console.progress import note


@click.command(
    epilog="Example: leakbench train --out out/model.zip",
)
@rows_option(help="Texts of each corpus and noise; by default as many as the packaged model saw.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Of all draws.")
@click.option(
    "--out",
    type=OutPath(dir_okay=False),
    required=True,
    metavar="FILE.zip",
    help="The model's file.",
)
def train(rows: int | None, seed: int, out: Path) -> None:
    """Train a model on the train split and on synthetic general text, and write it.

    The general word list is that of jieba, which must be installed. The same rows and seed give
    the same file; the packaged one comes from the defaults.
    """
    from leakbench.detectors.tagger.model import save_model
    from leakbench.detectors.tagger.training.trainer import Course
    from leakbench.detectors.tagger.training.trainer import train as learn
    from leakbench.detectors.tagger.training.word_list import WordListError, word_list

    try:
        words = word_list()
    except WordListError as error:
        raise click.ClickException(str(error)) from None
    course = Course(seed=seed) if rows is None else Course(rows=rows, seed=seed)
    model = learn(
        course,
        words,
        progress=lambda turn, wrong: note(
            f"round {turn + 1} of {course.learners * course.rounds}: {wrong:.2%} of rows wrong"
        ),
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    save_model(model, out)
    note(f"{out}: {out.stat().st_size / 1e6:.1f} MB, course {course.fingerprint[:12]}")

"""``leakbench export``: results and labelled texts for other tools."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from leakbench.benchmarks.console import completing
from leakbench.benchmarks.console.group import Group
from leakbench.benchmarks.console.options import out_option, rows_option, spec_options
from leakbench.benchmarks.console.output import emit_json
from leakbench.benchmarks.console.paths import DiskPath, OutPath
from leakbench.benchmarks.console.progress import note, progress
from leakbench.benchmarks.console.subjects import RECORDS
from leakbench.generator.plurals import counted
from leakbench.generator.spec import Spec

if TYPE_CHECKING:
    from collections.abc import Callable

    from leakbench.benchmarks.sources.source import Source
    from leakbench.benchmarks.training_formats.labelled_texts import LabelledTexts

ROWS: Final = 2_000  # of a generated corpus, where nobody gave a number: as many as are scored


class _Told(NamedTuple):
    """What the help says of a form.

    Attributes:
        short: In the list of forms.
        long: What is written, and how.
        out: What the example calls the file or directory.
    """

    short: str
    long: str
    out: str


_CONLL = (
    "A line a character: the character, a tab and its tag; spaces are tokens, so part the columns "
    "at tabs. A line break or tab of a text stands as ␊, ␍ or ␉, and a comment before such a text "
    "gives it as JSON (# text_json = …). leakbench run --corpus FILE.conll reads it."
)
_LONGEST = "Of labels that overlap the longest stays."
TOLD: Final = {
    "conll-bio": _Told("CoNLL, tags B-, I- and O.", f"{_CONLL} {_LONGEST}", "train.conll"),
    "conll-bioes": _Told(
        "CoNLL, tags B-, I-, E-, S- and O.", f"{_CONLL} {_LONGEST}", "train.bioes"
    ),
    "spacy": _Told(
        "spaCy's DocBin.",
        "A directory of .spacy files, which spacy train takes as it takes one file: documents of a "
        f"token a character, with their entities. {_LONGEST} Needs spaCy: "
        "pip install 'leakbench[spacy]'.",
        "spacy-train",
    ),
    "label-studio": _Told(
        "Label Studio's tasks.",
        "A JSON array of tasks with annotations, in code points; beside it STEM.config.xml, the "
        "labelling interface of their project. Labels that overlap all stand there.",
        "tasks.json",
    ),
    "doccano": _Told(
        "doccano's JSON lines.",
        "A line a text, with its labels as [start, end, label] in code points. Labels that overlap "
        "all stand there. leakbench run --corpus FILE.jsonl reads it.",
        "doccano.jsonl",
    ),
    "brat": _Told(
        "brat's texts and annotations.",
        "A directory of a .txt and an .ann file a text, in folders of a thousand, with "
        "annotation.conf. Labels that overlap all stand there. leakbench run --corpus DIR reads "
        "it.",
        "brat-train",
    ),
    "presidio-evaluator": _Told(
        "presidio-evaluator's samples.",
        "A JSON array of InputSample: full_text and spans, in code points. Labels that overlap all "
        "stand there, under leakbench's names.",
        "samples.json",
    ),
    "huggingface": _Told(
        "Hugging Face token classification.",
        "A directory that datasets.load_dataset reads, laid out as a repository of the Hub: "
        "Parquet of tokens, a character each, and ner_tags (BIO), whose names stand in README.md "
        "and in the file; of generated records croissant.json too, and of their test split "
        f"eval.yaml. {_LONGEST} leakbench run --corpus FILE.parquet reads it.",
        "hub-train",
    ),
}


@click.group(
    cls=Group,
    epilog="Example: leakbench export conll-bio exam_roster --split train --rows 20000 "
    "--out out/exam.conll",
)
def export() -> None:
    """Write labelled texts for programs that train or annotate, or results for a chart.

    Texts are those of a corpus, of a dataset's directory, or of a labelled file or its card, as
    leakbench run --corpus takes them.
    """


@export.command(
    "github-action-benchmark",
    epilog="Example: leakbench export github-action-benchmark out/run",
    short_help="Results as github-action-benchmark reads them.",
)
@click.argument("results", nargs=-1, required=True, type=DiskPath(exists=True))
def github_action_benchmark(results: tuple[Path, ...]) -> None:
    """Print RESULTS (directories of leakbench run, or files) for a chart of history.

    The JSON of customBiggerIsBetter, with recall, precision and F1 in percent, and rows a second,
    of the last run of every detector that did not fail.
    """
    from leakbench.benchmarks.elsewhere.action_benchmark import action_benchmark
    from leakbench.benchmarks.store.directory import find_results, latest

    found = action_benchmark(latest(find_results(results)))
    if not found:
        raise click.ClickException("every detector of these results failed: nothing to export")
    emit_json(found)


@export.command(
    "every-eval-ever",
    epilog="Example: leakbench export every-eval-ever results --organization Example "
    "--out out/every-eval-ever",
    short_help="Results as records of Every Eval Ever.",
)
@click.argument("results", nargs=-1, required=True, type=DiskPath(exists=True))
@click.option("--organization", required=True, help="Who ran them, as the records will say.")
@out_option(required=True, help="A new or empty directory; data/leakbench/… is made in it.")
def every_eval_ever(results: tuple[Path, ...], organization: str, out: Path) -> None:
    """Write RESULTS (directories of leakbench run, or files) for evaleval's store of results.

    A file a detector and version, of schema 0.3.0, with strict F1, recall, precision and false
    alarms on all that it was scored on, and their intervals. Of several runs of one thing the last
    counts; detectors that failed are left out.
    """
    from leakbench.benchmarks.elsewhere.every_eval_ever import write_records
    from leakbench.benchmarks.store.directory import find_results, latest

    made = write_records(latest(find_results(results)), organization, time.time(), out)
    note(f"{out}: {counted(made, 'record')}")


def _command(form: str, told: _Told) -> click.Command:
    """The command of a form."""

    def texts(source: str, *, rows: int | None, out: Path, force: bool, **chosen: Any) -> None:
        write_texts(form, _texts(source, rows, Spec(corpus="", **chosen)), out, force=force)

    texts.__doc__ = (
        f"Write the labelled texts of SOURCE. {told.long}\n\n"
        "Every labelled value is there, masked and damaged ones too: what is left of a masked "
        "number is still one, and is to be found. Of a labelled file with a card, labels are what "
        "the card says they mean. What makes a corpus (seed, noise, …) is, of what is on disk, "
        "what it was made with."
    )
    options: tuple[Callable[[Any], Any], ...] = (
        click.command(
            form,
            epilog=f"Example: leakbench export {form} legal_person --split train --noise worn "
            f"--rows 20000 --out out/{told.out}",
            short_help=told.short,
        ),
        click.argument("source", metavar=RECORDS, shell_complete=completing.corpora),
        rows_option(
            help=f"How many records: by default all of a file or dataset, {ROWS:,} of a corpus."
        ),
        spec_options,
        click.option(
            "--out",
            type=OutPath(urls=True),
            required=True,
            metavar="PATH",
            help="The file or directory that is written; - is stdout, for forms of one file.",
        ),
        click.option(
            "--force",
            is_flag=True,
            help="Replace the file, or the directory if such an export wrote all that is in it.",
        ),
    )
    command: Any = texts
    for add in reversed(options):
        command = add(command)
    return command


for _form, _told in TOLD.items():
    export.add_command(_command(_form, _told))


def _texts(text: str, rows: int | None, spec: Spec) -> "LabelledTexts":
    """The records of a source; never more than there are."""
    from leakbench.benchmarks.sources.opening import open_source
    from leakbench.benchmarks.training_formats.labelled_texts import LabelledTexts

    source: Source = open_source(text, spec)
    there = source.rows
    if there is None:
        return LabelledTexts(source, rows or ROWS)
    return LabelledTexts(source, there if rows is None else min(rows, there))


def write_texts(form: str, texts: "LabelledTexts", out: Path, *, force: bool) -> None:
    """Write labelled texts in a form of ``TOLD``, and say so on stderr.

    Args:
        form: Its name.
        texts: What is written.
        out: The file or directory; - is stdout.
        force: Whether what such an export wrote before is replaced.
    """
    from leakbench.benchmarks.training_formats.forms import FORMS
    from leakbench.benchmarks.training_formats.output_forms import STDOUT

    with progress(f"{texts.name}: {counted(texts.rows, 'record')}", texts.rows) as advance:
        watched = replace(texts, advance=advance)
        FORMS[form].write(watched, out if out == STDOUT else out.resolve(), force=force)
    if out != STDOUT:
        note(f"{out}: {counted(texts.rows, 'record')}, {counted(len(texts.labels), 'label')}")

"""``leakbench show``: what a corpus or a detector is, or one record."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from leakbench.benchmarks.console import completing
from leakbench.benchmarks.console.options import format_option, spec_options
from leakbench.benchmarks.console.output import emit, emit_json
from leakbench.benchmarks.console.subjects import RECORDS
from leakbench.generator.errors import UnknownNameError
from leakbench.generator.plurals import counted
from leakbench.generator.spec import Spec

MAX_ROW = 2**63 - 2


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Imports and vocabularies stay; looking for garbage among them is a tenth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@click.command(
    epilog="Example: leakbench show hotel_stays; "
    "leakbench show legal_person --row 1000000000000 --format json; leakbench show native",
)
@click.argument("name", metavar=RECORDS, shell_complete=completing.described)
@click.option(
    "--row",
    type=click.IntRange(0, MAX_ROW),
    help="Print this record; a far one costs what the first one costs.  [default: of what is on "
    "disk the first]",
)
@spec_options
@format_option
@click.pass_context
def show(
    context: click.Context, /, *, name: str, row: int | None, form: str, **chosen: Any
) -> None:
    """Describe NAME, a corpus or a detector; with --row print a record of it.

    Of a corpus that is its card, in Chinese Markdown: columns, labels, law, writings, an example.
    Of a detector, what it is, where it comes from, under which licence, and which labels it finds.

    A record is printed with everything that is labelled in it. It counts as leakbench errors does,
    of a dataset's directory and of a labelled file too; what makes a corpus (seed, noise, …) is
    then what it was made with.
    """
    with _nothing_collected():
        from leakbench.benchmarks.sources.labelled_formats import SUFFIXES
        from leakbench.generator.corpus import corpus_names
        from leakbench.generator.storage.stored_path import path_of

        if name in corpus_names():
            if row is not None:
                from leakbench.benchmarks.sources.record import record_at

                _record(record_at(Spec(corpus=name, **chosen), row), form)
                return
            _refuse_given(context, chosen.keys() - {"pack"}, "says how a record is made: --row N")
            _card(name, form)
        elif (path := path_of(name)).exists() or path.suffix in SUFFIXES:
            _record(_on_disk(path, row or 0), form)
        else:
            _refuse_given(context, {"row"}, f"is of corpora and files, and {name} is none")
            _detector(name, form)


def _refuse_given(context: click.Context, names: set[str], why: str) -> None:
    for name in sorted(names):
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise click.UsageError(f"--{name.replace('_', '-')} {why}")


def _record(record: dict[str, Any], form: str) -> None:
    if form == "json":
        emit_json(record)
        return
    click.echo(f"record {record['record_id']}\n\n{record['text']}\n")
    emit(record["spans"], form, ["start", "end", "label", "value", "quality", "form"])
    click.echo()
    emit([{"column": name, "cell": cell} for name, cell in record["fields"].items()], form)


def _on_disk(path: Path, row: int) -> dict[str, Any]:
    from leakbench.benchmarks.sources.opening import open_path
    from leakbench.benchmarks.sources.record import record_of

    source = open_path(path)
    if row >= source.rows:
        raise click.UsageError(
            f"{path} has {counted(source.rows, 'record')}, from 0 on: none is {row}"
        )
    return record_of(source, row)


def _card(name: str, form: str) -> None:
    from leakbench.benchmarks.commands.list import corpus_record
    from leakbench.benchmarks.sources.corpus_description import corpus_description
    from leakbench.generator.corpus import load_corpus

    if form == "json":
        emit_json(corpus_record(load_corpus(name)))
    else:
        click.echo(corpus_description(name), nl=False)


def _detector(name: str, form: str) -> None:
    from leakbench.benchmarks.commands.list import detector_record
    from leakbench.benchmarks.running.inquiry import listing_apart
    from leakbench.detectors.registry import UnknownDetectorError, names
    from leakbench.generator.corpus import corpus_names

    try:
        record = detector_record(listing_apart(name))
    except UnknownDetectorError:
        known = [*corpus_names(), *names()]
        raise UnknownNameError("corpus, file or detector", name, known) from None
    if form == "json":
        emit_json(record)
    else:
        told = {what: says for what, says in record.items() if says not in (None, "", [])}
        emit([{"what": what, "says": says} for what, says in told.items()], form)

"""``leakbench peek``: print one record."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from leakbench.benchmarks.console.options import format_option, spec_options
from leakbench.benchmarks.console.output import emit, emit_json
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
    epilog="Example: leakbench peek legal_person --row 1000000000000 --format json",
    short_help="Print one record of a corpus.",
)
@click.argument("corpus", metavar="NAME|DIR|FILE")
@click.option(
    "--row",
    type=click.IntRange(0, MAX_ROW),
    default=0,
    show_default=True,
    help="Which record; a far one costs what the first one costs.",
)
@spec_options
@format_option
def peek(corpus: str, *, row: int, form: str, **chosen: Any) -> None:
    """Print a record of a corpus with everything that is labelled in it.

    As leakbench errors counts, of a dataset's directory and of a labelled file too; what makes a
    corpus (seed, noise, …) is then what it was made with.
    """
    with _nothing_collected():
        from leakbench.benchmarks.sources.record import record_at
        from leakbench.generator.corpus import corpus_names, load_corpus
        from leakbench.generator.storage.stored_path import path_of

        if corpus not in corpus_names() and path_of(corpus).exists():
            record = _on_disk(path_of(corpus), row)
        else:
            record = record_at(Spec(corpus=load_corpus(corpus).name, **chosen), row)
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
        raise click.UsageError(f"{path} has {source.rows:,} records, from 0 on: none is {row}")
    return record_of(source, row)

"""``leakbench generate``: write a dataset, a file of any format, or a seized office."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from leakbench.benchmarks.commands.export import TOLD, write_texts
from leakbench.benchmarks.console import completing
from leakbench.benchmarks.console.choices import OneOf
from leakbench.benchmarks.console.engines import jobs_options
from leakbench.benchmarks.console.options import force_option, rows_option, spec_options
from leakbench.benchmarks.console.paths import OutPath
from leakbench.benchmarks.console.progress import note, progress
from leakbench.generator.containers.formats import FORMATS
from leakbench.generator.plurals import counted
from leakbench.generator.spec import Spec

if TYPE_CHECKING:
    from leakbench.generator.datasets.parts import DatasetPart
    from leakbench.generator.jobs.contract import Jobs

CASE = "case"
"""The word that stands for a whole seized office in the place of a corpus."""
_STDOUT = "-"
_ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
_ONLY_OF_A_CASE = {"records": "--records", "files": "--files"}
_ONLY_OF_A_FILE = {"encoding": "--encoding", "delimiter": "--delimiter", "track": "--track"}


def _part(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> "DatasetPart | None":
    from leakbench.generator.datasets.parts import PartError, part_from

    try:
        return None if value is None else part_from(value)
    except PartError as error:
        raise click.BadParameter(str(error)) from None


def _corpora(context: click.Context, parameter: click.Parameter, begun: str) -> list[Any]:
    offers = completing.corpora(context, parameter, begun)
    return [CompletionItem(CASE), *offers] if begun and CASE.startswith(begun) else offers


def _delimiter(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    return None if value is None else value.replace("\\t", "\t")


@click.command(
    epilog="Example: leakbench generate legal_person --rows 100000 --noise worn --out out/worn; "
    "leakbench generate sales_leads --rows 2000 --format xlsx --out out/leads.xlsx; "
    "leakbench generate case --seed 7 --out out/case",
)
@click.argument("corpus", shell_complete=_corpora)
@rows_option(help="How many records of a corpus.")
@click.option(
    "--format",
    "form",
    type=OneOf([*(form.name for form in FORMATS.values() if form.written), *TOLD]),
    help="Write one file of this kind instead of a dataset's directory, and its truth beside it; "
    "or labelled texts for training, as leakbench export does. Values stand in it as they are, "
    "also those that a spreadsheet would calculate.",
)
@click.option(
    "--encoding",
    type=OneOf(_ENCODINGS),
    help="Of a text file.  [default: utf-8]",
)
@click.option(
    "--delimiter",
    callback=_delimiter,
    metavar="TEXT",
    help="Between the cells of a txt, such as '----' or '|'; '' writes them in one.  "
    "[default: a tab]",
)
@click.option(
    "--track",
    type=OneOf(["text", "table"]),
    help="The records' texts or their columns.  [default: columns of lists, texts of the others]",
)
@spec_options
@click.option(
    "--records",
    type=click.IntRange(300),
    help="How many records a case has in all its lists.  [default: 1200000]",
)
@click.option(
    "--files",
    type=click.IntRange(12),
    help="How many files a case has, office files among them.  [default: 340]",
)
@jobs_options
@click.option(
    "--part",
    callback=_part,
    metavar="K/N",
    help="Write the shards of part K of N only. The run that finds all parts in the directory "
    "makes them a whole dataset: the last one, or after copying them together any one again.",
)
@click.option(
    "--out",
    type=OutPath(urls=True, allow_dash=True),
    required=True,
    metavar="DIR|FILE|-",
    help="The directory of a dataset or a case; with --format the file, - is stdout.",
)
@force_option
@click.pass_context
def generate(  # noqa: PLR0913 - one argument an option
    context: click.Context,
    /,
    corpus: str,
    *,
    rows: int | None,
    form: str | None,
    jobs: "Jobs | None",
    part: "DatasetPart | None",
    out: Path,
    force: bool,
    **chosen: Any,
) -> None:
    """Generate records of CORPUS as Parquet shards with a manifest, or as one file.

    A run that was stopped goes on where it was when the same command is given again. With --format
    it is one file, with the place of every value in FILE.truth.parquet beside it.

    The CORPUS "case" is a whole seized office: machines, folders, lists that were resold, and
    ordinary office files; what is true of it stands in DIR/truth.
    """
    of_case = {name: chosen.pop(name) for name in _ONLY_OF_A_CASE}
    of_file = {name: chosen.pop(name) for name in _ONLY_OF_A_FILE}
    if corpus == CASE:
        _refuse(of_file | {"rows": rows, "format": form, "part": part}, "a case has no")
        _case(context, chosen, of_case, (jobs, out, force))
        return
    _refuse(of_case, "only a case has")
    corpus = _known(corpus)
    if rows is None:
        raise click.UsageError("Missing option '--rows': how many records")
    if form is None:
        _refuse(of_file, "only a file (--format) has")
        if str(out) == _STDOUT:
            raise click.UsageError("a dataset is a directory; with --format it can go to stdout")
        _dataset(Spec(corpus=corpus, **chosen), rows, (jobs, part), (out, force))
        return
    if part is not None or jobs is not None:
        raise click.UsageError("--workers, --engine and --part are for datasets, not for one file")
    if form in TOLD:
        _refuse(of_file, f"{form} has no")
        _training_texts(Spec(corpus=corpus, **chosen), rows, form, (out, force))
        return
    _file(Spec(corpus=corpus, **chosen), rows, (form, of_file), (out, force))


def _known(corpus: str) -> str:
    from leakbench.generator.corpus import corpus_names, load_corpus
    from leakbench.generator.errors import UnknownNameError

    known = corpus_names()
    if corpus not in known:
        raise UnknownNameError("corpus", corpus, [*known, CASE])
    return load_corpus(corpus).name


def _refuse(options: dict[str, Any], why: str) -> None:
    for name, value in options.items():
        if value is not None:
            raise click.UsageError(f"{why} --{name}")


def _dataset(
    spec: Spec,
    rows: int,
    how: "tuple[Jobs | None, DatasetPart | None]",
    where: tuple[Path, bool],
) -> None:
    from leakbench.generator.datasets.dataset import write_dataset
    from leakbench.generator.datasets.resuming import broken_notes
    from leakbench.generator.datasets.shards import tasks
    from leakbench.generator.jobs.local import LocalJobs

    (jobs, part), (out, force) = how, where
    every = tasks(spec, rows)
    mine = sum(task.rows for task in (every if part is None else part.choose(every)))
    what = f"{spec.corpus}: {counted(mine, 'row')}"
    if part is not None:
        what = f"{spec.corpus}, part {part}: {counted(mine, 'row')}"
    for error in broken_notes(out):
        note(f"{error}; the shards that it named are written again")
    with progress(what, mine) as advance:
        manifest = write_dataset(
            spec, rows, out, jobs=jobs or LocalJobs(1), part=part, force=force, progress=advance
        )
    there = len(manifest.shards)
    if there < len(every):
        note(f"{out}: {there} of {len(every)} shards are there; the other parts are missing")
        return
    shards = f"{there} shard" if there == 1 else f"{there} shards"
    note(f"{out}: {counted(rows, 'row')}, {shards}, content hash {manifest.content_hash}")


def _training_texts(spec: Spec, rows: int, form: str, where: tuple[Path, bool]) -> None:
    from leakbench.benchmarks.sources.source import CorpusSource
    from leakbench.benchmarks.training_formats.labelled_texts import LabelledTexts

    out, force = where
    write_texts(form, LabelledTexts(CorpusSource(spec, rows), rows), out, force=force)


def _file(
    spec: Spec,
    rows: int,
    what: tuple[str, dict[str, Any]],
    where: tuple[Path, bool],
) -> None:
    from leakbench.generator.containers.formats import Style, format_named
    from leakbench.generator.containers.truth import truth_path
    from leakbench.generator.containers.writing import (
        about_records,
        kind_of,
        records,
        write_file,
        write_stream,
    )
    from leakbench.generator.datasets.outputs import OutputExistsError

    (name, asked), (out, force) = what, where
    form = format_named(name)
    if asked["encoding"] is not None and not form.text:
        raise click.UsageError(f"{name} has no --encoding")
    if asked["delimiter"] is not None and name != "txt":
        raise click.UsageError(f"{name} has no --delimiter; txt has")
    style = Style(
        asked["encoding"] or "utf-8", "\t" if asked["delimiter"] is None else asked["delimiter"]
    )
    kind = kind_of(spec, rows, form, style, asked["track"])
    parts = records(spec, rows, asked["track"])
    if str(out) == _STDOUT:
        write_stream(parts, kind, sys.stdout.buffer)
        note(f"stdout: {rows:,} records; their truth is kept nowhere, --out FILE writes it beside")
        return
    if out.is_dir():
        raise click.UsageError(f"{out} is a directory; --format writes one file")
    if out.exists() and not force:
        raise OutputExistsError(out, "is there already")
    values = write_file(parts, kind, out, about_records(spec, rows))
    note(f"{out}: {rows:,} records, {values:,} values; where they stand is in {truth_path(out)}")


def _case(
    context: click.Context,
    chosen: dict[str, Any],
    of_case: dict[str, Any],
    how: "tuple[Jobs | None, Path, bool]",
) -> None:
    from leakbench.generator.cases.case import Case
    from leakbench.generator.cases.case_writing import write_case
    from leakbench.generator.jobs.local import LocalJobs
    from leakbench.generator.storage.stored_path import StoredPath

    jobs, out, force = how
    if isinstance(out, StoredPath):
        raise click.UsageError("a case is written on a disk; copy its folder to the store")
    for name in ("noise", "strength", "headers", "columns", "rows_per_file"):
        if context.get_parameter_source(name) is not click.core.ParameterSource.DEFAULT:
            raise click.UsageError(f"a case draws --{name.replace('_', '-')} for each list")
        del chosen[name]
    asked = {name: value for name, value in of_case.items() if value is not None}
    case = Case(Spec(corpus="", **chosen), **asked)
    with progress(
        f"case: {counted(case.records, 'record')} in {counted(case.files, 'file')}", case.files
    ) as advance:
        found = write_case(case, out, jobs=jobs or LocalJobs(1), force=force, progress=advance)
    note(
        f"{out}: {found['files']:,} files, {found['list_files']:,} of them lists with "
        f"{found['list_rows']:,} rows about {found['people']:,} people; "
        f"{out / 'seized'} is what was seized, {out / 'truth'} what is true of it"
    )

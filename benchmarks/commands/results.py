"""``leakbench results``: what stands in a store of results."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leakbench.benchmarks.console.choices import OneOf
from leakbench.benchmarks.console.group import Group
from leakbench.benchmarks.console.options import format_option, out_option
from leakbench.benchmarks.console.output import emit, emit_json
from leakbench.benchmarks.console.paths import DiskPath, OutPath
from leakbench.benchmarks.console.progress import note
from leakbench.generator.plurals import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

# As result_tables.FACTS, which is not imported for a help text; a test compares them.
FACTS = ("corpus", "noise", "strength", "headers", "columns", "identity", "split", "seed")
HOW_TO_READ = (
    "personal_f1: personal values, MOBILE or PHONE alike, as leakbench run ranks;\n"
    "the other scores: all labels, each by its exact name"
)
SCORES = ["personal_f1", "recall", "precision", "f1", "f2", "recall_declared"]
SCORES += ["recall_subjects", "recall_seen", "recall_unseen"]
NAMED = ["corpus", "noise", "track", "detector", "version", "rows"]

paths_argument = click.argument("paths", nargs=-1, required=True, type=DiskPath(exists=True))


def _packed_name(_context: click.Context, _option: click.Parameter, value: Path) -> Path:
    from leakbench.benchmarks.store.reading import PACKED, is_packed

    if not is_packed(value):
        raise click.BadParameter(f"a file of packed results is called *{PACKED}")
    return value


@click.group(cls=Group, epilog="Example: leakbench results list out/run")
def results() -> None:
    """List, show, merge and pack what leakbench run wrote."""


@results.command(
    "list",
    epilog="Example: leakbench results list out/run --by noise --by headers",
    short_help="One line a result, or a group of them.",
)
@paths_argument
@click.option(
    "--by",
    multiple=True,
    type=OneOf(FACTS),
    help="Add up the counts of results that agree in this; repeat for more. Of several runs of "
    "one thing the last one counts.",
)
@format_option
def list_results(paths: tuple[Path, ...], by: tuple[str, ...], form: str) -> None:
    """List the results in PATHS: directories of leakbench run, or files, packed ones too."""
    from leakbench.benchmarks.scoring.counts import CountsError
    from leakbench.benchmarks.store.directory import latest, stored_results
    from leakbench.benchmarks.store.tables import pooled, result_row

    found = stored_results(paths)
    if by:
        try:
            rows = pooled(latest(one.result for one in found), by)
        except CountsError as error:
            raise click.UsageError(str(error)) from None
        emit(rows, form, ["detector", "track", *by, "results", "rows", *SCORES])
        _how_to_read(form)
        return
    rows = [{**result_row(one.result), "file": str(one.path), "line": one.line} for one in found]
    lines = ["line"] * any(one.line is not None for one in found)
    emit(rows, form, [*NAMED, *SCORES[:4], "file", *lines])
    _how_to_read(form)


def _how_to_read(form: str) -> None:
    """Tell the two kinds of scores apart, where somebody reads."""
    if form == "table":
        note(HOW_TO_READ)


@results.command(
    "show",
    epilog="Example: leakbench results show results/runs.jsonl.gz 17",
    short_help="All scores of one result.",
)
@click.argument("path", type=DiskPath(exists=True, dir_okay=False))
@click.argument("line", required=False, type=click.IntRange(1))
@format_option
def show_result(path: Path, line: int | None, form: str) -> None:
    """Show everything that the result in PATH says: modes, labels, files and all breakdowns.

    Of the detector, the distribution that was installed for it is told, with a SHA-256 over its
    files; of a plug-in that is the one which registers it, whatever version it claims.

    Of files, recall is told over them, and the share of those in which it is lower; the worst ones
    with their first row, for leakbench show --row, and their number, for leakbench errors --file.

    Of a packed file, LINE says which result, as leakbench results list tells it.
    """
    from leakbench.benchmarks.store.reading import read_results
    from leakbench.benchmarks.store.tables import inside, result_row

    found = read_results(path)
    asked = [one.result for one in found if line in {None, one.line}]
    if len(asked) != 1:
        which = "name the line of one" if line is None else f"none of them is line {line}"
        raise click.UsageError(f"{path} holds {counted(len(found), 'result')}: {which}")
    (result,) = asked
    tables = inside(result)
    if form == "json":
        known = {
            "intervals": result.intervals,
            "files": result.files,
            "distribution": result.distribution,
        }
        emit_json({**result_row(result), **known, "tables": tables})
        return
    row = result_row(result)
    emit([row], form, [*NAMED, *SCORES])
    _how_to_read(form)
    if result.distribution is not None:
        emit([result.distribution], form)
    for reason in (result.failure, result.not_comparable):
        if reason is not None:
            note(reason)
    for rows in tables.values():
        keys = dict.fromkeys(key for one in rows for key in one)
        emit(rows, form, list(keys))


@results.command(
    "merge",
    epilog="Example: leakbench results merge out/monday out/tuesday --out out/all",
    short_help="Put results of several stores into one.",
)
@paths_argument
@out_option(required=True, help="The store that takes them; what is there stays as it is.")
def merge(paths: tuple[Path, ...], out: Path) -> None:
    """Copy the results in PATHS, with their raw predictions, into one store, a file a result."""
    from leakbench.benchmarks.store.directory import merge_results

    added = merge_results(paths, out)
    note(f"{counted(added, 'result')} added to {out}")


@results.command(
    "pack",
    epilog="Example: leakbench results pack out/run --out results/runs.jsonl.gz",
    short_help="Put many results into one small file.",
)
@paths_argument
@click.option(
    "--out",
    type=OutPath(dir_okay=False),
    required=True,
    callback=_packed_name,
    metavar="FILE.jsonl.gz",
    help="The file that takes them; what is there stays.",
)
def pack(paths: tuple[Path, ...], out: Path) -> None:
    """Pack the results in PATHS, without their raw predictions, into one file, a line a result.

    Every command that reads results reads this file, and leakbench results merge makes a file of
    each line again.
    """
    from leakbench.benchmarks.store.packing import pack_results

    added = pack_results(paths, out)
    note(f"{counted(added, 'result')} added to {out}")


@results.command(
    "check",
    epilog="Example: leakbench results check . --rerun 500",
    short_help="Tell whether submissions are what they say.",
)
@click.argument("root", metavar="DIR", type=DiskPath(exists=True, file_okay=False))
@click.option(
    "--rerun",
    type=click.IntRange(1),
    metavar="ROWS",
    help="Let each detector, installed here, answer so many records of its results once more. This "
    "runs the submitter's code.",
)
@format_option
def check(root: Path, rerun: int | None, form: str) -> None:
    """Check the submissions in DIR: a repository with submissions/NAME/, or one of these folders.

    Each holds runs.jsonl.gz (leakbench results pack) and submission.toml, which says who sends it,
    of which detector and version, under which licence, and how it is installed and run. Records are
    generated anew: their hash and the values in them must be those of the results. One line is a
    fault; exits with 1 if there is any.
    """
    from leakbench.benchmarks.submissions.check import faults
    from leakbench.benchmarks.submissions.submission import submissions_in

    folders = submissions_in(root)
    if not folders:
        raise click.ClickException(f"{root}: no submissions in it (submissions/NAME/)")
    found = [fault for folder in folders for fault in faults(folder, _command, rerun)]
    if form == "json":
        emit_json(found)
    else:
        for fault in found:
            click.echo(fault)
    if found:
        raise click.ClickException(
            f"{counted(len(found), 'fault')} in {counted(len(folders), 'submission')}"
        )
    note(f"{counted(len(folders), 'sound submission')}")


def _command(words: "Sequence[str]") -> "dict[str, Any]":
    """What a command line of leakbench run asks for; nothing is opened or run.

    Raises:
        ValueError: It is none.
    """
    from leakbench.benchmarks.commands.run import MAIN_CORPORA, run

    with click.Context(run, info_name="leakbench run") as context:
        try:
            given, extra, _ = run.make_parser(context).parse_args(list(words))
            asked = {
                one.name: one.type_cast_value(context, given[one.name])
                for one in run.params
                if one.name in given
            }
            usual = {
                one.name: one.get_default(context)
                for one in run.params
                if one.name in _WITH_DEFAULT
            }
        except click.UsageError as error:
            raise ValueError(error.format_message()) from None
    if extra:
        raise ValueError(f"{extra[0]!r} is no option")
    if not asked.get("detectors"):
        raise ValueError("it names no --detector")
    return {"corpora": MAIN_CORPORA, "rows": None, **usual, **asked}


_WITH_DEFAULT = ("track", "noise", "split", "seed")

"""``leakbench detect``: what a detector finds in files, and copies without it."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from leakbench.benchmarks.console.choices import OneOf
from leakbench.benchmarks.console.engines import jobs_options
from leakbench.benchmarks.console.paths import OutPath, PathOrUrl
from leakbench.benchmarks.console.progress import note, progress
from leakbench.benchmarks.running.isolation_options import isolation_options
from leakbench.benchmarks.scanning.options import reader_option
from leakbench.generator.plurals import counted

if TYPE_CHECKING:
    from leakbench.benchmarks.detection.files import Answering
    from leakbench.benchmarks.detection.sinks import FindingsForm
    from leakbench.benchmarks.detection.tally import Tally
    from leakbench.benchmarks.redaction.keys import Key
    from leakbench.benchmarks.redaction.replacements import Redaction
    from leakbench.benchmarks.running.detector_process import Limits
    from leakbench.benchmarks.running.entrants import Entrant
    from leakbench.generator.jobs.contract import Jobs

STDIN: Final = Path("-")
FORMS: Final = ("table", "json", "csv", "parquet")
REDACTIONS: Final = ("mask", "label", "pseudonym", "surrogate")
KEYED: Final = REDACTIONS[2:]
NAMED: Final = 20  # problems that are told one by one


@click.command(
    epilog="Example: leakbench detect seized/ --format json --out findings.jsonl",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=PathOrUrl())
@reader_option
@click.option(
    "--format",
    "form",
    type=OneOf(FORMS),
    default="table",
    show_default=True,
    help="What is printed or written: rows with what was found marked, to read; JSON lines; CSV, "
    "an apostrophe before texts that a spreadsheet would calculate; Parquet.",
)
@click.option(
    "--redact",
    type=OneOf(REDACTIONS),
    help="Write copies instead, everything found replaced: by stars, by its label, by a name that "
    "only the key tells, or by a made-up value of the same kind and form.",
)
@click.option(
    "--redaction-key",
    "key",
    metavar="TEXT",
    envvar="LEAKBENCH_REDACTION_KEY",
    help="For pseudonym and surrogate: with the same key a value has the same replacement in every "
    "file. Better in the environment: LEAKBENCH_REDACTION_KEY.",
)
@click.option(
    "--out",
    type=OutPath(urls=True),
    metavar="PATH",
    help="The file that takes the findings; with --redact the file or folder of the copies.",
)
@click.option("--force", is_flag=True, help="Replace files that stand there already.")
@jobs_options
@isolation_options
def detect(  # noqa: PLR0913 - one argument an option
    *,
    paths: tuple[Path, ...],
    detector: str,
    form: "FindingsForm",
    redact: "Redaction | None",
    key: str | None,
    out: Path | None,
    force: bool,
    jobs: "Jobs | None",
    limits: "Limits | None",
) -> None:
    """Have a detector read files: tables, texts, documents, archives, and folders of them.

    PATH - reads lines of text from stdin as they come. Rows are counted from 0 in JSON, CSV and
    Parquet (as in a truth file), title rows and header included, and from 1 in lines to read.
    What cannot be read is named on stderr, and the exit code is 1.
    """
    from leakbench.benchmarks.detection.tally import Tally
    from leakbench.benchmarks.running.choice import choose

    secret = _key(redact, key)
    _refuse(paths, form, redact, out)
    if jobs is not None and (redact is not None or paths == (STDIN,)):
        raise click.UsageError("--workers and --engine are for findings in files")
    (one,) = choose([detector], limits)
    tally = Tally()
    if redact is None:
        _find(paths, _answering(one, jobs, limits), form, _fresh(out, force=force), tally)
    elif paths == (STDIN,):
        _redact_stdin(one, redact, secret, tally)
    else:
        assert out is not None  # noqa: S101 - for the type checker: refused above
        _copy(paths, one, (redact, secret), (out, force), tally)
    _tell(tally)
    if tally.unread:
        sys.exit(1)


def _answering(one: "Entrant", jobs: "Jobs | None", limits: "Limits | None") -> "Answering":
    """Who answers: the detector that was built to see whether it can be, or an engine's own."""
    from leakbench.benchmarks.detection.files import Dealt, Here

    if jobs is None:
        return Here(one)
    one.close()
    return Dealt(jobs, one.asked, limits)


def _key(redact: "Redaction | None", key: str | None) -> "Key | None":
    from leakbench.benchmarks.redaction.keys import Key

    if redact not in KEYED:
        return None
    if not key:
        raise click.UsageError(
            f"--redact {redact} needs a key: --redaction-key TEXT, or LEAKBENCH_REDACTION_KEY"
        )
    return Key(key)


def _refuse(paths: tuple[Path, ...], form: str, redact: str | None, out: Path | None) -> None:
    if STDIN in paths and len(paths) > 1:
        raise click.UsageError("- is stdin, which is read alone")
    if redact is None and form == "parquet" and out is None:
        raise click.UsageError("Parquet is no text: name a file with --out")
    if redact is not None and out is None and STDIN not in paths:
        raise click.UsageError("--redact writes copies: name their file or folder with --out")
    for path in paths:
        if path != STDIN and not path.exists():
            raise click.UsageError(f"{path}: there is nothing here")
        if redact is not None and out is not None and path.is_dir():
            where = out.resolve()
            if path.resolve() in (where, *where.parents):
                raise click.UsageError(f"{out} lies in {path}: copies stand apart from their files")


def _fresh(out: Path | None, *, force: bool) -> Path | None:
    from leakbench.generator.datasets.outputs import OutputExistsError

    if out is not None and out.exists() and not force:
        raise OutputExistsError(out, "exists")
    return out


def _find(
    paths: tuple[Path, ...],
    answering: "Answering",
    form: "FindingsForm",
    out: Path | None,
    tally: "Tally",
) -> None:
    from leakbench.benchmarks.detection.files import detect, questions, sheet_questions
    from leakbench.benchmarks.detection.line_stream import line_sheet
    from leakbench.benchmarks.detection.sinks import sink

    with sink(form, sys.stdout if out is None else out) as findings:
        if paths == (STDIN,):
            tally.files += 1
            sheet = line_sheet(sys.stdin.buffer)  # type: ignore[arg-type]  # is buffered
            asked = sheet_questions("-", [sheet], tally)
        else:
            asked = chain.from_iterable(questions(path, tally) for path in _files(paths, tally))
        detect(asked, answering, findings, tally)


def _redact_stdin(one: "Entrant", redact: "Redaction", key: "Key | None", tally: "Tally") -> None:
    from leakbench.benchmarks.detection.answered_sheets import answered
    from leakbench.benchmarks.detection.line_stream import line_sheet
    from leakbench.benchmarks.redaction.redacting import redacted
    from leakbench.benchmarks.redaction.replacements import replacement

    tally.files += 1
    replaces = replacement(redact, key)
    _, parts = answered(line_sheet(sys.stdin.buffer), one)  # type: ignore[arg-type]  # is buffered
    for part in parts:
        tally.add(part.answer, part.strings.num_rows)
        made = redacted(part.strings, part.answer, replaces)
        sys.stdout.write("".join(f"{line}\n" for line in made.column(0).to_pylist()))
        sys.stdout.flush()


def _copy(
    paths: tuple[Path, ...],
    one: "Entrant",
    how: "tuple[Redaction, Key | None]",
    where: tuple[Path, bool],
    tally: "Tally",
) -> None:
    from leakbench.benchmarks.detection.redacted_copies import Redactor, copies
    from leakbench.benchmarks.redaction.replacements import replacement

    redactor = Redactor(one, replacement(*how), tally)
    out, force = where
    for path in _files(paths, tally):
        target = copies(path, paths, out)
        redactor.copy(path, _not_the_same(path, target, force=force))


def _not_the_same(path: Path, out: Path, *, force: bool) -> Path:
    if out.exists() and out.samefile(path):
        raise click.UsageError(f"{out}: a copy never replaces the file it is made of")
    _fresh(out, force=force)
    return out


def _files(paths: tuple[Path, ...], tally: "Tally") -> Iterator[Path]:
    from leakbench.generator.containers.opening import files_under

    found = list(files_under(paths))
    what = counted(len(found), "file")
    with progress(what, len(found)) as advance:
        for one in found:
            if one.problem is None:
                yield one.path
            else:
                named = (str(one.path), one.problem)
                (tally.skipped if one.skipped else tally.unread).append(named)
            advance(1)


def _tell(tally: "Tally") -> None:
    note(str(tally))
    for what, places in (("skipped", tally.skipped), ("not read", tally.unread)):
        for where, why in places[:NAMED]:
            note(f"{what}: {where}: {why}")
        if len(places) > NAMED:
            note(f"{what}: {len(places) - NAMED:,} more")

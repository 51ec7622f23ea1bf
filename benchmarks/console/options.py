"""Options that several commands share: a decorator each, or a function where commands differ."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from leakbench.benchmarks.console import completing
from leakbench.benchmarks.console.choices import OneOf
from leakbench.benchmarks.console.keys import key_option
from leakbench.benchmarks.console.paths import OutPath
from leakbench.benchmarks.console.seeds import seed_option
from leakbench.generator.spec import (
    COLUMNS,
    HEADERS,
    IDENTITIES,
    MOST_ROWS,
    NOISES,
    SPLITS,
    Spec,
)

if TYPE_CHECKING:
    from leakbench.generator.packs import Pack

Command = TypeVar("Command", bound=Callable[..., Any])

DEBUG = "LEAKBENCH_DEBUG"
"""Set in the environment where tracebacks of detectors are wanted; their processes inherit it."""
FIRST_REFERENCE, LAST_REFERENCE = date(2015, 1, 1), date(2060, 12, 31)
"""Reference dates for which area codes are known from the birth of the oldest to the youngest."""


def _reference_date(_context: click.Context, _option: click.Parameter, value: str) -> date:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no date YYYY-MM-DD") from None
    if not FIRST_REFERENCE <= day <= LAST_REFERENCE:
        raise click.BadParameter(f"{day} is not between {FIRST_REFERENCE} and {LAST_REFERENCE}")
    return day


def _labels(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> tuple[str, ...] | None:
    if value is None:
        return None
    labels = tuple(label.strip() for label in value.split(",") if label.strip())
    if not labels:
        raise click.BadParameter("no label named")
    return labels


def _mapping(
    _context: click.Context, _option: click.Parameter, value: tuple[str, ...]
) -> dict[str, str]:
    from leakbench.generator.entities import known_labels
    from leakbench.generator.errors import hint

    pairs = {}
    for item in value:
        name, equals, label = item.partition("=")
        if not (name and equals and label):
            raise click.BadParameter(f"{item!r} is not NAME=LABEL")
        if label not in known_labels():
            raise click.BadParameter(f"unknown label {label!r}; {hint(label, known_labels())}")
        pairs[name] = label
    return pairs


split_option = click.option(
    "--split",
    type=OneOf(SPLITS),
    default="test",
    show_default=True,
    help="Which vocabulary; the three share no names.",
)

noise_option = click.option(
    "--noise",
    type=OneOf(NOISES),
    default="clean",
    show_default=True,
    help="How values are written: as they are, worn by resale, or evasive.",
)

strength_option = click.option(
    "--strength",
    type=click.FloatRange(0, 1),
    default=1.0,
    show_default=True,
    help="How much of the noise there is: none, all of it, or a share.",
)

reference_date_option = click.option(
    "--reference-date",
    callback=_reference_date,
    metavar="YYYY-MM-DD",
    default=Spec(corpus="").reference_date.isoformat(),
    show_default=True,
    help="The day on which ages are counted.",
)

identity_option = click.option(
    "--identity",
    type=OneOf(IDENTITIES),
    default="realistic",
    show_default=True,
    help="Numbers out of segments and area codes that are given out, or out of none.",
)


def table_options(command: Command) -> Command:
    """Add ``--headers`` and ``--columns``."""
    headers = click.option(
        "--headers",
        type=OneOf(HEADERS),
        default="variant",
        show_default=True,
        help="What the table's columns are called: their usual name, another one, a number, "
        "pinyin, another column's name, or the field's, which all splits share.",
    )
    columns = click.option(
        "--columns",
        type=OneOf(COLUMNS),
        default="own",
        show_default=True,
        help="Whether cells stand in their column, slide to the right or swap in some rows; own is "
        "as the corpus declares.",
    )
    return headers(columns(command))


def _pack(context: click.Context, _option: click.Parameter, value: str | None) -> "Pack | None":
    """The pack, which is in use as long as the command runs."""
    if value is None:
        return None
    from leakbench.generator.pack_checks import checked
    from leakbench.generator.packs import opened, using

    pack = checked(opened(value))
    context.with_resource(using(pack))
    return pack


def pack_option(*, expose: bool = True) -> Callable[[Command], Command]:
    """Add ``--pack``; a command that makes no spec of it needs no argument for it."""
    return click.option(
        "--pack",
        type=click.Path(),
        is_eager=True,  # others name corpora of it
        callback=_pack,
        expose_value=expose,
        metavar="DIR|NAME",
        shell_complete=completing.packs,
        help="Corpora, templates, forms, vocabularies and decoys of yours, before ours of the same "
        "name: a directory, or a pack that is installed.",
    )


def population_options(command: Command) -> Command:
    """Add what makes a population: noise, split, seed, reference date, key, and its pack."""
    made = pack_option()(key_option()(command))
    return noise_option(split_option(seed_option(reference_date_option(made))))


rows_per_file_option = click.option(
    "--rows-per-file",
    type=click.IntRange(1, MOST_ROWS),
    default=None,
    help="Rows of the average file, of one place and one way to write its columns; with 1 every "
    "row is a file.  [default: as the corpus declares]",
)


def spec_options(command: Command) -> Command:
    """Add all that makes a spec but the corpus: population, strength, identity, files, tables."""
    tables = rows_per_file_option(table_options(command))
    return population_options(strength_option(identity_option(tables)))


format_option = click.option(
    "--format",
    "form",
    type=OneOf(["table", "json"]),
    default="table",
    show_default=True,
    help="What is printed on stdout.",
)

track_option = click.option(
    "--track",
    type=OneOf(["text", "table"]),
    default="text",
    show_default=True,
    help="Running text, or the columns of the list.",
)

force_option = click.option(
    "--force",
    is_flag=True,
    help="Write into a directory that is not empty, replacing files of the "
    "same name that leakbench wrote; others are left alone.",
)

labels_option = click.option(
    "--labels",
    callback=_labels,
    metavar="A,B,…",
    shell_complete=completing.labels,
    help="Score only these labels; by default those that a labelled file has, "
    "and all of a generated corpus.",
)

map_option = click.option(
    "--map",
    "mapping",
    multiple=True,
    callback=_mapping,
    metavar="NAME=LABEL",
    help="What a labelled file's name of a label means; repeat for more.",
)


def out_option(*, required: bool, help: str) -> Callable[[Command], Command]:  # noqa: A002 - click's word
    """Add ``--out``, a directory on a disk."""
    return click.option("--out", type=OutPath(), required=required, metavar="DIR", help=help)


def _debug(context: click.Context, _option: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's own signature
    """Let processes of detectors know as well, as long as the command runs."""
    if value:
        context.with_resource(_set_in_environment(DEBUG))


@contextmanager
def _set_in_environment(name: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


debug_option = click.option(
    "--debug",
    is_flag=True,
    callback=_debug,
    expose_value=False,
    help="Print the whole traceback of a detector that raises, on stderr.",
)


def rows_option(*, default: int | None = None, help: str) -> Callable[[Command], Command]:  # noqa: A002 - click's word
    """Add ``--rows``, a number of records from 1."""
    kind = click.IntRange(1)
    return click.option("--rows", type=kind, default=default, show_default=True, help=help)

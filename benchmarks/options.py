"""Options that several commands share, each one decorator."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from leakbench.generator.spec import COLUMNS, HEADERS, IDENTITIES, NOISES, SPLITS, Spec

Command = TypeVar("Command", bound=Callable[..., Any])

MAX_SEED = 2**63 - 1
FIRST_REFERENCE, LAST_REFERENCE = date(2015, 1, 1), date(2060, 12, 31)
"""Reference dates for which area codes are known from the birth of the oldest to the youngest."""


def seed_option(command: Command) -> Command:
    """Add ``--seed``."""
    kind = click.IntRange(0, MAX_SEED)
    show = click.option(
        "--seed",
        type=kind,
        default=0,
        show_default=True,
        help="Another seed is another population.",
    )
    return show(command)


def split_option(command: Command) -> Command:
    """Add ``--split``."""
    show = click.option(
        "--split",
        type=click.Choice(SPLITS),
        default="test",
        show_default=True,
        help="Which vocabulary; the three share no names.",
    )
    return show(command)


def noise_option(command: Command) -> Command:
    """Add ``--noise``."""
    show = click.option(
        "--noise",
        type=click.Choice(NOISES),
        default="clean",
        show_default=True,
        help="How values are written: as they are, worn by resale, or evasive.",
    )
    return show(command)


def strength_option(command: Command) -> Command:
    """Add ``--strength``."""
    show = click.option(
        "--strength",
        type=click.FloatRange(0, 1),
        default=1.0,
        show_default=True,
        help="How much of the noise there is: none, all of it, or a share.",
    )
    return show(command)


def reference_date_option(command: Command) -> Command:
    """Add ``--reference-date``."""
    show = click.option(
        "--reference-date",
        callback=_reference_date,
        metavar="YYYY-MM-DD",
        default=Spec(corpus="").reference_date.isoformat(),
        show_default=True,
        help="The day on which ages are counted.",
    )
    return show(command)


def identity_option(command: Command) -> Command:
    """Add ``--identity``."""
    show = click.option(
        "--identity",
        type=click.Choice(IDENTITIES),
        default="realistic",
        show_default=True,
        help="Numbers out of segments and area codes that are given out, or out of none.",
    )
    return show(command)


def table_options(command: Command) -> Command:
    """Add ``--headers`` and ``--columns``."""
    headers = click.option(
        "--headers",
        type=click.Choice(HEADERS),
        default="variant",
        show_default=True,
        help="What the table's columns are called: their usual name, another one, a number, "
        "pinyin, or another column's name.",
    )
    columns = click.option(
        "--columns",
        type=click.Choice(COLUMNS),
        default="own",
        show_default=True,
        help="Whether cells stand in their column, slide to the right or swap in some rows; own is "
        "as the corpus declares.",
    )
    return headers(columns(command))


def spec_options(command: Command) -> Command:
    """Add all that makes a spec but the corpus: population, noise, day, identity, tables."""
    for add in (table_options, identity_option, reference_date_option, strength_option):
        command = add(command)
    return seed_option(split_option(noise_option(command)))


def format_option(command: Command) -> Command:
    """Add ``--format``."""
    show = click.option(
        "--format",
        "form",
        type=click.Choice(["table", "json"]),
        default="table",
        show_default=True,
        help="What is printed on stdout.",
    )
    return show(command)


def track_option(command: Command) -> Command:
    """Add ``--track``."""
    show = click.option(
        "--track",
        type=click.Choice(["text", "table"]),
        default="text",
        show_default=True,
        help="Running text, or the columns of the list.",
    )
    return show(command)


def force_option(command: Command) -> Command:
    """Add ``--force``."""
    show = click.option(
        "--force",
        is_flag=True,
        help="Write into a directory that is not empty, replacing files of the "
        "same name that leakbench wrote; others are left alone.",
    )
    return show(command)


def labels_option(command: Command) -> Command:
    """Add ``--labels``."""
    show = click.option(
        "--labels",
        callback=_labels,
        metavar="A,B,…",
        help="Score only these labels; by default those that a labelled file has, "
        "and all of a generated corpus.",
    )
    return show(command)


def map_option(command: Command) -> Command:
    """Add ``--map``."""
    show = click.option(
        "--map",
        "mapping",
        multiple=True,
        callback=_mapping,
        metavar="NAME=LABEL",
        help="What a labelled file's name of a label means; repeat for more.",
    )
    return show(command)


def out_option(*, required: bool, help: str) -> Callable[[Command], Command]:  # noqa: A002 - click's word
    """Add ``--out``, a directory."""
    kind = click.Path(path_type=Path)
    return click.option("--out", type=kind, required=required, metavar="DIR", help=help)


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
    pairs = {}
    for item in value:
        name, equals, label = item.partition("=")
        if not (name and equals and label):
            raise click.BadParameter(f"{item!r} is not NAME=LABEL")
        pairs[name] = label
    return pairs

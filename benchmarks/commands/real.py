"""``leakbench real``: public corpora of real text, which stand in no repository of ours."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leakbench.benchmarks.console.group import Group
from leakbench.benchmarks.console.options import format_option, out_option
from leakbench.benchmarks.console.output import emit, emit_json
from leakbench.benchmarks.console.progress import note

if TYPE_CHECKING:
    from leakbench.benchmarks.real.card import Card


@click.group(
    cls=Group,
    epilog="Example: leakbench real list",
)
def real() -> None:
    """List the cards of public labelled corpora, show one, and get its corpus.

    A card says where a corpus stands, byte for byte, under which licence, and what its labels mean.
    """


@real.command(
    "list",
    epilog="Example: leakbench real list --format json",
    short_help="One line a card.",
)
@format_option
def list_cards(form: str) -> None:
    """List the public corpora of which there is a card."""
    from leakbench.benchmarks.real.card import card_names, load_card

    records = [_told(load_card(name)) for name in card_names()]
    emit(records, form, ["name", "title", "scored", "megabytes", "licence"])


@real.command(
    "show",
    epilog="Example: leakbench real show weibo_ner",
    short_help="All that a card says.",
)
@click.argument("name", metavar="CARD")
@format_option
def show_card(name: str, form: str) -> None:
    """Show all that CARD says: addresses and hashes, licence, labels, and what to beware of."""
    from leakbench.benchmarks.real.card import load_card

    told = _told(load_card(name))
    if form == "json":
        emit_json(told)
        return
    labels = [f"{of} = {label or 'left out'}" for of, label in told.pop("labels").items()]
    files = [
        f"{file['address']}, {file['size']:,} bytes, SHA-256 {file['sha256']}"
        for file in told.pop("files")
    ]
    lines = {**told, "labels": labels, "files": files}
    emit(
        [
            {"what": what, "says": each}
            for what, says in lines.items()
            for each in (says if isinstance(says, list | tuple) else [says])
        ],
        form,
    )


@real.command(
    "get",
    epilog="Example: leakbench real get weibo_ner",
    short_help="Fetch a corpus and write labelled lines.",
)
@click.argument("name", metavar="CARD")
@out_option(
    required=False,
    help="Where it goes; by default the user's cache directory. What is there and right is not "
    "fetched again.",
)
@format_option
def get(name: str, out: Path | None, form: str) -> None:
    """Fetch the corpus of CARD from its public repository, and write DIR/CARD.jsonl.

    Only bytes of the card's hash are read. DIR/CARD.json says what the lines are made of, and how
    many spans they have. leakbench run --corpus and leakbench validity --real take the path that is
    printed. Read the licence before you pass anything on.
    """
    from leakbench.benchmarks.real.card import load_card
    from leakbench.benchmarks.real.obtaining import default_folder, obtain

    card = load_card(name)
    found = obtain(card, default_folder() if out is None else out, note)
    told = {"card": card.name, **asdict(found), "path": str(found.path)}
    if form == "json":
        emit_json(told)
        return
    emit([{**told, "label": label, "spans": count} for label, count in found.spans.items()], form,
         ["card", "label", "spans", "rows", "left_out", "path"])  # fmt: skip
    note(f"licence: {card.licence}. {card.licence_note}".strip())


def _told(card: "Card") -> dict[str, Any]:
    """A card as it is printed, with the addresses of its files."""
    from leakbench.benchmarks.real.download import raw_address

    told = asdict(card)
    for file in told["files"]:
        file["address"] = raw_address(card.repository, card.commit, file["path"])
    size = sum(file.size for file in card.files)
    return {**told, "scored": card.scored, "megabytes": round(size / 1e6, 2)}

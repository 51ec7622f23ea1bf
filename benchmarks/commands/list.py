"""``leakbench list``: what there is to choose from."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from typing import TYPE_CHECKING, Any

import click

from leakbench.benchmarks.console.choices import OneOf
from leakbench.benchmarks.console.options import format_option, pack_option
from leakbench.benchmarks.console.output import emit

if TYPE_CHECKING:
    from leakbench.detectors.listings import Listing
    from leakbench.generator.corpus import Corpus


@click.command(
    "list",
    epilog="Example: leakbench list detectors --format json",
)
@click.argument("what", type=OneOf(["corpora", "detectors", "entities", "packs"]))
@pack_option(expose=False)
@format_option
def list_(what: str, form: str) -> None:
    """List corpora, detectors, entities (the labels) or packs (installed, or named with --pack).

    A corpus whose declaration is wrong, or a detector whose name is somebody else's, is named on
    stderr; the others are listed, and the exit code is 1. What a detector's package says of itself
    is asked in another process. JSON has more than the table, and leakbench show tells all of one.
    """
    listed = {"corpora": _corpora, "detectors": _detectors, "entities": _entities, "packs": _packs}
    records, columns, broken = listed[what]()
    emit(records, form, columns)
    if broken:
        raise click.ClickException("; ".join(broken))


Listed = tuple[list[dict[str, Any]], list[str], list[str]]
"""Records, the keys that a table shows, and what is wrong with those that are not listed."""


def _corpora() -> Listed:
    from leakbench.generator.corpus import load_corpora

    loaded, broken = load_corpora()
    records = [corpus_record(corpus) for corpus in loaded]
    return records, ["name", "title", "tier", "labels"], list(map(str, broken))


def corpus_record(corpus: "Corpus") -> dict[str, Any]:
    """What the JSON says of a corpus."""
    return {
        "name": corpus.name,
        "title": corpus.title,
        "description": corpus.description,
        "tier": list(corpus.tiers),
        "labels": sorted(corpus.labels),
        "fields": [
            {
                "name": field.name,
                "label": field.label,
                "headers": {split: list(names) for split, names in field.headers.items()},
            }
            for field in corpus.fields
        ],
    }


def _detectors() -> Listed:
    from leakbench.benchmarks.running.inquiry import listings
    from leakbench.detectors.registry import refusals

    return (
        [detector_record(one) for one in listings()],
        ["name", "version", "available", "marks"],
        refusals(),
    )


def detector_record(one: "Listing") -> dict[str, Any]:
    """What the JSON says of a detector."""
    return {
        "name": one.template or one.name,
        "version": one.version,
        "available": one.available,
        "reason": one.reason,
        "marks": [mark.value for mark in one.marks],
        "install": one.install,
        "labels": list(one.labels),
        "license": one.license,
        "homepage": one.homepage,
    }


def _packs() -> Listed:
    from leakbench.generator.pack_checks import checked
    from leakbench.generator.packs import current, installed_packs

    named = current()
    found = dict.fromkeys([*installed_packs(), *([] if named is None else [named])])
    columns = ["name", "version", "title", "licence", "sha256"]
    records = [
        {**{name: getattr(pack, name) for name in columns}, "description": pack.description}
        for pack in found
        if checked(pack)
    ]
    return records, columns, []


def _entities() -> Listed:
    from leakbench.generator.entities import entities

    records = [
        {
            "name": entity.name,
            "title": entity.title,
            "parent": entity.parent,
            "personal": entity.personal,
            "identifier": entity.identifier,
            "tiers": list(entity.tiers),
            "pipl_sensitive": entity.pipl_sensitive,
        }
        for entity in entities().values()
    ]
    return records, ["name", "title", "parent", "personal", "tiers"], []

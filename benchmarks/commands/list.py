"""``leakbench list``: what there is to choose from."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from typing import Any

import click

from leakbench.benchmarks.console.options import format_option, pack_option
from leakbench.benchmarks.console.output import emit


@click.command(
    "list",
    epilog="Example: leakbench list detectors --format json",
    short_help="Say what there is.",
)
@click.argument("what", type=click.Choice(["corpora", "detectors", "entities", "packs"]))
@pack_option(expose=False)
@format_option
def list_(what: str, form: str) -> None:
    """List corpora, detectors, entities (the labels) or packs (installed, or named with --pack).

    A corpus whose declaration is wrong, or a detector whose name is somebody else's, is named on
    stderr; the others are listed, and the exit code is 1. What a detector's package says of itself
    is asked in another process.
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
    records = [
        {
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
        for corpus in loaded
    ]
    return records, ["name", "title", "tier", "labels"], list(map(str, broken))


def _detectors() -> Listed:
    from leakbench.benchmarks.running.inquiry import listings
    from leakbench.detectors.registry import refusals

    records = [
        {
            "name": one.template or one.name,
            "version": one.version,
            "available": one.available,
            "install": one.install,
            "labels": list(one.labels),
            "license": one.license,
            "homepage": one.homepage,
        }
        for one in listings()
    ]
    return records, ["name", "version", "available", "install", "license", "labels"], refusals()


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
    return records, list(records[0]), []

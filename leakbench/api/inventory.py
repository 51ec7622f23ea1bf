"""What there is to choose from: corpora, detectors, and the labels of entities."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

import warnings
from dataclasses import asdict
from typing import TYPE_CHECKING

from leakbench.api.tables import Table, table_of

if TYPE_CHECKING:
    from pathlib import Path

    from leakbench.generator.packs import Pack


def corpora(*, pack: "Pack | Path | str | None" = None) -> Table:
    """Every corpus: name, Chinese title and description, legal tiers, columns, labels.

    Args:
        pack: A pack, or the directory or installed name of one, whose corpora are listed too.

    Warns:
        UserWarning: A corpus's declaration is wrong; the others are listed.
    """
    from leakbench.generator.corpus import load_corpora
    from leakbench.generator.pack_checks import checked
    from leakbench.generator.packs import using

    with using(checked(pack)):
        loaded, broken = load_corpora()
    for error in broken:
        warnings.warn(str(error), stacklevel=2)

    records = [
        {
            "name": one.name,
            "title": one.title,
            "description": one.description,
            "tiers": list(one.tiers),
            "fields": [field.name for field in one.fields],
            "labels": sorted(one.labels),
        }
        for one in loaded
    ]
    return table_of(records, None, ["name", "title", "labels"])


def detectors() -> Table:
    """Every registered detector: version, whether it is available, how to install it, labels."""
    from leakbench.api.benchmark import listings

    records = [
        {**asdict(one), "name": one.template or one.name, "labels": list(one.labels)}
        for one in listings()
    ]
    return table_of(records, None, ["name", "version", "available", "install", "labels"])


def entities() -> Table:
    """Every label: Chinese title, coarse parent, and what it counts for in law."""
    from leakbench.generator import entities as registry

    records = [{**asdict(one), "tiers": list(one.tiers)} for one in registry.entities().values()]
    return table_of(
        records, None, ["name", "title", "parent", "identifier", "tiers", "pipl_sensitive"]
    )

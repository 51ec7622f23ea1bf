"""The entity registry: every label, what it is called, and what it counts for in law.

The table stands in ``data/entities.csv``. Legal tiers are the thresholds of 法释〔2017〕10号
article 5 (50, 500 or 5,000 items; 0 = not personal information); courts differ on some kinds, so
each label has a set of possible tiers. ``pipl_sensitive`` follows article 28 of the PIPL.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Identifier = Literal["direct", "quasi", "none"]


@dataclass(frozen=True, slots=True)
class Entity:
    """One kind of labelled value.

    Attributes:
        name: The label, as it stands in every span.
        title: Its Chinese name.
        parent: The coarse label that contains it.
        personal: Whether it is personal information (a company's name is not).
        identifier: ``direct`` names one person alone, ``quasi`` together with others.
        tiers: Possible thresholds of 法释〔2017〕10号 article 5, ascending; ``(0,)`` is none.
        pipl_sensitive: Whether article 28 of the PIPL calls it sensitive.
    """

    name: str
    title: str
    parent: str
    personal: bool
    identifier: Identifier
    tiers: tuple[int, ...]
    pipl_sensitive: bool


def _identifier(text: str) -> Identifier:
    match text:
        case "direct" | "quasi" | "none":
            return text
        case _:
            raise ValueError(f"entities.csv: identifier {text!r} is not direct, quasi or none")


@cache
def entities() -> dict[str, Entity]:
    """Every entity by name, in the registry's order (which fixes the label codes)."""
    source = files("leakbench.generator.data").joinpath("entities.csv")
    rows = csv.DictReader(source.read_text("utf-8").splitlines())
    return {
        row["name"]: Entity(
            name=row["name"],
            title=row["title"],
            parent=row["parent"],
            personal=row["personal"] == "yes",
            identifier=_identifier(row["identifier"]),
            tiers=tuple(int(tier) for tier in row["tiers"].split("|")),
            pipl_sensitive=row["pipl_sensitive"] == "yes",
        )
        for row in rows
    }


@cache
def coarse_labels() -> frozenset[str]:
    """Every coarse parent, such as PHONE or ORG."""
    return frozenset(entity.parent for entity in entities().values())


@cache
def known_labels() -> frozenset[str]:
    """Every label a span may carry: fine ones, and coarse ones for whoever cannot tell finer."""
    return frozenset(entities()) | coarse_labels()


def coarse(label: str) -> str:
    """The coarse parent of a label; a coarse label is its own parent."""
    entity = entities().get(label)
    return label if entity is None else entity.parent

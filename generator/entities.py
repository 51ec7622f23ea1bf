"""The entity registry: every label, what it is called, and what it counts for in law.

The table stands in ``data/entities.csv``. Legal tiers are the thresholds of 法释〔2017〕10号
article 5 (50, 500 or 5,000 items; 0 = not personal information); courts differ on some kinds, so
each label has a set of possible tiers. ``pipl_sensitive`` follows article 28 of the PIPL.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal, cast, get_args

from leakbench.generator.declarations import Table, read_lines

Identifier = Literal["direct", "quasi", "none"]

TIERS = (50, 500, 5000)
"""The thresholds of 法释〔2017〕10号 article 5."""


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


_COLUMNS = ("name", "title", "parent", "personal", "identifier", "tiers", "pipl_sensitive")
_YES_NO = ("yes", "no")
_NAME = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")


@cache
def entities() -> dict[str, Entity]:
    """Every entity by name, in the registry's order (which fixes the label codes).

    Raises:
        DeclarationError: A line of the table is wrong.
    """
    return read_entities(files("leakbench.generator.data").joinpath("entities.csv"))


def read_entities(source: Traversable) -> dict[str, Entity]:
    """The entities of a table.

    Raises:
        DeclarationError: A line of it is wrong.
    """
    found: dict[str, Entity] = {}
    for line in read_lines(source, _COLUMNS):
        entity = _entity(line)
        if entity.name in found:
            line.wrong(f"label {entity.name!r} stands there twice")
        found[entity.name] = entity
    return found


def _entity(line: Table) -> Entity:
    entity = Entity(
        name=line.text("name"),
        title=line.text("title"),
        parent=line.text("parent"),
        personal=line.choice("personal", _YES_NO) == "yes",
        identifier=cast("Identifier", line.choice("identifier", get_args(Identifier))),
        tiers=_tiers(line),
        pipl_sensitive=line.choice("pipl_sensitive", _YES_NO) == "yes",
    )
    if entity.personal == (0 in entity.tiers):
        line.wrong("key 'tiers' must be 0 if key 'personal' is no, and only then")
    for key, name in {"name": entity.name, "parent": entity.parent}.items():
        if not _NAME.fullmatch(name):
            line.wrong(f"key {key!r} must be capital letters and underscores, not {name!r}")
    return entity


def _tiers(line: Table) -> tuple[int, ...]:
    written = line.text("tiers")
    tiers = [tier for tier in TIERS if str(tier) in written.split("|")]
    if written not in ("0", "|".join(map(str, tiers))):
        known = "|".join(map(str, TIERS))
        line.wrong(f"key 'tiers' must be 0, or of {known} in this order, not {written!r}")
    return tuple(tiers) or (0,)


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

"""Axes along which robustness is measured: what changes from place to place, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from leakbench.benchmarks.scoring.chunks import Track
from leakbench.generator.spec import HEADERS_OF_LISTS, IDENTITIES, MOST_HOPS, strength_after

CHUNK_ROWS: Final = 4_096


@dataclass(frozen=True, slots=True)
class Place:
    """A place on an axis.

    Attributes:
        name: As it is called.
        at: Where it is drawn.
        changes: Fields of the spec that it sets.
        batch_rows: Rows that a detector is given at a time.
    """

    name: str
    at: float
    changes: Mapping[str, Any] = field(default_factory=dict)
    batch_rows: int = CHUNK_ROWS


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis.

    Attributes:
        name: As the command line calls it.
        title: As a figure calls it.
        track: On which it is measured.
        places: In order; the records are the same in all of them.
    """

    name: str
    title: str
    track: Track
    places: tuple[Place, ...]

    @property
    def sets(self) -> frozenset[str]:
        """Fields of the spec that are the axis's own."""
        return frozenset(name for place in self.places for name in place.changes)


def _hops() -> tuple[Place, ...]:
    return tuple(
        Place(str(hops), hops, {"noise": "worn", "strength": strength_after(hops)})
        for hops in range(MOST_HOPS + 1)
    )


def _evasive() -> tuple[Place, ...]:
    shares = [number / 5 for number in range(6)]
    return tuple(
        Place(f"{share:g}", share, {"noise": "evasive", "strength": share}) for share in shares
    )


def _named(name: str, values: tuple[str, ...]) -> tuple[Place, ...]:
    return tuple(Place(value, at, {name: value}) for at, value in enumerate(values))


def _sizes(*sizes: int) -> tuple[Place, ...]:
    return tuple(Place(f"{size:,}", at, batch_rows=size) for at, size in enumerate(sizes))


AXES: Final = {
    axis.name: axis
    for axis in (
        Axis("hops", "times that the list was resold", "text", _hops()),
        Axis("evasive", "strength of evasive writing", "text", _evasive()),
        Axis(
            "headers", "what the columns are called", "table", _named("headers", HEADERS_OF_LISTS)
        ),
        Axis("length", "rows of a list", "table", _sizes(1, 4, 16, 64, 256, 1_024)),
        Axis("batch", "texts of a batch", "text", _sizes(1, 8, 64, 512, 4_096)),
        Axis("identity", "numbers and area codes", "text", _named("identity", IDENTITIES)),
    )
}

"""Places in a county: of which kind, in which village, on which road, behind which number.

A place is a pure function of its use and its index, and knows nothing of how it is written.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index, stream_key
from leakbench.generator.population.flat_walks import walk
from leakbench.generator.population.place_drawing import (
    COLUMNS,
    WIDTH,
    Grid,
    Ground,
    Source,
    Where,
    draw_rows,
)
from leakbench.generator.population.place_kinds import (
    distribution,
    distributions,
    kinds,
    kinds_by_setting,
    settings,
)
from leakbench.generator.population.place_vocabulary import PlaceVocabulary


class Places(NamedTuple):
    """Places, one a row.

    Attributes:
        grid: Their columns, shape (places, columns): numbers, or places in ``PlaceVocabulary``
            counted from where the field begins.
        seed: Random bits of each, from which small things about it are drawn, such as what
            stands opposite.
    """

    grid: Grid
    seed: Bits

    def column(self, name: str) -> NDArray[np.int64]:
        """One of ``COLUMNS``, shape (places,)."""
        return self.grid[:, COLUMNS.index(name)].astype(np.int64)

    def put(self, rows: NDArray[np.integer], others: "Places") -> "Places":
        """The same places, but in some rows the others' of the same rows."""
        grid, seed = self.grid.copy(), self.seed.copy()
        grid[rows], seed[rows] = others.grid[rows], others.seed[rows]
        return Places(grid, seed)


class PlaceTables:
    """Draws the places of one split."""

    def __init__(self, population: Population) -> None:
        self._population = population
        words = population.vocabulary(PlaceVocabulary)
        towns = words.towns
        ranges = (towns.of_county, towns.of_villagers, towns.of_residents)
        where = settings()
        self._ground = Ground(
            setting=where.setting,
            water=where.water,
            kinds=kinds(words.lists),
            knots=distributions()[1],
            drawn=words.drawn,
            named_after=words.named_after,
            by_part=words.by_part,
            towns=np.stack([part for some in ranges for part in some], axis=1).astype(np.int64),
            town_of=towns.town,
            group=distribution("group"),
            annex=distribution("annex"),
        )
        self._by_setting: dict[str, NDArray[np.int8]] = {}

    def draw(self, use: str, where: Where, place: Index | None = None) -> Places:
        """Places of a use (``home``, ``work``, ``delivery``, ``property``) in the given counties.

        Args:
            use: What they are for.
            where: Whose they are, and where.
            place: Of flats the place of each in a list that goes from house to house, or ``ALONE``.
        """
        rows = len(where.whose)
        grid, seed = np.empty((rows, WIDTH), np.int32), np.empty(rows, np.uint64)
        source = self.source(use, rows)
        draw_rows(source, where, 0, (grid.ravel(), seed))
        if place is not None:
            walk(source, where, place, grid.ravel())
        return Places(grid, seed)

    def source(self, use: str, rows: int) -> Source:
        """What places of a use are drawn from, as many at once."""
        if use not in self._by_setting:
            self._by_setting[use] = kinds_by_setting(use)
        streams = self._population.streams
        keys = (
            stream_key(streams.seed, streams.scope, f"place/{use}"),
            stream_key(streams.seed, streams.scope, "place/site"),
        )
        return Source(keys, self._by_setting[use], np.empty(rows, np.uint64), self._ground)

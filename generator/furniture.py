"""Rows of files that are no records: titles, headers once more, sums, notes.

Their words stand in ``data/furniture.csv``, split by split. They hold nobody, carry no labels, and
stand in the first cells of their rows; in a text they are a line whose cells tabs part.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.corpus import Corpus
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.files import HEADER, NOTE, SUBTOTAL, TITLE, TOTAL, Located
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import below
from leakbench.generator.engine.strings import Packed, Strings
from leakbench.generator.engine.tables import table
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.records.list_row import ListRows
from leakbench.generator.spec import Split
from leakbench.generator.surfaces.spans import Fields
from leakbench.generator.template_syntax import fields_of

KINDS = {"title": TITLE, "subtotal": SUBTOTAL, "total": TOTAL, "note": NOTE}
"""What is worded in the table, and what such rows are; headers are the table's own."""

ABOUT = ("count", "month")
"""What lines may say beside the fields of the corpus: records above, month of the file."""

_CUT = "|"  # between cells
_CELLS = 2  # that are written into, at most
_WAYS = 1 + _CELLS  # how a line is written: as a text, and in each cell


class Rows(NamedTuple):
    """Rows of a block that are no records.

    Attributes:
        at: Which rows.
        line: What each is as a text, packed as ``Strings`` does, shape (rows,).
        cells: What stands in its cells, shape (columns, rows).
    """

    at: NDArray[np.intp]
    line: Packed
    cells: Packed

    def clear(self, fields: Fields) -> None:
        """Let their cells hold nothing yet, and no values."""
        _clear(self.at, fields.packed[: len(self.cells)], fields.extents)


@compiled
def _clear(rows: NDArray[np.intp], packed: Packed, extents: Packed) -> None:
    for columns in (packed, extents):
        for column in range(len(columns)):
            for row in rows:
                columns[column, row] = 0


def lines(corpus: str, split: Split) -> dict[str, list[str]]:
    """What rows of each kind say in a corpus."""
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    columns = table("furniture")
    for kind, of, where, text in zip(*columns.values(), strict=True):
        if where == split and of in {"", corpus}:
            found[kind].append(text)
    return found


class Furniture:
    """Writes the rows of one dataset that are no records.

    Args:
        corpus: Whose files they stand in.
        headers: What the columns are called.
        population: What the dataset is drawn from.
    """

    def __init__(self, corpus: Corpus, headers: list[str], population: Population) -> None:
        self._population = population
        arena = population.arena
        known = lines(corpus.name, population.split)
        count = np.zeros(max(HEADER, *KINDS.values()) + 1, np.int64)
        for kind, some in known.items():
            count[KINDS[kind]] = len(some)
        order = sorted(known, key=KINDS.__getitem__)
        told = {name for some in known.values() for line in some for name in fields_of(line)}
        fields = {field.name: place for place, field in enumerate(corpus.fields)}
        self._told = [place for name, place in fields.items() if name in told]
        names = [*(corpus.fields[place].name for place in self._told), *ABOUT]
        self._count, self._first = np.maximum(count, 1), np.cumsum(count) - count
        self._programs = compile_templates(
            [way for kind in order for line in known[kind] for way in _ways(line)] or [""],
            {name: number for number, name in enumerate(names)},
            arena,
        )
        self._header = arena.intern(headers).packed[:, None]
        self._header_line = arena.intern(["\t".join(headers)]).packed

    def rows(self, located: Located, fields: Packed) -> Rows:
        """The rows of a block that are no records.

        Args:
            located: Where its rows stand.
            fields: The fields as drawn, shape (columns or more, rows).
        """
        at = np.flatnonzero(located.kind)
        columns = len(self._header)
        kind, file = located.kind[at], located.file[at]
        bits = self._population.streams.bits("furniture", file * len(self._count) + kind)
        line = self._first[kind] + below(bits, self._count[kind])
        told = [fields[place][at] for place in self._told]
        written = self._written(np.where(kind == HEADER, 0, line), located.row[at], told)
        cells = np.zeros((columns, len(at)), np.int64)
        cells[:_CELLS] = written[1:]
        headers = np.flatnonzero(kind == HEADER)
        cells[:, headers] = self._header
        written[0, headers] = self._header_line
        return Rows(at, written[0], cells)

    def _written(
        self, line: NDArray[np.int64], row: NDArray[np.int64], told: list[Packed]
    ) -> Packed:
        """Lines in each way, shape (ways, rows)."""
        about = ListRows(self._population, row)
        columns = [*told, about.above.packed, about.month.packed]
        program = (line * _WAYS + np.arange(_WAYS)[:, None]).ravel()
        repeated = [Strings(np.tile(column, _WAYS)) for column in columns]
        made = compose(program, self._programs, repeated, self._population.arena)
        return made.packed.reshape(_WAYS, len(line))


def _ways(line: str) -> list[str]:
    """A line as a text, and what it has in each cell."""
    cells = line.split(_CUT)
    return ["\t".join(cells), *cells, *[""] * (_CELLS - len(cells))]

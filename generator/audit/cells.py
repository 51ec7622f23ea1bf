"""Audit: the cells of a block by the role and attribute that they are declared as."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakbench.generator.audit.blocks import Block
from leakbench.generator.audit.formats import formats
from leakbench.generator.audit.undo import undone
from leakbench.generator.corpus import Corpus, Field
from leakbench.generator.entities import entities
from leakbench.generator.schema import FIRST_COLUMNS
from leakbench.generator.surfaces.placeholders import placeholders

_PREFIXES = ("listed_", "shown_", "registered_", "property_")


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of the table.

    Attributes:
        column: Its index.
        field: As declared.
    """

    column: int
    field: Field

    def values(self, block: Block) -> pa.StringArray:
        """The canonical value of each row; null where there is none or it did not survive."""
        if self.column not in block.canonical:
            label = self.field.label
            if label is None:
                cells = block.batch.column(len(FIRST_COLUMNS) + self.column)
                found = pc.if_else(pc.is_in(cells, _nothing()), pa.scalar(None, pa.string()), cells)
            else:
                found = _labelled(block, self.column, label)
            block.canonical[self.column] = found
        return block.canonical[self.column]


@cache
def _nothing() -> pa.Array:
    """What stands in cells without a value."""
    return pa.array(["", *sorted(placeholders())])


def _labelled(block: Block, column: int, label: str) -> pa.StringArray:
    spans = block.cell_spans
    undo = formats()[label].undo
    here = (spans.column == column) & spans.exact & spans.inside & ~spans.partial
    here &= spans.label == list(entities()).index(label)
    if undo is None:
        here &= spans.plain
    where = np.flatnonzero(here)
    rows, first = np.unique(spans.row[where], return_index=True)
    where = where[first]
    values = spans.value.take(pa.array(where))
    others = np.flatnonzero(~spans.plain[where])
    if len(others) and undo is not None:
        written = values.to_pylist()
        forms = spans.form.take(pa.array(where[others])).to_pylist()
        canonical = undone(undo, [written[at] for at in others.tolist()], forms)
        for at, value in zip(others.tolist(), canonical, strict=True):
            written[at] = value
        values = pa.array(written, pa.string())
    place = np.full(block.rows, -1)
    place[rows] = np.arange(len(rows))
    return values.take(pa.array(place, mask=place < 0))


class Roles:
    """What the columns of a corpus say about whom.

    Args:
        corpus: As declared.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self.places = [TableColumn(column, field) for column, field in enumerate(corpus.fields)]

    def names(self) -> list[str]:
        """Every role that has a column."""
        return list(dict.fromkeys(place.field.role for place in self.places))

    def find(
        self, role: str, *, label: str | None, attribute: str | None = None
    ) -> TableColumn | None:
        """The first column of a role with a label, and if given of an attribute, however listed."""
        for place in self.places:
            field = place.field
            name = field.value.partition(".")[2]
            for prefix in _PREFIXES:
                name = name.removeprefix(prefix)
            if field.role == role and field.label == label and attribute in {None, name}:
                return place
        return None

    def related(self, attribute: str) -> list[tuple[str, str]]:
        """Pairs of roles of which the second is an attribute of the first, such as ``owner``."""
        return [
            (source.partition(".")[0], role)
            for role, source in self._corpus.roles.items()
            if source.partition(".")[2] == attribute
        ]

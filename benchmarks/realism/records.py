"""Records that are compared: texts in memory, and their values under coarse labels."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.alignment import as_long, by_name
from leakbench.benchmarks.scoring.chunks import Chunk
from leakbench.benchmarks.sources.labelled_file import LabelledFile
from leakbench.benchmarks.sources.source import FileSource, Source
from leakbench.detectors.splicing import Places, TextColumn, disjoint
from leakbench.generator.engine.streams import Streams
from leakbench.generator.schema import QUALITIES, TEXT_SPANS
from leakbench.generator.value_forms import value_forms

CHUNK_ROWS: Final = 65_536
PLAIN: Final = "plain"
_FORMS: Final = (PLAIN, "changed")


@dataclass(frozen=True, slots=True)
class Records:
    """Texts with their values.

    Attributes:
        name: Of the source.
        noise: Of a generated one; None of a real one.
        file: The texts and the spans of the labels that are compared, under their coarse names.
        values: Every labelled value, of whatever label, in order and none overlapping another.
    """

    name: str
    noise: str | None
    file: LabelledFile
    values: Places

    @property
    def source(self) -> FileSource:
        """The same for whoever scores."""
        return FileSource(self.file)

    @property
    def rows(self) -> int:
        """How many records there are."""
        return len(self.file.texts)

    def places(self, label: str, *, plain: bool = False) -> Places:
        """Where values of a coarse label stand that are neither masked nor damaged, in order.

        Args:
            label: One of the labels that are compared.
            plain: Only those that are written as they are.
        """
        listed = self.file.spans.flatten()
        wanted = pc.equal(listed.field("label").cast(pa.string()), label)
        wanted = pc.and_(wanted, pc.equal(listed.field("quality").cast(pa.string()), "exact"))
        if plain:
            wanted = pc.and_(wanted, pc.equal(listed.field("form").cast(pa.string()), PLAIN))
        return places_of(self.file.spans).take(np.asarray(wanted))

    def distinct(self, label: str) -> pa.StringArray:
        """The values of a coarse label, each once, in an order that a fixed hash gives."""
        return drawn(TextColumn.of(self.file.texts).cut(self.places(label)).unique(), label)


def read_records(
    source: Source,
    meaning: Callable[[str], str | None],
    labels: Sequence[str],
    rows: int,
) -> Records:
    """Read records into memory.

    Args:
        source: Where they come from.
        meaning: The coarse label that a name of the source means; None if none is known.
        labels: The coarse labels that are compared; other spans are values all the same.
        rows: How many at most.
    """
    texts, spans, places, first = [], [], [], 0
    for chunk in source.chunks("text", CHUNK_ROWS, rows):
        texts.append(chunk.strings.column(0))
        spans.append(_coarse(chunk, meaning, labels))
        here = places_of(chunk.truth)
        places.append(here._replace(row=here.row + first))
        first += len(texts[-1])
    every = Places(*(np.concatenate(columns) for columns in zip(*places, strict=True)))
    every = every.take(np.lexsort((every.end, every.start, every.row)))
    file = LabelledFile(
        path=Path(source.name),
        sha256="",
        texts=pa.concat_arrays(texts),
        spans=pa.concat_arrays(spans),
        labels=frozenset(labels),
    )
    return Records(source.name, source.noise, file, every.take(disjoint(every)))


def _unwritten() -> tuple[str, ...]:
    """What spans say of a value to which no surface did anything."""
    return ("", PLAIN, *value_forms())


def places_of(spans: pa.ListArray) -> Places:
    """Where the spans of a column stand, row by row."""
    listed = spans.flatten()
    row = as_long(pc.list_parent_indices(spans))
    return Places(row, as_long(listed.field("start")), as_long(listed.field("end")))


def spans_at(places: Places, rows: int, columns: Mapping[str, pa.Array]) -> pa.ListArray:
    """A column of spans at places that are in order of their rows.

    Args:
        places: Where they stand.
        rows: Texts of the column.
        columns: ``label``, ``quality`` and ``form`` of each.
    """
    kind = TEXT_SPANS.value_type
    given = {
        **columns,
        "start": pa.array(places.start.astype(np.int32)),
        "end": pa.array(places.end.astype(np.int32)),
        "subject": pa.nulls(len(places.row), pa.int64()),
    }
    spans = pa.StructArray.from_arrays([given[one.name] for one in kind], fields=list(kind))
    offsets = np.searchsorted(places.row, np.arange(rows + 1)).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), spans, type=TEXT_SPANS)


def drawn(values: pa.Array, stream: str) -> pa.Array:
    """The same in an order that a hash of each one's number gives, whatever else there is."""
    bits = Streams(0, "realism").bits(stream, np.arange(len(values)))
    return values.take(pa.array(np.argsort(bits, kind="stable")))


def _coarse(
    chunk: Chunk, meaning: Callable[[str], str | None], labels: Sequence[str]
) -> pa.ListArray:
    """The spans of the labels that are compared, in order, all names out of fixed dictionaries."""
    listed = chunk.truth.flatten()
    label = _codes(listed.field("label"), meaning, labels)
    places = places_of(chunk.truth)
    order = np.lexsort((places.end, places.start, places.row))
    kept = order[label[order] >= 0]
    quality = _codes(listed.field("quality"), str, QUALITIES)
    form = _codes(listed.field("form"), lambda name: _FORMS[name not in _unwritten()], _FORMS)
    kind = TEXT_SPANS.value_type
    columns: dict[str, Any] = {
        "label": _named(label[kept], labels, kind.field("label").type),
        "quality": _named(quality[kept], QUALITIES, kind.field("quality").type),
        "form": _named(form[kept], _FORMS, kind.field("form").type),
    }
    return spans_at(places.take(kept), len(chunk.truth), columns)


def _codes(
    names: pa.Array, meaning: Callable[[str], str | None], known: Collection[str]
) -> NDArray[np.int16]:
    """The place of what each name means among those known, −1 for any other."""
    order = list(known)

    def coded(some: Sequence[str]) -> NDArray[np.int16]:
        meant = [meaning(name) for name in some]
        return np.array([order.index(one) if one in order else -1 for one in meant], np.int16)

    return by_name(names, coded)


def _named(codes: NDArray[np.int16], names: Sequence[str], kind: pa.DataType) -> pa.Array:
    index = pa.array(codes).cast(kind.index_type)
    return pa.DictionaryArray.from_arrays(index, pa.array(list(names), pa.string()))

"""Tables whose columns are to be told apart, under headers that help or mislead.

The truth is the label of a column's field, or that it holds no personal information. The cells of
a table are the same under all headers; only how its columns are called differs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from leakbench.benchmarks.scoring.chunks import shown
from leakbench.benchmarks.sources.source import CorpusSource, DatasetSource, Source, TrackError
from leakbench.detectors.label_aliases import UnmappedLabelError
from leakbench.generator.corpus import corpus_of
from leakbench.generator.entities import known_labels
from leakbench.generator.generate import batches, schema
from leakbench.generator.spec import Columns, Headers, Spec
from leakbench.generator.surfaces.table_layout import headers as headers_of

NOTHING = "no personal information"


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose columns are to be told apart.

    Attributes:
        corpus: Where it comes from.
        headers: How its columns are called.
        columns: How cells slip in it.
        strings: Its records; string columns only.
        labels: The label of each column's field, ``NOTHING`` where it has none.
    """

    corpus: str
    headers: Headers
    columns: Columns
    strings: pa.RecordBatch
    labels: tuple[str, ...]


def tables(
    source: Source,
    count: int,
    rows: int,
    headers: Sequence[Headers],
    columns: Sequence[Columns],
) -> Iterator[Table]:
    """The tables of a source.

    Args:
        source: A corpus: each table has a seed of its own, counted up from the source's. Or a
            dataset: its tables stand one below another, under the headers that it has.
        count: How many at most, of each way that cells slip.
        rows: Records of each.
        headers: How the columns of a corpus are called, one table for each.
        columns: How cells of a corpus slip.

    Raises:
        TrackError: The source has texts only.
        UnmappedLabelError: A column's label is not in the registry.
    """
    match source:
        case CorpusSource():
            return _generated(source.spec, count, rows, headers, columns)
        case DatasetSource():
            return _read(source, count, rows)
        case _:
            raise TrackError(f"{source.name} has texts only: the columns track needs columns")


def _generated(
    spec: Spec, count: int, rows: int, headers: Sequence[Headers], columns: Sequence[Columns]
) -> Iterator[Table]:
    fields = corpus_of(spec).fields
    labels = tuple(field.label or NOTHING for field in fields)
    for slips in columns:
        for number in range(count):
            made = replace(spec, seed=spec.seed + number, columns=slips)
            strings = shown(next(batches(made, rows, block=rows)), "table")
            for mode in headers:
                names = headers_of(replace(made, headers=mode), fields)
                yield Table(spec.corpus, mode, slips, strings.rename_columns(names), labels)


def _read(source: DatasetSource, count: int, rows: int) -> Iterator[Table]:
    spec = source.dataset.manifest.spec
    labels = tuple(_label(field) for field in source.dataset.schema if _is_column(field))
    chunks = source.chunks("table", rows, min(count * rows, source.rows))
    for chunk in chunks:
        yield Table(spec.corpus, spec.headers, spec.columns, chunk.strings, labels)


def _is_column(of: pa.Field) -> bool:
    return b"field" in (of.metadata or {})


def _label(of: pa.Field) -> str:
    label: str = (of.metadata or {}).get(b"label", NOTHING.encode()).decode()
    if label != NOTHING and label not in known_labels():
        raise UnmappedLabelError(label)
    return label


def labels_of(sources: Sequence[Source]) -> frozenset[str]:
    """Every label that a column of some sources may be of.

    Raises:
        UnmappedLabelError: A dataset has one that is not in the registry.
    """
    found: set[str] = set()
    for source in sources:
        match source:
            case CorpusSource():
                found |= {
                    (of.metadata or {}).get(b"label", b"").decode() for of in schema(source.spec)
                }
            case DatasetSource():
                found |= {_label(of) for of in source.dataset.schema}
            case _:
                continue
    return frozenset(found - {"", NOTHING})

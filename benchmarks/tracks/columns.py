"""The columns track: what kind each column of a table is, under headers that help or mislead.

The truth is the label of a column's field, or that it holds no personal information. The cells of
a table are the same under all headers; only how its columns are called differs.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa

from leakbench.benchmarks.running.contenders import Resident
from leakbench.benchmarks.scoring.labels import UnmappedLabelError
from leakbench.benchmarks.scoring.portions import shown
from leakbench.benchmarks.sources.source import CorpusSource, DatasetSource, Source, TrackError
from leakbench.benchmarks.tracks.answering import answers
from leakbench.benchmarks.tracks.kinds import SHARE, ColumnCounts
from leakbench.generator.corpus import load_corpus
from leakbench.generator.entities import coarse, entities, known_labels
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
    fields = load_corpus(spec.corpus).fields
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
    portions = source.portions("table", rows, min(count * rows, source.rows))
    for portion in portions:
        yield Table(spec.corpus, spec.headers, spec.columns, portion.strings, labels)


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


@dataclass(slots=True)
class ColumnScore:
    """Columns by what they are and what they were taken for.

    Attributes:
        tables: How many tables were read.
        empty: Columns without a filled cell; they are not scored.
        confusion: Columns by corpus, label, and what they were taken for.
    """

    tables: int = 0
    empty: int = 0
    confusion: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, table: Table, one: Resident, share: float = SHARE) -> None:
        """Have a detector read a table, and count its columns.

        Raises:
            DetectorFailure: The detector fails.
        """
        counts = ColumnCounts(table.strings.num_columns)
        (answer,) = answers(one, [table.strings])
        counts.add(table.strings, answer)
        self.tables += 1
        for label, kind, filled in zip(
            table.labels, counts.kinds(share), counts.filled, strict=True
        ):
            if filled:
                self.confusion[table.corpus, label, kind or NOTHING] += 1
            else:
                self.empty += 1

    def summary(self, corpus: str | None = None) -> dict[str, Any]:
        """Shares of the columns, of one corpus or all; None where there is nothing to divide by.

        ``macro_f1`` is the mean over the labels that columns are of, that of none included.
        ``found`` is the share of columns with personal information that were taken for some kind
        of it, ``false_alarms`` that of the others.
        """
        pairs: Counter[tuple[str, str]] = Counter()
        for (where, label, kind), count in self.confusion.items():
            if corpus in {None, where}:
                pairs[label, kind] += count
        labels = sorted({label for label, _ in pairs})
        f1 = {label: _f1(pairs, label) for label in labels}
        personal = {name for name in known_labels() if _is_personal(name)}
        with_it = {pair: n for pair, n in pairs.items() if pair[0] in personal}
        without = {pair: n for pair, n in pairs.items() if pair[0] not in personal}
        return {
            "columns": pairs.total(),
            "accuracy": _share(pairs, lambda label, kind: label == kind),
            "accuracy_coarse": _share(pairs, lambda label, kind: coarse(label) == coarse(kind)),
            "macro_f1": sum(f1.values()) / len(f1) if f1 else None,
            "found": _share(with_it, lambda _, kind: kind in personal),
            "false_alarms": _share(without, lambda _, kind: kind in personal),
            "f1_by_label": f1,
        }

    def rows(self) -> list[dict[str, Any]]:
        """The confusion matrix, one cell a row, by corpus."""
        return [
            {"corpus": corpus, "label": label, "taken_for": kind, "columns": count}
            for (corpus, label, kind), count in sorted(self.confusion.items())
        ]


def _is_personal(name: str) -> bool:
    return any(
        entity.personal for entity in entities().values() if name in {entity.name, entity.parent}
    )


def _share(pairs: Any, right: Any) -> float | None:
    total = sum(pairs.values())
    return sum(n for pair, n in pairs.items() if right(*pair)) / total if total else None


def _f1(pairs: Counter[tuple[str, str]], label: str) -> float:
    hit = pairs[label, label]
    truth = sum(n for (one, _), n in pairs.items() if one == label)
    taken = sum(n for (_, kind), n in pairs.items() if kind == label)
    return 2 * hit / (truth + taken)

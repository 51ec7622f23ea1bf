"""Lists of records as a detector is shown them, and what is known to be true of generated ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray
from pyarrow import csv

from leakbench.benchmarks.scoring.chunks import shown
from leakbench.benchmarks.triage.event_times import event_times
from leakbench.detectors.plain_strings import StringsError, check_strings
from leakbench.generator.corpus import corpus_of
from leakbench.generator.datasets.dataset import open_dataset
from leakbench.generator.datasets.manifest import MANIFEST
from leakbench.generator.errors import LeakbenchError
from leakbench.generator.spec import Spec
from leakbench.generator.value_forms import partial_forms

BATCH_ROWS = 4_096
SUFFIXES = (".csv", ".parquet")
_ENCODINGS = ("utf-8", "gb18030")


class ListError(LeakbenchError, ValueError):
    """A list cannot be read.

    Attributes:
        path: Where it is.
    """

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        super().__init__(f"{path}: {reason}")


@dataclass(frozen=True, slots=True)
class Truth:
    """The values of people that stand whole in a list, of shape (values,) by default.

    Attributes:
        row: Record of the list.
        column: Column of the list.
        label: What the value is.
        subject: Whose it is.
        event_times: The points in time of each record, whatever columns were left out, shape
            (rows, columns of points in time).
        tiers: What the law may count a record of the list for; none if it is about nobody.
        population: What subjects are numbered in; only those of one population compare.
    """

    row: NDArray[np.int64]
    column: NDArray[np.int64]
    label: NDArray[np.str_]
    subject: NDArray[np.int64]
    event_times: NDArray[np.int64]
    tiers: tuple[int, ...]
    population: tuple[object, ...] = ()

    @classmethod
    def of(
        cls,
        spans: pa.ListArray,
        event_times: NDArray[np.int64],
        tiers: tuple[int, ...],
        population: tuple[object, ...],
    ) -> Self:
        """The truth in the ``cell_spans`` of a list's records, whose points in time are known.

        What is not whole tells nobody apart, be it masked or of a form that names nobody.
        """
        facts = spans.flatten()
        whole = pc.equal(facts.field("quality").cast(pa.string()), "exact")
        partial = pa.array(list(partial_forms()), pa.string())
        whole = pc.and_not(whole, pc.is_in(facts.field("form").cast(pa.string()), partial))
        chosen = pc.and_(whole, facts.field("subject").is_valid())
        facts = facts.filter(chosen)
        row = pc.list_parent_indices(spans).filter(chosen)
        label = facts.field("label")
        return cls(
            row.to_numpy(zero_copy_only=False).astype(np.int64),
            facts.field("column").to_numpy(zero_copy_only=False).astype(np.int64),
            np.array(label.dictionary.to_pylist(), np.str_)[label.indices.to_numpy()],
            facts.field("subject").to_numpy(zero_copy_only=False),
            event_times,
            tuple(sorted(tiers)),
            population,
        )

    def arranged(self, columns: NDArray[np.int64], rows: NDArray[np.int64]) -> "Truth":
        """The truth of a copy of the list that has some of its columns and rows, in this order."""
        column = _places(columns, self.column)
        row = _places(rows, self.row)
        kept = (column >= 0) & (row >= 0)
        return Truth(
            row[kept],
            column[kept],
            self.label[kept],
            self.subject[kept],
            self.event_times[rows],
            self.tiers,
            self.population,
        )


@dataclass(frozen=True, slots=True)
class RecordList:
    """A list.

    Attributes:
        name: What it is called.
        strings: Its records; string columns only.
        truth: What is so, where that is known.
    """

    name: str
    strings: pa.RecordBatch
    truth: Truth | None = None

    def batches(self) -> list[pa.RecordBatch]:
        """Its records in batches for a detector."""
        rows = self.strings.num_rows
        return [self.strings.slice(first, BATCH_ROWS) for first in range(0, rows, BATCH_ROWS)]


def _places(order: NDArray[np.int64], of: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each of some numbers stands in an order; -1 where it does not."""
    size = 1 + int(max(order.max(initial=-1), of.max(initial=-1)))
    place = np.full(size, -1, np.int64)
    place[order] = np.arange(len(order))
    return place[of]


def read_lists(path: Path) -> list[RecordList]:
    """The list at a path, or all lists in a folder and the folders in it.

    Args:
        path: A dataset's directory, a CSV or Parquet file, or a folder of such.

    Raises:
        ListError: There is no list, or one that cannot be read or holds no record.
        DatasetError: A dataset is not whole.
    """
    if not path.exists():
        raise ListError(path, "there is nothing here")
    found = _found(path)
    if not found:
        raise ListError(path, "no list is here: a dataset's directory, .csv or .parquet")
    lists = [_read(one) for one in found]
    for one, where in zip(lists, found, strict=True):
        if not one.strings.num_rows or not one.strings.num_columns:
            raise ListError(where, "the list has no record")
    return lists


def _found(path: Path) -> list[Path]:
    if path.is_file() or (path / MANIFEST).exists():
        return [path]
    inside: list[Path] = []
    for entry in sorted(path.iterdir()):
        if entry.is_dir():
            inside += _found(entry)
        elif entry.suffix.lower() in SUFFIXES:
            inside.append(entry)
    return inside


def _read(path: Path) -> RecordList:
    if path.is_dir():
        return _dataset(path)
    match path.suffix.lower():
        case ".csv":
            return RecordList(path.name, _strings(path, _csv(path)))
        case ".parquet":
            try:
                return RecordList(path.name, _strings(path, pq.read_table(path)))
            except pa.ArrowException as error:
                raise ListError(path, _first_line(error)) from None
        case _:
            raise ListError(path, "a list is a dataset's directory, or ends in .csv or .parquet")


def _dataset(path: Path) -> RecordList:
    dataset = open_dataset(path)
    return generated(path.name, dataset.manifest.spec, dataset.batches())


def generated(name: str, spec: Spec, batches: Iterable[pa.RecordBatch]) -> RecordList:
    """A list out of the records of a dataset, with what is true of it."""
    whole = pa.concat_batches(list(batches))
    population = (spec.seed, spec.split, spec.reference_date, spec.identity, spec.key)
    tiers = corpus_of(spec).tiers
    strings = shown(whole, "table")
    truth = Truth.of(whole.column("cell_spans"), event_times(strings), tiers, population)
    return RecordList(name, strings, truth)


def _csv(path: Path) -> pa.Table:
    for encoding in _ENCODINGS:
        read = csv.ReadOptions(encoding=encoding)
        try:
            with csv.open_csv(path, read_options=csv.ReadOptions(encoding=encoding)) as reader:
                names = reader.schema.names
            as_text = csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            )
            parse = csv.ParseOptions(newlines_in_values=True)
            table = csv.read_csv(path, read, parse, as_text)
        except UnicodeDecodeError:
            continue
        except pa.ArrowException as error:
            if encoding != _ENCODINGS[-1] and "UTF8" in str(error):
                continue
            raise ListError(path, _first_line(error)) from None
        return table
    raise ListError(path, f"the text is not {' or '.join(_ENCODINGS)}")


def _strings(path: Path, table: pa.Table) -> pa.RecordBatch:
    """All columns that can be written as text, as text."""
    columns: dict[int, pa.Array] = {}
    for number, column in enumerate(table.columns):
        if not pa.types.is_nested(column.type):
            try:
                columns[number] = column.combine_chunks().cast(pa.string()).fill_null("")
            except pa.ArrowException as error:
                name = table.schema.names[number]
                raise ListError(path, f"column {name!r}: {_first_line(error)}") from None
    names = [table.schema.names[number] for number in columns]
    strings = pa.RecordBatch.from_arrays([_whole(column) for column in columns.values()], names)
    try:
        check_strings(strings)  # Parquet says that its strings are UTF-8, and nobody looks
    except StringsError as error:
        raise ListError(path, str(error)) from None
    return strings


def _whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    if isinstance(column, pa.ChunkedArray):
        return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], pa.string())
    return column


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]


def same_population(lists: Sequence[RecordList]) -> bool:
    """Whether the truth of all lists is known, and their subjects are numbered alike."""
    return all(one.truth is not None for one in lists) and (
        len({one.truth.population for one in lists if one.truth is not None}) == 1
    )

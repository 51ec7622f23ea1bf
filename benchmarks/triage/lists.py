"""Lists of records as a detector is shown them, and what is known to be true of generated ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv

from leakbench.benchmarks.scoring.chunks import shown
from leakbench.detectors.plain_strings import StringsError, check_strings
from leakbench.generator.corpus import corpus_of
from leakbench.generator.datasets.dataset import open_dataset
from leakbench.generator.datasets.manifest import MANIFEST
from leakbench.generator.errors import LeakbenchError
from leakbench.generator.persons.event_times import event_times
from leakbench.generator.persons.list_truth import ListTruth
from leakbench.generator.spec import Spec

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
class RecordList:
    """A list.

    Attributes:
        name: What it is called.
        strings: Its records; string columns only.
        truth: What is so, where that is known.
    """

    name: str
    strings: pa.RecordBatch
    truth: ListTruth | None = None

    def batches(self) -> list[pa.RecordBatch]:
        """Its records in batches for a detector."""
        rows = self.strings.num_rows
        return [self.strings.slice(first, BATCH_ROWS) for first in range(0, rows, BATCH_ROWS)]


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
    truth = ListTruth.of(whole.column("cell_spans"), event_times(strings), tiers, population)
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

"""One shard read: its bytes are those that the manifest names, before any of its rows counts."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from io import BufferedReader, FileIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from leakbench.generator.datasets.manifest import DatasetError, Shard
from leakbench.generator.datasets.row_checks import RowChecks
from leakbench.generator.datasets.wholeness import check_ordinary
from leakbench.generator.schema import FIRST_COLUMNS, LAST_COLUMNS, dataset_schema
from leakbench.generator.storage.file_systems import StorageError
from leakbench.generator.storage.stored_path import StoredPath

_HASHED_AT_ONCE = 1 << 20


def shard_schema(path: Path) -> pa.Schema:
    """The columns of a shard, as a dataset has them.

    Raises:
        DatasetError: It is no shard, or cannot be read.
    """
    with _reading(path), opened_shard(path) as file:
        return _conformed(pq.read_schema(file), path)


def read_shard(
    root: Path, shard: Shard, size: int, kind: pa.Schema | None = None
) -> Iterator[pa.RecordBatch]:
    """The rows of a shard.

    The file is opened once, so that what is hashed is what is read. Of a shard without a hash of
    its bytes, as older manifests name them, the rows are hashed; that is told at their end.

    Args:
        root: The dataset's directory.
        shard: As the manifest names it.
        size: Rows of a batch at most; the last of a row group may be shorter.
        kind: The columns that it must have, if they are known.

    Raises:
        DatasetError: The file is missing, not the one that the manifest names, no shard, or holds
            what no dataset has; the message names it, and the row.
    """
    path = root / shard.file
    with _reading(path), opened_shard(path) as file:
        if shard.sha256 and sha256_of(file) != shard.sha256:
            raise DatasetError(
                path,
                "its SHA-256 is not the one in the manifest: the file was changed, cut off or "
                "swapped after it was written",
            )
        with pq.ParquetFile(file) as parquet:
            if parquet.metadata.num_rows != shard.rows:
                reason = f"{parquet.metadata.num_rows} rows, but the manifest says {shard.rows}"
                raise DatasetError(path, reason)
            found = _conformed(parquet.schema_arrow, path)
            if kind is not None and not found.equals(kind, check_metadata=True):
                raise DatasetError(path, "its columns are not those of the first shard")
            checks = RowChecks(path, shard, found)
            # One row group at a time: Arrow cannot join the dictionaries of nested columns.
            for group in range(parquet.num_row_groups):
                for batch in parquet.iter_batches(size, row_groups=[group]):
                    columns = [
                        column.cast(field.type)
                        for column, field in zip(batch.columns, found, strict=True)
                    ]
                    made = pa.RecordBatch.from_arrays(columns, schema=found)
                    checks.add(made)
                    yield made
            checks.end()


@contextmanager
def opened_shard(path: Path) -> Iterator[FileIO | BufferedReader]:
    """A shard's file; whatever else stands there is neither followed nor waited for.

    Raises:
        DatasetError: It is missing, or no ordinary file.
    """
    check_ordinary(path)
    if isinstance(path, StoredPath):
        with path.reader() as stored:
            yield stored
        return
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    with FileIO(os.open(path, flags)) as file:
        yield file


def sha256_of(file: FileIO | BufferedReader) -> str:
    """The SHA-256 of an open file, which is at its beginning again afterwards."""
    found = file_digest(file, "sha256", _bufsize=_HASHED_AT_ONCE).hexdigest()
    file.seek(0)
    return found


def _conformed(found: pa.Schema, path: Path) -> pa.Schema:
    """The dataset schema with this file's columns; Parquet renames the items of lists."""
    names = found.names
    first, last = len(FIRST_COLUMNS), len(names) - len(LAST_COLUMNS)
    if names[:first] != [*FIRST_COLUMNS] or names[last:] != [*LAST_COLUMNS]:
        raise DatasetError(path, f"not a shard of a dataset: its columns are {names}")
    twice = next((name for name in names[first:last] if names.count(name) > 1), None)
    if twice is not None:
        raise DatasetError(path, f"two of its columns are called {twice!a}")
    columns = [found.field(index) for index in range(first, last)]
    for column in columns:
        for told in (column.metadata or {}).values():
            told.decode()  # the field and the label of the column
        if column.type != pa.string():
            raise DatasetError(path, f"its column {column.name!a} is {column.type}, no strings")
    return dataset_schema(columns)


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except StorageError:
        raise
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        first = str(error).strip().partition("\n")[0]
        raise DatasetError(path, f"truncated or corrupt Parquet: {first}") from None

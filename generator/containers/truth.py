"""The truth of a written file, cell for cell, in a Parquet file beside it.

A value stands in a sheet, a row and a column of the grid as ``read`` gives it, title rows and
header included, and in the cell from one code point to before another. The metadata says how the
file was made, and which bytes it is the truth of.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from leakbench.generator.containers.labelled_cells import SPANS
from leakbench.generator.datasets.outputs import replacing
from leakbench.generator.errors import LeakbenchError
from leakbench.generator.untrusted import json_of, refuse_no_file

SUFFIX = ".truth.parquet"
TRUTH = pa.schema([pa.field("sheet", pa.int32(), nullable=False), *SPANS])
"""A sheet, then where in it a value stands and whose it is, as in ``SPANS``."""
_ABOUT = b"leakbench"
# Places grow from value to value; looking for repetitions among them costs more than writing them.
_PACKED: dict[str, Any] = {
    "use_dictionary": ["label", "quality", "form"],
    "column_encoding": {"row": "DELTA_BINARY_PACKED"},
    "write_statistics": False,
}
_AT_A_TIME = 1 << 20  # bytes hashed at once


class TruthError(LeakbenchError, ValueError):
    """There is no truth of a file, or one that cannot be read."""


@dataclass(frozen=True, slots=True)
class FileTruth:
    """What is true of a file.

    Attributes:
        spans: Its values, with the columns of ``TRUTH``, by sheet and row.
        about: How it was made, as JSON values, and its ``sha256``.
    """

    spans: pa.Table
    about: Mapping[str, Any]


class TruthWriter:
    """Takes the values of a file while its rows are written.

    Attributes:
        spans: How many it was told of.
        sheets: Name, rows and rows above the records of every sheet that is done.
    """

    def __init__(self, file: pq.ParquetWriter | None) -> None:
        self._file = file
        self.spans = 0
        self.sheets: list[dict[str, Any]] = []

    def add(self, sheet: int, first_row: int, spans: pa.RecordBatch) -> None:
        """Values of rows that stand in the grid from ``first_row`` on."""
        self.spans += spans.num_rows
        if self._file is None:
            return
        rows = pa.array(spans.column("row").to_numpy() + first_row)
        which = pa.array(np.full(len(rows), sheet, np.int32))
        columns = [which, rows, *spans.columns[1:]]
        self._file.write_batch(pa.RecordBatch.from_arrays(columns, schema=TRUTH))

    def about(self, facts: Mapping[str, Any]) -> None:
        """How the file was made, as JSON values."""
        if self._file is None:
            return
        written = json.dumps(facts, ensure_ascii=False, default=str)
        self._file.add_key_value_metadata({_ABOUT: written.encode()})


def truth_path(path: Path) -> Path:
    """Where the truth of a file stands."""
    return path.with_name(path.name + SUFFIX)


@contextmanager
def writing_truth(path: Path) -> Iterator[TruthWriter]:
    """Write a truth file, whole or not at all."""
    with replacing(path) as temporary, pq.ParquetWriter(temporary, TRUTH, **_PACKED) as file:
        yield TruthWriter(file)


def read_truth(path: Path) -> FileTruth:
    """The truth that was written for a file.

    Args:
        path: The file, or its truth.

    Raises:
        TruthError: There is none, or it cannot be read.
    """
    where = path if path.name.endswith(SUFFIX) else truth_path(path)
    try:
        refuse_no_file(where)
        with where.open("rb") as stream, pq.ParquetFile(stream) as file:
            facts = json_of((file.metadata.metadata or {})[_ABOUT])
            table = file.read()
    except FileNotFoundError:
        raise TruthError(f"{where}: there is no truth of this file") from None
    except (pa.ArrowException, OSError, KeyError, ValueError) as error:
        first = str(error).strip().partition("\n")[0]
        raise TruthError(f"{where}: this is no truth of a file: {first}") from None
    return FileTruth(table.replace_schema_metadata(None).cast(TRUTH), facts)


def hash_of(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    found = sha256()
    with path.open("rb") as file:
        while piece := file.read(_AT_A_TIME):
            found.update(piece)
    return found.hexdigest()

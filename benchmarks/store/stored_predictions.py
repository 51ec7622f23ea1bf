"""Raw predictions as Parquet, from which scores can be computed again at any time.

The columns are those of ``SPANS``, rows counted from the source's first record, in the order in
which the detector answered. The file's metadata says who predicted what.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from leakbench.benchmarks.scoring.chunks import Chunk
from leakbench.detectors.contract import SPANS
from leakbench.generator.untrusted import json_of

ABOUT: Final = b"leakbench"  # the key of the metadata

# A dataset may have more rows than a batch.
STORED: Final = pa.schema([pa.field("row", pa.int64(), nullable=False), *list(SPANS)[1:]])


class PredictionsWriter:
    """A file that takes the answers of one detector to one source, batch by batch.

    Attributes:
        path: The file; it is whole once closed.
        spans: How many it holds.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.spans = 0
        self._rows = 0
        self._writer = pq.ParquetWriter(path, STORED, compression="zstd")

    def add(self, chunks: Sequence[Chunk], answers: Sequence[pa.RecordBatch]) -> None:
        """Take the answers to some chunks, which follow the last ones."""
        batches = []
        for chunk, answer in zip(chunks, answers, strict=True):
            row = answer.column("row").to_numpy(zero_copy_only=False).astype(np.int64) + self._rows
            batches.append(
                pa.RecordBatch.from_arrays([pa.array(row), *answer.columns[1:]], schema=STORED)
            )
            self._rows += chunk.strings.num_rows
        table = pa.Table.from_batches(batches, STORED).unify_dictionaries()
        if table.num_rows:
            self._writer.write_table(table)
            self.spans += table.num_rows

    def close(self, about: dict[str, Any]) -> None:
        """Finish the file, and say in it who predicted what."""
        text = json.dumps(about, ensure_ascii=False, sort_keys=True)
        self._writer.add_key_value_metadata({ABOUT: text.encode()})
        self._writer.close()


def about_predictions(file: Path) -> dict[str, Any]:
    """Who predicted what, as ``leakbench run`` wrote it; nothing if somebody else wrote the file.

    Raises:
        OSError: The file cannot be read.
        pa.ArrowException: It is no Parquet.
        ValueError: The metadata is not JSON.
    """
    with file.open("rb") as stream:
        metadata = pq.read_metadata(stream).metadata or {}
    found = json_of(metadata.get(ABOUT, b"{}"))
    return found if isinstance(found, dict) else {}

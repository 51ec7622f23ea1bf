"""Chunks of records: what a detector is shown, and the truth that is kept from it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.detectors.plain_strings import plain_strings
from leakbench.generator.engine.buffers import numbers, values_of
from leakbench.generator.schema import FIRST_COLUMNS

Track = Literal["text", "table"]
_TRUTH_COLUMN = {"text": "text_spans", "table": "cell_spans"}


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some records of a source.

    Attributes:
        strings: What a detector is given: ``text``, or the corpus's columns. It shares no memory
            with the truth, and its schema has no metadata.
        truth: The labelled spans of every record, ``TEXT_SPANS`` or ``CELL_SPANS``.
        decoys: ``DECOYS`` over the text, where the source records them.
        files: Number of the file of each record, where the source has files.
        first: The row of the first record, counted from the source's first.
    """

    strings: pa.RecordBatch
    truth: pa.ListArray
    decoys: pa.ListArray | None = None
    files: NDArray[np.int64] | None = None
    first: int = 0

    def some(self, first: int, count: int) -> "Chunk":
        """Records that follow one another, from the ``first`` one of the chunk on."""
        here = slice(first, first + count)
        return Chunk(
            self.strings.slice(first, count),
            self.truth[here],
            None if self.decoys is None else self.decoys[here],
            None if self.files is None else self.files[here],
            self.first + first,
        )


Sizes = int | Iterable[int]
"""Records of every chunk, or of each in turn; of the last there may be fewer."""


def cut(
    found: Iterator[pa.RecordBatch], track: Track, size: Sizes, rows: int, first: int = 0
) -> Iterator[Chunk]:
    """Cut the first ``rows`` records of batches into chunks of ``size``, the last shorter.

    Args:
        found: Batches of any size with the columns of a dataset, or ``text`` and ``text_spans``.
        track: Which columns are shown, and which truth goes with them.
        size: Records of a chunk, or of each; those that none is left for are not given.
        rows: Records in all; fewer if there are no more.
        first: The row of the first of them, counted from the source's first.
    """
    for batch in _resized(found, size, rows):
        names = batch.schema.names
        decoys = batch.column("decoys") if "decoys" in names and track == "text" else None
        files = values_of(batch.column("file")) if "file" in names else None
        yield Chunk(shown(batch, track), batch.column(_TRUTH_COLUMN[track]), decoys, files, first)
        first += batch.num_rows


def of_file(found: Iterable[Chunk], number: int) -> Iterator[Chunk]:
    """The records of one file, out of chunks whose files stand one after another.

    Chunks are read until the file is over; a source without files has none of any number.
    """
    begun = False
    for chunk in found:
        here = np.zeros(0) if chunk.files is None else np.flatnonzero(chunk.files == number)
        if len(here):
            begun = True
            yield chunk.some(int(here[0]), len(here))
        elif begun:
            return


def cut_chunk(chunk: Chunk, sizes: Sizes) -> Iterator[Chunk]:
    """The records of a chunk in chunks of such sizes, the last shorter."""
    coming = repeat(sizes) if isinstance(sizes, int) else iter(sizes)
    at, rows = 0, chunk.strings.num_rows
    while at < rows:
        size = next(coming, rows)
        yield chunk.some(at, size)
        at += size


def _resized(found: Iterator[pa.RecordBatch], sizes: Sizes, rows: int) -> Iterator[pa.RecordBatch]:
    """The first ``rows`` rows, in batches of exactly their sizes but for the last."""
    coming = repeat(sizes) if isinstance(sizes, int) else iter(sizes)
    waiting: list[pa.RecordBatch] = []
    have, size = 0, next(coming)
    for batch in found:
        at = 0
        while at < batch.num_rows and rows:
            take = min(batch.num_rows - at, size - have, rows)
            waiting.append(batch.slice(at, take))
            at += take
            have += take
            rows -= take
            if have == size or not rows:
                yield waiting[0] if len(waiting) == 1 else pa.concat_batches(waiting)
                waiting, have = [], 0
                size = next(coming, rows)
        if not rows:
            return
    if waiting:
        yield pa.concat_batches(waiting)


def shown(batch: pa.RecordBatch, track: Track) -> pa.RecordBatch:
    """What a detector is given of a dataset's records: strings that share no memory with truth.

    Whoever made or read the batch has made sure that its strings are sound.

    Raises:
        StringsError: A column holds no strings.
    """
    names = batch.schema.names
    text = names.index("text")
    columns = [text] if track == "text" else range(len(FIRST_COLUMNS), text)
    # Taking every row copies: the buffers of a slice reach beyond it, and those of a batch that was
    # read in one piece might hold the truth beside the strings.
    every = numbers(pa.int64(), np.arange(batch.num_rows))
    strings = plain_strings(batch.select([*columns]))
    return pa.RecordBatch.from_arrays(
        [column.take(every) for column in strings.columns],
        schema=pa.schema([(names[index], pa.string()) for index in columns]),
    )

"""Records beside the answers to them: of a detector that is asked now, or out of a file."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from leakbench.benchmarks.running.entrants import Entrant
from leakbench.benchmarks.running.failures import DetectorFailedError, failed, quoted
from leakbench.benchmarks.running.predictions import about_of, stored_answers
from leakbench.benchmarks.scoring.chunks import Chunk, Track, of_file
from leakbench.benchmarks.sources.source import Source
from leakbench.benchmarks.timing.call_timing import Timing

BATCH_ROWS = 4_096

Answered = Iterator[tuple[Chunk, pa.RecordBatch]]
"""Chunks that follow one another, each with the checked answer to it."""


class Part(NamedTuple):
    """Which records are looked at.

    Attributes:
        track: Which of their strings.
        rows: The first ones, so many.
        file: Of these only those of this file; None for all.
    """

    track: Track
    rows: int
    file: int | None = None

    def cut(self, chunks: Iterator[Chunk]) -> Iterator[Chunk]:
        """Those of the file."""
        return chunks if self.file is None else of_file(chunks, self.file)


def asked(source: Source, one: Entrant, part: Part) -> Answered:
    """Have a detector answer.

    Raises:
        DetectorFailedError: It fails; its row is told as counted from the source's first.
    """
    chunks = part.cut(source.chunks(part.track, BATCH_ROWS, part.rows))
    for number, chunk in enumerate(chunks):
        try:
            (answer,) = one.answers([chunk.strings], Timing())
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - a detector may raise anything, SystemExit too
            reason = failed(error)
            text = quoted(reason.place, [chunk.strings])
            told = f"{reason.after(number, chunk.first)}{'' if text is None else f': 「{text}」'}"
            raise DetectorFailedError(told) from None
        yield chunk, answer


def stored(source: Source, file: Path, part: Part) -> Answered:
    """Read what was answered.

    Raises:
        AlteredPredictionsError: The predictions stand beside a result that was made of others.
        PredictionsError: They cannot be read, break the contract, or are of other records.
    """
    rows = about_of(source, file, part.track).get("rows", source.rows) or part.rows
    for chunk, answer in stored_answers(source, file, part.track, rows):
        chosen = chunk if part.file is None else next(of_file([chunk], part.file), None)
        if chunk.first >= part.rows:
            return
        if chosen is not None:
            kept = min(chosen.strings.num_rows, part.rows - chosen.first)
            if kept > 0:
                yield _cut(chunk, answer, chosen.first - chunk.first, kept)


def _cut(
    chunk: Chunk, answer: pa.RecordBatch, first: int, rows: int
) -> tuple[Chunk, pa.RecordBatch]:
    """Some records that follow one another, and what was answered to them."""
    row = answer.column("row").to_numpy()
    here = (row >= first) & (row < first + rows)
    kept = answer.filter(pa.array(here))
    moved = pa.array(row[here] - first, pa.int32())
    return chunk.some(first, rows), kept.set_column(0, answer.schema.field("row"), moved)

"""Where findings go: JSON lines, CSV, Parquet, or lines to read."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal, Protocol, TextIO, get_args

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from leakbench.benchmarks.console.sheets import SheetWriter
from leakbench.benchmarks.detection.answered_sheets import Answered
from leakbench.benchmarks.detection.findings import FINDINGS, findings
from leakbench.benchmarks.detection.marked_lines import marked_lines
from leakbench.generator.datasets.outputs import replacing

FindingsForm = Literal["table", "json", "csv", "parquet"]
FINDINGS_FORMS: tuple[FindingsForm, ...] = get_args(FindingsForm)

_SCORE: Final = "score"
_PLACES: Final = 4

LOCATED: Final = pa.schema(
    [
        pa.field("file", pa.string(), nullable=False),
        pa.field("sheet", pa.string(), nullable=False),
        pa.field("header", pa.string(), nullable=False),
        *(field for field in FINDINGS if field.name != _SCORE),
        pa.field(_SCORE, pa.float64(), nullable=False),  # to four places, as they are read
    ]
)
"""Findings with the file, the sheet and the header of the column in which they stand."""


class Sink(Protocol):
    """Takes findings as they come."""

    def take(self, file: str, sheet: str, part: Answered) -> None:
        """Take what was found in some rows of a sheet."""
        ...


def located(file: str, sheet: str, part: Answered) -> pa.RecordBatch:
    """Findings of some rows with the columns of ``LOCATED``."""
    found = findings(part.strings, part.answer, part.first_row)
    names = pa.array(part.strings.schema.names, pa.string())
    where = [pa.repeat(pa.scalar(one, pa.string()), found.num_rows) for one in (file, sheet)]
    score = pc.round(found.column(_SCORE).cast(pa.float64()), _PLACES)
    others = (
        column
        for name, column in zip(found.schema.names, found.columns, strict=True)
        if name != _SCORE
    )
    columns = [*where, names.take(found.column("column")), *others, score]
    return pa.RecordBatch.from_arrays(columns, schema=LOCATED)


class _Lines:
    """To read, one row of a sheet a line."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def take(self, file: str, sheet: str, part: Answered) -> None:
        where = f"{file}[{sheet}]" if sheet else file
        for line in marked_lines(where, part, colours=self._out.isatty()):
            self._out.write(line + "\n")
        self._out.flush()


class _Json:
    """One object a line."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def take(self, file: str, sheet: str, part: Answered) -> None:
        for one in located(file, sheet, part).to_pylist():
            self._out.write(json.dumps(one, ensure_ascii=False) + "\n")
        self._out.flush()


class _Csv:
    """With a line of names; texts that would begin a formula are marked as text."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._writer = SheetWriter(out)
        self._writer.write([LOCATED.names])

    def take(self, file: str, sheet: str, part: Answered) -> None:
        found = located(file, sheet, part)
        self._writer.write(zip(*(one.to_pylist() for one in found.columns), strict=True))
        self._out.flush()


class _Parquet:
    def __init__(self, path: Path) -> None:
        self._writer = pq.ParquetWriter(path, LOCATED, compression="zstd")

    def take(self, file: str, sheet: str, part: Answered) -> None:
        self._writer.write_batch(located(file, sheet, part))

    def close(self) -> None:
        self._writer.close()


_OF_TEXT: Final[Mapping[str, Callable[[TextIO], Sink]]] = {
    "table": _Lines,
    "json": _Json,
    "csv": _Csv,
}


@contextmanager
def sink(form: FindingsForm, out: Path | TextIO) -> Iterator[Sink]:
    """Where findings go.

    Args:
        form: ``text`` to read, or ``json`` lines, ``csv``, ``parquet``.
        out: A stream, or a file, which is there only once all is in it; Parquet needs a file.
    """
    if not isinstance(out, Path):
        yield _OF_TEXT[form](out)
        return
    with replacing(out) as temporary:
        if form == "parquet":
            table = _Parquet(temporary)
            try:
                yield table
            finally:
                table.close()
            return
        with temporary.open("w", encoding="utf-8", newline="") as file:
            yield _OF_TEXT[form](file)

"""A batch as JSON lines, and the lines of spans that answer it: what ``exec:`` programs speak.

A batch is a line that says what comes, a line for each cell, row by row, and an empty line. The
answer is a line for each cell and an empty line.
"""

import json
from collections.abc import Mapping
from itertools import chain
from typing import Any, Final

import numpy as np
import pyarrow as pa

from leakbench.detectors.plain_strings import cells_of
from leakbench.detectors.spans import LABEL_TYPE, SPANS, empty_spans
from leakbench.generator.errors import LeakbenchError
from leakbench.generator.untrusted import json_of

_SHOWN: Final = 60  # bytes of a wrong line in a message
_LENGTHS: Final = {3, 4}


class AnswerError(LeakbenchError, ValueError):
    """What came is no answer; the message says why, as the end of a sentence."""


def question(batch: pa.RecordBatch) -> bytes:
    """A batch as lines; a cell is a JSON string, one without a value an empty string."""
    head = {"rows": batch.num_rows, "columns": batch.schema.names}
    # Between the items of a list stands the separator alone: a list without commas is its lines.
    cells = json.dumps(_cells(batch), ensure_ascii=False, separators=("\n", ":"))[1:-1]
    lines = [json.dumps(head, ensure_ascii=False), *([cells] if cells else []), "\n"]
    return "\n".join(lines).encode()


def complete(said: bytearray) -> bool:
    """Whether an empty line has come."""
    return said.endswith(b"\n\n") or said == b"\n"


def answer(said: bytes, batch: pa.RecordBatch, meant: Mapping[str, str]) -> pa.RecordBatch:
    """Spans as columns, in the unit that the program counts in.

    Args:
        said: All lines of an answer, the empty one at the end.
        batch: What was asked.
        meant: The registry's labels for those that the program uses; others stay as they are.

    Returns:
        A batch of ``SPANS``; whether they lie in their cells is for others to check.

    Raises:
        AnswerError: They are too many or too few, or one is no list of spans.
    """
    lines = said.split(b"\n")[:-2]
    asked = batch.num_rows * batch.num_columns
    if len(lines) != asked:
        raise AnswerError(f"answered {len(lines)} lines to {asked} cells")
    try:
        found = json_of(b"[" + b",".join(lines) + b"]")
        _only(found, list)
        counts = np.fromiter(map(len, found), np.int64)
        spans = _columns(list(chain.from_iterable(found)), meant)
        if len(found) != asked:
            raise ValueError("a line is no list")  # noqa: TRY301 - told as all else that is wrong
    except (ValueError, TypeError, OverflowError, pa.ArrowException) as error:
        raise _wrong_line(lines, batch) or AnswerError(f"answered no spans: {error}") from None
    if not spans:
        return empty_spans()
    cell = np.repeat(np.arange(asked), counts)
    row, column = np.divmod(cell, batch.num_columns)
    places = [pa.array(row, pa.int32()), pa.array(column, pa.int16())]
    return pa.RecordBatch.from_arrays([*places, *spans], schema=SPANS)


def _cells(batch: pa.RecordBatch) -> list[str]:
    """All cells, row by row."""
    columns = [[cell or "" for cell in column] for column in cells_of(batch)]
    return (
        columns[0] if len(columns) == 1 else list(chain.from_iterable(zip(*columns, strict=True)))
    )


def _columns(spans: list[Any], meant: Mapping[str, str]) -> list[pa.Array]:
    """Start, end, label and score of every span; nothing if there is none."""
    if not spans:
        return []
    _only(spans, list)
    if not set(map(len, spans)) <= _LENGTHS:
        raise ValueError("a span has three items, or four")
    start, end, label = ([span[at] for span in spans] for at in range(3))
    score = [span[3] if len(span) == 4 else 1.0 for span in spans]
    for values, kinds in ((start, (int,)), (end, (int,)), (label, (str,)), (score, (int, float))):
        _only(values, *kinds)
    coded = pa.array(label, pa.string()).dictionary_encode()
    names = [meant.get(name, name) for name in coded.dictionary.to_pylist()]
    return [
        pa.array(start, pa.int32()),
        pa.array(end, pa.int32()),
        pa.DictionaryArray.from_arrays(coded.indices, names)
        .cast(pa.string())  # several names may mean one label
        .dictionary_encode()
        .cast(LABEL_TYPE),
        pa.array(score, pa.float32()),
    ]


def _only(values: list[Any], *kinds: type) -> None:
    """Let values of these types pass; true and false are no numbers."""
    if not set(map(type, values)) <= set(kinds):
        raise TypeError(f"not all of {', '.join(kind.__name__ for kind in kinds)}")


def _wrong_line(lines: list[bytes], batch: pa.RecordBatch) -> AnswerError | None:
    """Which line is no list of spans; None if each is one."""
    for number, line in enumerate(lines):
        if not _is_answer(line):
            row, column = divmod(number, batch.num_columns)
            shown = line[:_SHOWN].decode("utf-8", "replace") + ("…" if len(line) > _SHOWN else "")
            return AnswerError(
                f"answered {shown!r} to row {row}, column {column}: no list of "
                '[start, end, "LABEL"] or [start, end, "LABEL", score]'
            )
    return None


def _is_answer(line: bytes) -> bool:
    try:
        found = json_of(line)
        return isinstance(found, list) and all(map(_is_span, found))
    except ValueError:
        return False


def _is_span(span: object) -> bool:
    match span:
        case [bool(), *_] | [_, bool(), *_]:
            return False
        case [int(), int(), str()] | [int(), int(), str(), int() | float()]:
            return True
        case _:
            return False

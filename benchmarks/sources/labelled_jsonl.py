"""Labelled JSON lines: ``{"id", "text", "spans": [[start, end, label], …]}``.

``id`` is optional; blank lines are passed over. No error quotes the file: what stands in it may be
somebody's.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from leakbench.benchmarks.sources.labelled_file import (
    LabelledFile,
    RecordError,
    Records,
    Span,
    at,
    decoded,
    file_bytes,
)


def read_jsonl(path: Path) -> LabelledFile:
    """Read and check a whole file.

    Raises:
        LabelledFileError: It is missing, empty, not UTF-8, or a line is not JSON, has no text, or
            has a span that is no ``[start, end, label]`` or leaves its text.
    """
    data = file_bytes(path)
    records = Records()
    for number, text, spans in labelled_lines(path, data):
        with at(path, number):
            records.add(text, spans)
    return records.finish(path, sha256(data).hexdigest())


def labelled_lines(path: Path, data: bytes) -> Iterator[tuple[int, str, list[Span]]]:
    """The lines of a file: their number from 1, text and spans, which may leave it yet.

    Args:
        path: The file, for messages.
        data: What it holds.

    Raises:
        LabelledFileError: It is not UTF-8, or a line is not JSON, has no text, or has a span that
            is no ``[start, end, label]``.
    """
    for number, line in enumerate(decoded(path, data).split("\n"), 1):
        if line.strip():
            with at(path, number):
                text, spans = _record(line)
            yield number, text, spans


def _record(line: str) -> tuple[str, list[Span]]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise RecordError(f"broken JSON: {error.msg} at character {error.pos + 1}") from None
    if not isinstance(record, dict):
        raise RecordError(f"a {type(record).__name__}, not an object with text and spans")
    text = record.get("text")
    if not isinstance(text, str):
        raise RecordError("no text" if text is None else "the text is not a string")
    spans = record.get("spans")
    if not isinstance(spans, list):
        raise RecordError("no spans" if spans is None else "the spans are not a list")
    return text, [_span(index, span) for index, span in enumerate(spans)]


def _span(index: int, span: object) -> Span:
    match span:
        case [int() as start, int() as end, str() as label] if not isinstance(
            start, bool
        ) and not isinstance(end, bool):
            return start, end, label
        case _:
            raise RecordError(f"span {index} is not [start, end, label]")

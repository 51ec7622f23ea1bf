"""Labelled JSON lines: ``{"id", "file", "text", "spans": [[start, end, label], …]}``.

The spans may stand under ``label``, as doccano writes them. ``id`` is optional, and so is ``file``,
the name or number of the list in which a record stands, for scores by list; blank lines are passed
over. No error quotes the file: what stands in it may be somebody's.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from leakbench.benchmarks.sources.labelled_file import (
    LabelledFile,
    RecordError,
    Records,
    Span,
    at,
    decoded,
    file_bytes,
)
from leakbench.generator.untrusted import NotJsonError, json_of


def read_jsonl(path: Path) -> LabelledFile:
    """Read and check a whole file.

    Raises:
        LabelledFileError: It is missing, empty, not UTF-8, or a line is not JSON, has no text, or
            has a span that is no ``[start, end, label]`` or leaves its text.
    """
    data = file_bytes(path)
    records = Records()
    for line in labelled_lines(path, data):
        with at(path, line.number):
            records.add(line.text, line.spans, line.file)
    return records.finish(path, sha256(data).hexdigest())


class Line(NamedTuple):
    """A line of a file.

    Attributes:
        number: From 1.
        text: What it says.
        spans: What is labelled; they may leave the text yet.
        file: The list in which it stands; None where it does not say.
    """

    number: int
    text: str
    spans: list[Span]
    file: str | int | None


def labelled_lines(path: Path, data: bytes) -> Iterator[Line]:
    """The lines of a file that are not blank.

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
                record = _record(number, line)
            yield record


def _record(number: int, line: str) -> Line:
    try:
        record = json_of(line)
    except NotJsonError as error:
        where = "" if error.column is None else f" at character {error.column}"
        raise RecordError(f"broken JSON: {error.reason}{where}") from None
    if not isinstance(record, dict):
        raise RecordError(f"a {type(record).__name__}, not an object with text and spans")
    text = record.get("text")
    if not isinstance(text, str):
        raise RecordError("no text" if text is None else "the text is not a string")
    spans = record.get("spans", record.get("label"))
    if not isinstance(spans, list):
        raise RecordError("no spans" if spans is None else "the spans are not a list")
    file = record.get("file")
    if not (file is None or type(file) in {str, int}):
        raise RecordError("the file is neither a name nor a whole number")
    return Line(number, text, [_span(index, span) for index, span in enumerate(spans)], file)


def _span(index: int, span: object) -> Span:
    match span:
        case [int() as start, int() as end, str() as label] if not isinstance(
            start, bool
        ) and not isinstance(end, bool):
            return start, end, label
        case _:
            raise RecordError(f"span {index} is not [start, end, label]")

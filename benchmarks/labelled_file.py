"""Labelled text files: lines of ``{"id", "text", "spans": [[start, end, label], …]}``.

The format of the public corpora on which detectors are scored beside the synthetic ones. Offsets
are code points, half open; ``id`` is optional; blank lines are passed over.
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pyarrow as pa

from leakbench.generator.schema import TEXT_SPANS

MAX_LABELS = 127  # what the codes of a span's label can tell apart


class LabelledFileError(ValueError):
    """A labelled file breaks the format.

    Attributes:
        path: The file.
        line: The first offending line, from 1, or None where the whole file is meant.
    """

    def __init__(self, path: Path, reason: str, line: int | None = None) -> None:
        self.path = path
        self.line = line
        where = path if line is None else f"{path}, line {line}"
        super().__init__(f"{where}: {reason}")


@dataclass(frozen=True, slots=True)
class LabelledFile:
    """A labelled file in memory.

    Attributes:
        path: Where it was read.
        sha256: Of its bytes, in hexadecimal.
        texts: One string a record.
        spans: One list of ``TEXT_SPAN`` a record; subjects are null, every quality is ``exact``.
        labels: The labels that occur.
    """

    path: Path
    sha256: str
    texts: pa.StringArray
    spans: pa.ListArray
    labels: frozenset[str]


def read_labelled(path: Path) -> LabelledFile:
    """Read and check a whole file.

    Raises:
        LabelledFileError: It is missing, empty, not UTF-8, or a line is not JSON, has no text, or
            has a span that is no ``[start, end, label]`` or leaves its text.
    """
    try:
        data = path.read_bytes()
        lines = data.decode("utf-8-sig").split("\n")
    except OSError as error:
        raise LabelledFileError(path, error.strerror or "cannot be read") from None
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise LabelledFileError(path, "not UTF-8", number) from None
    texts: list[str] = []
    offsets = [0]
    starts: list[int] = []
    ends: list[int] = []
    labels: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            text, spans = _record(line)
        except _LineError as error:
            raise LabelledFileError(path, str(error), number) from None
        texts.append(text)
        for start, end, label in spans:
            starts.append(start)
            ends.append(end)
            labels.append(label)
        offsets.append(len(starts))
    if not texts:
        raise LabelledFileError(path, "no records")
    if len(set(labels)) > MAX_LABELS:
        raise LabelledFileError(path, f"more than {MAX_LABELS} labels")
    return LabelledFile(
        path=path,
        sha256=sha256(data).hexdigest(),
        texts=pa.array(texts, pa.string()),
        spans=_spans(offsets, starts, ends, labels),
        labels=frozenset(labels),
    )


class _LineError(Exception):
    """What is wrong with a line, whose number the caller knows."""


def _record(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise _LineError(f"broken JSON: {error.msg} at character {error.pos + 1}") from None
    if not isinstance(record, dict):
        raise _LineError(f"a {type(record).__name__}, not an object with text and spans")
    text = record.get("text")
    if not isinstance(text, str):
        raise _LineError("no text" if text is None else "the text is not a string")
    if not text.isascii():
        _refuse_surrogates(text)
    spans = record.get("spans")
    if not isinstance(spans, list):
        raise _LineError("no spans" if spans is None else "the spans are not a list")
    return text, [_span(index, span, len(text)) for index, span in enumerate(spans)]


def _refuse_surrogates(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _LineError("the text has half of a surrogate pair") from None


def _span(index: int, span: object, size: int) -> tuple[int, int, str]:
    match span:
        case [int() as start, int() as end, str() as label] if not isinstance(
            start, bool
        ) and not isinstance(end, bool):
            pass
        case _:
            raise _LineError(f"span {index} is not [start, end, label]: {json.dumps(span)[:60]}")
    if start >= end:
        raise _LineError(f"span {index} [{start}, {end}] is inverted or empty")
    if start < 0 or end > size:
        raise _LineError(f"span {index} [{start}, {end}] leaves its text of {size} characters")
    return start, end, label


def _spans(
    offsets: list[int], starts: list[int], ends: list[int], labels: list[str]
) -> pa.ListArray:
    count = len(starts)
    kind = TEXT_SPANS.value_type
    columns = {
        "start": pa.array(starts, pa.int32()),
        "end": pa.array(ends, pa.int32()),
        "label": _coded(labels, kind.field("label").type),
        "subject": pa.nulls(count, pa.int64()),
        "quality": _coded(["exact"] * count, kind.field("quality").type),
        "form": _coded([""] * count, kind.field("form").type),
    }
    spans = pa.StructArray.from_arrays([columns[part.name] for part in kind], fields=list(kind))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), spans, type=TEXT_SPANS)


def _coded(names: list[str], kind: pa.DataType) -> pa.DictionaryArray:
    return pa.array(names, pa.string()).dictionary_encode().cast(kind)

"""A labelled corpus in memory, whatever format it was read from, and what any of them may not hold.

The public corpora on which detectors are scored beside the generated ones. Offsets are code
points, half open. Whether spans of one label overlap is asked later, once it is known what the
labels mean; see ``source_checks``.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakbench.generator.errors import LeakbenchError
from leakbench.generator.schema import TEXT_SPANS
from leakbench.generator.untrusted import read_file

MAX_LABELS = 127  # what the codes of a span's label can tell apart

Span = tuple[int, int, str]


class LabelledFileError(LeakbenchError, ValueError):
    """A labelled file breaks its format.

    Attributes:
        path: The file.
        line: The first offending line, from 1, or None where the whole file is meant.
    """

    def __init__(
        self, path: Path, reason: str, line: int | None = None, unit: str = "line"
    ) -> None:
        self.path = path
        self.line = line
        where = path if line is None else f"{path}, {unit} {line}"
        super().__init__(f"{where}: {reason}")


class RecordError(LeakbenchError):
    """What is wrong with a record, whose place only the reader knows; see ``at``."""


@contextmanager
def at(path: Path, line: int, unit: str = "line") -> Iterator[None]:
    """Say where a record stands that turns out to be wrong.

    Raises:
        LabelledFileError: In the place of a ``RecordError``.
    """
    try:
        yield
    except RecordError as error:
        raise LabelledFileError(path, str(error), line, unit) from None


@dataclass(frozen=True, slots=True)
class LabelledFile:
    """A labelled corpus in memory.

    Attributes:
        path: The file or directory it was read from.
        sha256: Of its bytes, in hexadecimal.
        texts: One string a record.
        spans: One list of ``TEXT_SPAN`` a record; subjects are null, every quality is ``exact``.
        labels: The labels that occur.
        files: Number of the file of each record, from 0 in their order, where its records say that
            they are of several.
    """

    path: Path
    sha256: str
    texts: pa.StringArray
    spans: pa.ListArray
    labels: frozenset[str]
    files: pa.Int64Array | None = None

    def without(self, labels: frozenset[str]) -> "LabelledFile":
        """The same texts without the spans of some labels."""
        if not labels & self.labels:
            return self
        listed = self.spans.flatten()
        kept = pc.invert(
            pc.is_in(listed.field("label").cast(pa.string()), pa.array(sorted(labels), pa.string()))
        )
        before = np.concatenate([[0], np.cumsum(kept.to_numpy(zero_copy_only=False))])
        offsets = pa.array(before[self.spans.offsets.to_numpy()], pa.int32())
        spans = pa.ListArray.from_arrays(offsets, listed.filter(kept), type=TEXT_SPANS)
        return replace(self, spans=spans, labels=self.labels - labels)


class Records:
    """Collects what a reader finds, checks it, and turns it into columns."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._offsets = [0]
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._labels: list[str] = []
        self._names: dict[str | int | None, int] = {}
        self._files: list[int] = []

    def add(self, text: str, spans: Sequence[Span], file: str | int | None = None) -> None:
        """Add one record.

        Args:
            text: What it says.
            spans: What is labelled in it.
            file: The list in which it stands, where records tell.

        Raises:
            RecordError: Half of a surrogate pair, a span that is empty or leaves its text, or a
                file to which others stand between.
        """
        number = self._names.setdefault(file, len(self._names))
        if self._files and self._files[-1] != number != len(self._names) - 1:
            raise RecordError("records of one file stand together, but others stand between")
        self._files.append(number)
        if not text.isascii():
            _refuse_surrogates(text)
        for index, (start, end, _) in enumerate(spans):
            if start >= end:
                raise RecordError(f"span {index} [{start}, {end}] is inverted or empty")
            if start < 0 or end > len(text):
                raise RecordError(
                    f"span {index} [{start}, {end}] leaves its text of {len(text)} characters"
                )
        self._texts.append(text)
        for start, end, label in spans:
            self._starts.append(start)
            self._ends.append(end)
            self._labels.append(label)
        self._offsets.append(len(self._starts))

    def finish(self, path: Path, sha256: str) -> LabelledFile:
        """Everything that was added, as columns.

        Raises:
            LabelledFileError: There is nothing, or too many labels.
        """
        if not self._texts:
            raise LabelledFileError(path, "no records")
        labels = frozenset(self._labels)
        if len(labels) > MAX_LABELS:
            raise LabelledFileError(path, f"more than {MAX_LABELS} labels")
        return LabelledFile(
            path=path,
            sha256=sha256,
            texts=pa.array(self._texts, pa.string()),
            spans=self._spans(),
            labels=labels,
            files=pa.array(self._files, pa.int64()) if len(self._names) > 1 else None,
        )

    def _spans(self) -> pa.ListArray:
        count = len(self._starts)
        kind = TEXT_SPANS.value_type
        columns = {
            "start": pa.array(self._starts, pa.int32()),
            "end": pa.array(self._ends, pa.int32()),
            "label": _coded(self._labels, kind.field("label").type),
            "subject": pa.nulls(count, pa.int64()),
            "quality": _coded(["exact"] * count, kind.field("quality").type),
            "form": _coded([""] * count, kind.field("form").type),
        }
        spans = pa.StructArray.from_arrays([columns[part.name] for part in kind], fields=list(kind))
        offsets = pa.array(self._offsets, pa.int32())
        return pa.ListArray.from_arrays(offsets, spans, type=TEXT_SPANS)


def file_bytes(path: Path, most: int | None = None) -> bytes:
    """A whole file, of so many bytes at most if that is told.

    Raises:
        LabelledFileError: It cannot be read; the reason is the system's.
    """
    try:
        return read_file(path, most)
    except OSError as error:
        raise LabelledFileError(path, error.strerror or "cannot be read") from None


def decoded(path: Path, data: bytes) -> str:
    """The text of a file, without a byte order mark.

    Raises:
        LabelledFileError: It is not UTF-8; the line is named.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise LabelledFileError(path, "not UTF-8", number) from None


def _refuse_surrogates(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise RecordError("the text has half of a surrogate pair") from None


def _coded(names: list[str], kind: pa.DataType) -> pa.DictionaryArray:
    return pa.array(names, pa.string()).dictionary_encode().cast(kind)

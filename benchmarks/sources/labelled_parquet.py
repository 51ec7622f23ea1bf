"""Parquet as Hugging Face's ``datasets`` writes it: tagged tokens, or texts with spans.

``tokens`` with ``ner_tags`` (or ``tags``, ``labels``): the names of the tags stand in the file's
``huggingface`` metadata, or the tags are strings. ``text`` with ``spans`` (or ``entities``): a list
of structs of ``start``, ``end`` and ``label``, or a struct of three lists. A column ``file``, of
names or whole numbers, tells the list in which a row stands, for scores by list.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa

from leakbench.benchmarks.sources.labelled_file import (
    LabelledFile,
    LabelledFileError,
    RecordError,
    Records,
    Span,
    at,
    file_bytes,
)
from leakbench.benchmarks.sources.tagged_tokens import joined
from leakbench.generator.datasets.manifest import MANIFEST
from leakbench.generator.untrusted import json_of

_TAGS = ("ner_tags", "tags", "labels")
_SPANS = ("spans", "entities")


def read_parquet(path: Path) -> LabelledFile:
    """Read and check a whole file.

    Raises:
        LabelledFileError: It is no Parquet, has neither tagged tokens nor texts with spans, does
            not name its tags, or a row is broken.
    """
    import pyarrow.parquet as pq  # noqa: PLC0415 - most labelled files are not Parquet

    data = file_bytes(path)
    try:
        table = pq.read_table(pa.BufferReader(data))
        _ = table.column_names  # which may be no UTF-8
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        reason = str(error).partition("\n")[0]
        raise LabelledFileError(path, f"no Parquet: {reason}") from None
    records = Records()
    rows = zip(_rows(path, table), _files(path, table), strict=True)
    for number, ((text_of, value, marks), file) in enumerate(rows, 1):
        with at(path, number, "row"):
            text, found = text_of(value, marks)
            records.add(text, found, file)
    return records.finish(path, sha256(data).hexdigest())


def read_hub(folder: Path) -> LabelledFile:
    """Read a dataset repository of Hugging Face's Hub, as it lies on a disk: its only split.

    Raises:
        LabelledFileError: It has several splits, or the one breaks the format.
    """
    found = hub_files(folder)
    if len(found) != 1:
        names = ", ".join(str(one.relative_to(folder)) for one in found) or "none"
        raise LabelledFileError(folder, f"one split is read, name its file: {names}")
    return replace(read_parquet(found[0]), path=folder)


def hub_files(folder: Path) -> list[Path]:
    """The Parquet files of such a repository, in order; none if it is something else."""
    # A dataset of ours has such files too; one that is not finished has no card.
    if (folder / MANIFEST).exists() or not (folder / "README.md").exists():
        return []
    return sorted((folder / "data").glob("*.parquet"))


def _rows(path: Path, table: pa.Table) -> Iterator[tuple[Any, Any, Any]]:
    """What makes a record of a row, and the two values it is made of."""
    names = table.column_names
    tags = next((name for name in _TAGS if name in names), None)
    spans = next((name for name in _SPANS if name in names), None)
    if "tokens" in names and tags is not None:
        words = _class_names(path, table.schema, tags)
        values = zip(_values(path, table, "tokens"), _values(path, table, tags), strict=True)
        yield from ((_tagged(words), tokens, marks) for tokens, marks in values)
    elif "text" in names and spans is not None:
        words = _class_names(path, table.schema, spans)
        values = zip(_values(path, table, "text"), _values(path, table, spans), strict=True)
        yield from ((_marked(words), text, marks) for text, marks in values)
    else:
        raise LabelledFileError(
            path,
            f"neither tokens with {' or '.join(_TAGS)} nor text with {' or '.join(_SPANS)} among "
            f"its columns: {', '.join(names)}",
        )


def _files(path: Path, table: pa.Table) -> list[Any]:
    if "file" not in table.column_names:
        return [None] * len(table)
    kind = table.schema.field("file").type
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    if not (
        pa.types.is_integer(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind)
    ):
        raise LabelledFileError(path, f"its column file is {kind}, no names or whole numbers")
    return _values(path, table, "file")


def _values(path: Path, table: pa.Table, name: str) -> list[Any]:
    """A column as Python values."""
    column = table[name]
    try:
        values: list[Any] = column.to_pylist()
    except UnicodeDecodeError:
        row = next(row for row in range(len(column)) if not _is_sound(column[row]))
        raise LabelledFileError(path, f"its {name} is not UTF-8", row + 1, "row") from None
    return values


def _is_sound(value: pa.Scalar) -> bool:
    try:
        value.as_py()
    except UnicodeDecodeError:
        return False
    return True


def _tagged(words: Sequence[str] | None) -> Any:
    def record(tokens: Any, tags: Any) -> tuple[str, list[Span]]:
        for what, values in (("tokens", tokens), ("tags", tags)):
            if not isinstance(values, list):
                raise RecordError(f"no {what}" if values is None else f"its {what} are no list")
        for index, token in enumerate(tokens):
            if not isinstance(token, str):
                raise RecordError(f"token {index} is not a string")
        return joined(tokens, [_named(words, tag) for tag in tags])

    return record


def _marked(words: Sequence[str] | None) -> Any:
    def record(text: Any, marks: Any) -> tuple[str, list[Span]]:
        if not isinstance(text, str):
            raise RecordError("no text")
        if isinstance(marks, dict):  # a Sequence of dicts is stored as a dict of lists
            marks = _one_by_one(marks)
        if not isinstance(marks, list):
            raise RecordError("no spans" if marks is None else "the spans are not a list")
        return text, [_span(index, mark, words) for index, mark in enumerate(marks)]

    return record


def _one_by_one(marks: dict[str, Any]) -> list[dict[str, Any]]:
    lists = list(marks.values())
    if not all(isinstance(one, list) and len(one) == len(lists[0]) for one in lists):
        raise RecordError(f"its {', '.join(marks)} are no lists of one length")
    return [dict(zip(marks, one, strict=True)) for one in zip(*lists, strict=True)]


def _span(index: int, mark: Any, words: Sequence[str] | None) -> Span:
    match mark:
        case {"start": start, "end": end, "label": int() | str() as label} if (
            type(start) is int and type(end) is int
        ):
            return start, end, _named(words, label)
        case _:
            raise RecordError(f"span {index} has no start, end and label")


def _named(words: Sequence[str] | None, tag: Any) -> str:
    match tag:
        case str():
            return tag
        case int() if words is None:
            raise RecordError(
                f"the tag {tag} is a number, and the file's huggingface metadata does not name it"
            )
        case int() if words is not None and 0 <= tag < len(words):
            return words[tag]
        case _:
            raise RecordError(f"tag {tag!r} is none of the {len(words or ())} that have a name")


def _class_names(path: Path, schema: pa.Schema, column: str) -> list[str] | None:
    """The names of a column's ClassLabel, from the metadata that ``datasets`` writes."""
    stored = (schema.metadata or {}).get(b"huggingface")
    if stored is None:
        return None
    try:
        feature = json_of(stored)["info"]["features"][column]
    except (ValueError, KeyError, TypeError):
        raise LabelledFileError(
            path, f"its huggingface metadata does not describe {column}"
        ) from None
    return _names_in(feature)


def _names_in(feature: Any) -> list[str] | None:
    """The first list of class names inside a feature, however ``datasets`` nests it."""
    match feature:
        case {"_type": "ClassLabel", "names": list() as names} if all(
            isinstance(name, str) for name in names
        ):
            return names
        case dict():
            inner = list(feature.values())
        case list():
            inner = feature
        case _:
            return None
    return next((found for found in map(_names_in, inner) if found is not None), None)

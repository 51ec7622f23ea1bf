"""Tests of what the rows of a shard may hold."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.datasets.content import ContentHash
from leakbench.generator.datasets.manifest import DatasetError, Shard
from leakbench.generator.datasets.row_checks import RowChecks
from leakbench.generator.datasets.shards import count_labels
from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec

SPEC = Spec(corpus="legal_person", seed=3)
ROWS = 40
PATH = Path("shard.parquet")


@cache
def sound():
    """Some records."""
    (batch,) = batches(SPEC, ROWS)
    return batch


def told(batch, **changes):
    """What a manifest says of a shard with these rows."""
    labels, cell_labels = {}, {}
    count_labels(batch.column("text_spans"), labels)
    count_labels(batch.column("cell_spans"), cell_labels)
    shard = Shard(
        file=str(PATH), rows=len(batch), content_hash="", labels=labels, cell_labels=cell_labels,
        sha256="0" * 64,
    )  # fmt: skip
    return replace(shard, **changes)


def look(batch, shard=None, size=ROWS):
    """Look at all rows of a batch, some at a time."""
    checks = RowChecks(PATH, shard or told(sound()), batch.schema)
    for at in range(0, len(batch), size):
        checks.add(batch.slice(at, size))
    checks.end()


def with_column(name, column):
    """The records with another column."""
    place = sound().schema.names.index(name)
    return sound().set_column(place, sound().schema.field(place), column)


def with_items(name, part, at, value):
    """The records with another value in an item of a list."""
    listed = sound().column(name)
    parts = listed.flatten()
    columns = [parts.field(one.name) for one in parts.type]
    place = parts.type.get_field_index(part)
    changed = columns[place].to_pylist()
    changed[at] = value
    columns[place] = pa.array(changed, columns[place].type)
    items = pa.StructArray.from_arrays(columns, fields=list(parts.type))
    return with_column(name, pa.ListArray.from_arrays(listed.offsets, items, type=listed.type))


@given(size=st.integers(1, ROWS + 5))
def test_what_is_generated_passes(size):
    """Whatever the batches."""
    look(sound(), size=size)


def last_row(name):
    """The row, from 1, of the last item of a list column."""
    lengths = sound().column(name).value_lengths().to_pylist()
    return max(row for row, length in enumerate(lengths, 1) if length)


@pytest.mark.parametrize("size", [ROWS, 7])
@pytest.mark.parametrize(
    ("name", "part", "value", "message"),
    [
        ("text_spans", "start", -5, "leaves its string"),
        ("text_spans", "end", 1_000_000, "leaves its string"),
        ("text_spans", "start", 1_000_000, "inverted or empty"),
        ("cell_spans", "start", -1, "leaves its string"),
        ("cell_spans", "end", 2**31 - 1, "leaves its string"),
        ("cell_spans", "column", -1, "there is no column -1"),
        ("cell_spans", "column", 99, "there is no column 99"),
        ("decoys", "end", 100_000, "leaves its string"),
        ("text_spans", "start", None, "without start"),
        ("text_spans", "label", None, "without label"),
        ("cell_spans", "quality", None, "without quality"),
        ("cell_spans", "column", None, "without column"),
        ("decoys", "kind", None, "without kind"),
    ],
)
def test_a_span_that_lies_nowhere_is_named(name, part, value, message, size):
    """By its row, wherever batches end."""
    expected = rf"row {last_row(name)}: {name}:? .*{message}|row {last_row(name)}: .*{message}"
    with pytest.raises(DatasetError, match=expected):
        look(with_items(name, part, -1, value), size=size)


def test_nobody_needs_to_be_the_subject():
    """The one value of a span that may be missing."""
    look(with_items("text_spans", "subject", 0, None))


@pytest.mark.parametrize("name", ["record_id", "file", "text", "text_spans", "decoys"])
def test_nulls_are_named(name):
    """In the columns that every record has."""
    column = sound().column(name)
    missing = pa.concat_arrays([column[:3], pa.nulls(1, column.type), column[4:]])
    with pytest.raises(DatasetError, match=f"row 4: no {name}$"):
        look(with_column(name, missing))


def test_cells_may_be_empty_or_missing():
    """But a span cannot lie in one."""
    spans = sound().column("cell_spans")
    column = spans[0][0]["column"].as_py()
    name = sound().schema.names[2 + column]
    cells = sound().column(name)
    batch = with_column(name, pa.concat_arrays([pa.nulls(1, pa.string()), cells[1:]]))
    with pytest.raises(DatasetError, match=r"row 1: cell_spans: .* of 0 characters"):
        look(batch)


@pytest.mark.parametrize("which", ["text", "cells"])
def test_bytes_that_are_no_utf8_are_named(which):
    """By column and row, before anybody decodes them."""
    name = "text" if which == "text" else sound().schema.names[2]
    cells = [(text or "").encode() for text in sound().column(name).to_pylist()]
    cells[29] = b"\xcc"
    broken = pa.array(cells, pa.binary()).view(pa.string())
    with pytest.raises(DatasetError, match=r"row 30: column .*UTF8") as error:
        look(with_column(name, broken), size=8)
    assert str(error.value).isprintable()


@pytest.mark.parametrize("change", [1, -1])
@pytest.mark.parametrize("where", ["labels", "cell_labels"])
def test_labels_are_as_many_as_the_manifest_says(where, change):
    """More are told as soon as they are there, fewer at the end."""
    counts = getattr(told(sound()), where)
    label = min(counts)
    shard = told(sound(), **{where: counts | {label: counts[label] + change}})
    with pytest.raises(DatasetError, match=f"its {where} have '{label}' {counts[label]} times"):
        look(sound(), shard)
    unknown = told(sound(), **{where: counts | {"OTHER": 1}})
    with pytest.raises(DatasetError, match=f"its {where} have 'OTHER' 0 times"):
        look(sound(), unknown)


def test_without_a_hash_of_bytes_rows_are_hashed():
    """To the end, for only then it is known."""
    content = ContentHash(sound().schema)
    content.update(sound())
    look(sound(), told(sound(), sha256="", content_hash=content.hexdigest()), size=9)
    with pytest.raises(DatasetError, match="its content hash is not the one"):
        look(sound(), told(sound(), sha256="", content_hash="f" * 32))

"""Writes the batches of a dataset as a Parquet file, a row group each.

Arrow's own writer makes the levels of lists anew for each of their leaves, a value at a time, which
takes longer than to generate the rows. Here the leaves of a list share them, names keep the codes
that they have, and the file is hashed as it is written. Every reader of Parquet reads it, and Arrow
finds its own schema in it, as in files of its own.

A leaf of a row group is one page, behind one of what its codes mean if it is coded.
"""

from base64 import b64encode
from hashlib import sha256
from typing import Any, BinaryIO, Final

import pyarrow as pa

from leakbench.generator.parquet.columns import PLAIN, Leaf, Page, elements, leaves, pages
from leakbench.generator.parquet.thrift import Value, binary, i32, i64, listed, struct

_MAGIC: Final = b"PAR1"
_VERSION: Final = 2
_RLE: Final = i32(3)  # the encoding of levels
_MEANINGS_PAGE, _DATA_PAGE = i32(2), i32(3)  # of version 2, which does not compress levels
_CODEC, _LEVEL, _CODEC_NUMBER = "zstd", 1, i32(6)


class ParquetFile:
    """A Parquet file that is being written.

    Args:
        file: Where to, empty.
        schema: Of all batches: whole numbers, strings, and lists of structures of those and of
            names, which are dictionaries of strings. Strings, and numbers in lists, may be null.

    Raises:
        TypeError: A column is of another type.
    """

    def __init__(self, file: BinaryIO, schema: pa.Schema) -> None:
        self._file, self._schema = file, schema
        self._leaves = leaves(schema)
        self._groups: list[Value] = []
        self._rows = self._size = 0
        self._hash = sha256()
        self._put(_MAGIC)

    def write(self, batch: pa.RecordBatch) -> None:
        """Write a batch of at least one row as a row group."""
        start = self._size
        found = (
            page
            for field, column in zip(self._schema, batch.columns, strict=True)
            for page in pages(column, nullable=field.nullable)
        )
        rows = batch.num_rows
        chunks = [self._chunk(*one, rows) for one in zip(self._leaves, found, strict=True)]
        group = {
            1: listed([about for about, _ in chunks]),
            2: i64(sum(size for _, size in chunks)),
            3: i64(rows),
            5: i64(start),
            6: i64(self._size - start),
        }
        self._groups.append(struct(group))
        self._rows += rows

    def finish(self) -> str:
        """Write where everything stands; gives the SHA-256 of the whole file."""
        kept = b64encode(self._schema.serialize())
        order = struct({1: struct({})})  # of values, as their types have it
        footer = {
            1: i32(_VERSION),
            2: listed(list(elements(self._schema))),
            3: i64(self._rows),
            4: listed(self._groups),
            5: listed([struct({1: binary("ARROW:schema"), 2: binary(kept)})]),
            6: binary("leakbench"),
            7: listed([order] * len(self._leaves)),
        }
        data = struct(footer).data
        self._put(data + len(data).to_bytes(4, "little") + _MAGIC)
        return self._hash.hexdigest()

    def _chunk(self, leaf: Leaf, page: Page, rows: int) -> tuple[Value, int]:
        """Write a leaf's pages; gives what is to be said of them, and their size uncompressed."""
        start, plain = self._size, 0
        coded = page.meanings is not None
        if page.meanings is not None:
            count, meanings = page.meanings
            about = struct({1: i32(count), 2: PLAIN})
            plain += self._page(_MEANINGS_PAGE, {7: about}, b"", meanings)
        values_at = self._size
        about = struct(
            {
                1: i32(page.levels),
                2: i32(page.nulls),
                3: i32(rows),
                4: page.encoding,
                5: i32(len(page.definition)),
                6: i32(len(page.repetition)),
            }
        )
        before = page.repetition + page.definition
        plain += self._page(_DATA_PAGE, {8: about}, before, page.values)
        column = {
            1: leaf.physical,
            2: listed([_RLE, page.encoding, *([PLAIN] if coded else [])]),
            3: listed([binary(name) for name in leaf.path]),
            4: _CODEC_NUMBER,
            5: i64(page.levels),
            6: i64(plain),
            7: i64(self._size - start),
            9: i64(values_at),
            11: i64(start) if coded else None,
            12: _bounds(page),
        }
        return struct({2: i64(0), 3: struct(column)}), plain

    def _page(self, kind: Value, about: dict[int, Value], before: bytes, values: Any) -> int:
        """Write one page behind its head; gives its size uncompressed."""
        packed = pa.Codec(_CODEC, _LEVEL).compress(values)
        plain = len(before) + memoryview(values).nbytes
        head = struct({1: kind, 2: i32(plain), 3: i32(len(before) + packed.size)} | about).data
        self._put(head + before)
        self._put(packed)
        return len(head) + plain

    def _put(self, data: Any) -> None:
        self._file.write(data)
        self._hash.update(data)
        self._size += memoryview(data).nbytes


def _bounds(page: Page) -> Value | None:
    if page.bounds is None:
        return None
    least, greatest = (binary(bound.tobytes()) for bound in page.bounds)
    return struct({5: greatest, 6: least})

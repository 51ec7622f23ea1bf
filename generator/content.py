"""The content hash: what a dataset holds, whatever its batches, files and compression.

The rows are hashed in groups of ``GROUP_ROWS``, so that a shard of a dataset (one group) has a
hash of its own and the hash of the whole follows from the groups' without a second reading. In a
group, every column feeds streams of its own, each independent of where batches end: validity (one
byte a value, where the schema allows nulls), the number of items of a list, the number of bytes and
the bytes of a string, the values of a number. A dictionary counts as the values that it stands for.
"""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any

import numpy as np
import pyarrow as pa

GROUP_ROWS = 262_144  # four of the generator's blocks, and about 100 MB of a dataset's columns
_DIGEST = 16


class ContentHash:
    """The hash of one group of rows, fed batch by batch.

    Args:
        schema: Of every batch; names, types and order count, metadata does not.
    """

    def __init__(self, schema: pa.Schema) -> None:
        self.rows = 0
        self._schema = schema
        self._streams: dict[str, Any] = {}

    def update(self, batch: pa.RecordBatch) -> None:
        """Add the next rows.

        Raises:
            ValueError: The batch has other columns.
        """
        if not batch.schema.equals(self._schema):
            raise ValueError("the batches of a dataset do not have one schema")
        self.rows += batch.num_rows
        for field, column in zip(self._schema, batch.columns, strict=True):
            self._add(field.name, field, column)

    def hexdigest(self) -> str:
        """The hash of everything fed so far."""
        total = blake2b(str(self.rows).encode(), digest_size=_DIGEST)
        for field in self._schema:
            total.update(f"\n{field.name}: {_described(field.type)}".encode())
        for path in sorted(self._streams):
            total.update(f"\n{path} {self._streams[path].hexdigest()}".encode())
        return total.hexdigest()

    def _feed(self, path: str, values: np.ndarray) -> None:
        if len(values):
            stream = self._streams.setdefault(path, blake2b(digest_size=_DIGEST))
            stream.update(np.ascontiguousarray(values).view(np.uint8).data)

    def _add(self, path: str, field: pa.Field, array: pa.Array) -> None:
        kind = field.type
        if field.nullable:
            self._feed(f"{path}?", array.is_valid().cast(pa.uint8()).to_numpy())
            array = array.drop_null()
        if pa.types.is_dictionary(kind):
            digests = [
                blake2b(repr(value).encode(), digest_size=8).digest()
                for value in array.dictionary.to_pylist()
            ]
            table = np.frombuffer(b"".join(digests), np.uint64)
            self._feed(path, table[array.indices.to_numpy()])
        elif pa.types.is_string(kind):
            offsets = _offsets(array)
            self._feed(f"{path}#", np.diff(offsets))
            data = array.buffers()[2]
            if data is not None:
                self._feed(path, np.frombuffer(data, np.uint8)[offsets[0] : offsets[-1]])
        elif pa.types.is_list(kind):
            self._feed(f"{path}#", np.diff(_offsets(array)))
            self._add(f"{path}[]", kind.value_field, array.flatten())
        elif pa.types.is_struct(kind):
            for part, values in zip(kind, array.flatten(), strict=True):
                self._add(f"{path}.{part.name}", part, values)
        else:
            self._feed(path, array.to_numpy(zero_copy_only=False))


def _offsets(array: pa.Array) -> np.ndarray:
    buffer = array.buffers()[1]
    if buffer is None or not len(array):
        return np.zeros(1, np.int32)
    return np.frombuffer(buffer, np.int32)[array.offset : array.offset + len(array) + 1]


def _described(kind: pa.DataType) -> str:
    """The type's name, without the width of dictionary codes and the name of list items."""
    if pa.types.is_dictionary(kind):
        return _described(kind.value_type)
    if pa.types.is_list(kind):
        return f"list<{_described(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return f"struct<{', '.join(f'{part.name}: {_described(part.type)}' for part in kind)}>"
    return str(kind)


def grouped(
    batches: Iterable[pa.RecordBatch], size: int = GROUP_ROWS
) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Cut batches so that none crosses a group's end; each comes with its group's index."""
    row = 0
    for batch in batches:
        at = 0
        while at < batch.num_rows:
            take = min(batch.num_rows - at, size - row % size)
            yield row // size, batch.slice(at, take)
            at += take
            row += take


def combined(hashes: Iterable[str]) -> str:
    """The hash of a whole dataset from those of its groups, in their order."""
    return blake2b("\n".join(hashes).encode(), digest_size=_DIGEST).hexdigest()


def content_hash(batches: Iterable[pa.RecordBatch]) -> str:
    """The hash of a dataset's values, equal for any block size.

    Args:
        batches: All of its rows in order.

    Returns:
        32 hexadecimal digits.
    """
    hashes: dict[int, ContentHash] = {}
    for group, batch in grouped(batches):
        if group not in hashes:
            hashes[group] = ContentHash(batch.schema)
        hashes[group].update(batch)
    return combined(part.hexdigest() for part in hashes.values())

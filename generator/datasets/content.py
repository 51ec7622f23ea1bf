"""The content hash: what a dataset holds, whatever its batches, files and compression.

The rows are hashed in groups of ``GROUP_ROWS``, so that a shard of a dataset (one group) has a
hash of its own and the hash of the whole follows from the groups' without a second reading. In a
group, every column feeds streams of its own, each independent of where batches end: the places of
nulls, the number of items of a list, the number of bytes and the bytes of a string, the values of a
number. A dictionary counts as the values that it stands for, numbered as they first come.

The hash is SHA-256, for which processors have instructions, cut to 128 bits.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.generator.engine.buffers import values_of
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.nulls import parted

GROUP_ROWS = 262_144  # four of the generator's blocks, and about 100 MB of a dataset's columns
_DIGITS = 32

Numbers = NDArray[np.uint16]


class ContentHash:
    """The hash of one group of rows, fed batch by batch.

    Args:
        schema: Of every batch; names, types and order count, metadata does not.
    """

    def __init__(self, schema: pa.Schema) -> None:
        self.rows = 0
        self._schema = schema
        self._streams: dict[str, Any] = {}
        self._values: dict[str, int] = {}  # how many values a nullable column has had
        self._names: dict[str, dict[object, int]] = {}  # numbers of a dictionary's values

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
        total = sha256(str(self.rows).encode())
        for field in self._schema:
            total.update(f"\n{field.name}: {_described(field.type)}".encode())
        for path in sorted(self._streams):
            total.update(f"\n{path} {self._streams[path].hexdigest()}".encode())
        for path in sorted(self._names):
            total.update(f"\n{path} {list(self._names[path])!r}".encode())
        return total.hexdigest()[:_DIGITS]

    def _feed(self, path: str, values: np.ndarray) -> None:
        if len(values):
            stream = self._streams.setdefault(path, sha256())
            stream.update(np.ascontiguousarray(values).view(np.uint8).data)

    def _add(self, path: str, field: pa.Field, array: pa.Array) -> None:
        kind = field.type
        if field.nullable and pa.types.is_integer(kind):
            found = parted(array)
            self._feed(f"{path}?", found.missing + self._before(path, len(array)))
            self._feed(path, found.values)
            return
        if field.nullable:
            array = self._without_nulls(path, array)
        if pa.types.is_dictionary(kind):
            if len(array):
                self._feed(path, self._numbers(path, array))
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
            self._feed(path, _fixed(array))

    def _without_nulls(self, path: str, array: pa.Array) -> pa.Array:
        """The values that are there; the places of those that are not are fed."""
        before = self._before(path, len(array))
        if not array.null_count:
            return array
        missing = values_of(pc.indices_nonzero(array.is_null())).astype(np.int64)
        self._feed(f"{path}?", missing + before)
        return array.drop_null()

    def _before(self, path: str, more: int) -> int:
        """How many values a nullable column has had before these."""
        before = self._values.get(path, 0)
        self._values[path] = before + more
        return before

    def _numbers(self, path: str, array: pa.DictionaryArray) -> np.ndarray:
        """Each value's number: 0 for the first that came, 1 for the next other one."""
        codes = values_of(array.indices)
        codes.flags.writeable = False  # whosever memory it is, kernels are compiled for one kind
        values = array.dictionary.to_pylist()
        known = self._names.setdefault(path, {})
        seen = np.zeros(len(values), np.bool_)
        _see(codes, seen)
        present = np.flatnonzero(seen)
        new = [code for code in present.tolist() if values[code] not in known]
        for code in sorted(new, key=lambda code: int(np.argmax(codes == code))):
            known[values[code]] = len(known)
        table = np.zeros(len(values), np.uint16)
        table[present] = [known[values[code]] for code in present.tolist()]
        numbers = np.empty(len(codes), np.uint16)
        _look_up(codes, table, numbers)
        return numbers


@compiled
def _see(codes: NDArray[np.integer], seen: NDArray[np.bool_]) -> None:
    for i in range(len(codes)):
        seen[codes[i]] = True


@compiled
def _look_up(codes: NDArray[np.integer], table: Numbers, out: Numbers) -> None:
    for i in range(len(codes)):
        out[i] = table[codes[i]]


def _offsets(array: pa.Array) -> np.ndarray:
    buffer = array.buffers()[1]
    if buffer is None or not len(array):
        return np.zeros(1, np.int32)
    return np.frombuffer(buffer, np.int32)[array.offset : array.offset + len(array) + 1]


def _fixed(array: pa.Array) -> np.ndarray:
    if pa.types.is_integer(array.type) or pa.types.is_floating(array.type):
        return values_of(array)
    return array.to_numpy(zero_copy_only=False)


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
    return sha256("\n".join(hashes).encode()).hexdigest()[:_DIGITS]


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

"""Batches of a detector's own: whatever it writes into them, nobody else reads it."""

from collections.abc import Sequence

import pyarrow as pa

from leakbench.generator.errors import LeakbenchError


class WrittenIntoError(LeakbenchError):
    """A detector changed the strings that it was given, which others read after it."""

    def __init__(self) -> None:
        super().__init__("wrote into the strings that it was given")


class OwnCopies:
    """Copies of batches, of rows outside a slice at most 64 bytes.

    Attributes:
        batches: The copies.
    """

    def __init__(self, batches: Sequence[pa.RecordBatch]) -> None:
        self._buffer = _written(batches)
        self._before = pa.py_buffer(self._buffer.to_pybytes())
        self.batches = _read(self._buffer)

    def require_unwritten(self) -> None:
        """Refuse copies that are no longer what was copied.

        Raises:
            WrittenIntoError: A byte of them has changed.
        """
        if not self._buffer.equals(self._before):
            raise WrittenIntoError


def _written(batches: Sequence[pa.RecordBatch]) -> pa.Buffer:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batches[0].schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
    return sink.getvalue()


def _read(arrow: pa.Buffer) -> list[pa.RecordBatch]:
    with pa.ipc.open_stream(arrow) as reader:
        return list(reader)

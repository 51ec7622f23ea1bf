"""Columns of Arrow strings, scanned in memory that is used again."""

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakbench.detectors.normalize.blocks import text_of
from leakbench.detectors.normalize.fold_tables import fold_tables
from leakbench.detectors.structured.cues import cue_tables
from leakbench.detectors.structured.find_candidates import Column
from leakbench.detectors.structured.number_tables import number_tables
from leakbench.detectors.structured.placing import Answer
from leakbench.detectors.structured.scanning import SIZE, Memory, Tables, memory_for, scan

if TYPE_CHECKING:
    from collections.abc import Callable

_BYTES_A_SPAN = 16  # a first guess at how densely spans stand; a low one has them found again


class Scanner:
    """The tables that a scan needs, and memory for as many scans as have run at a time."""

    def __init__(self) -> None:
        self._scan: Callable[..., int] = scan  # its many arrays come as whole tables
        self._tables = Tables(fold_tables(), number_tables(), *cue_tables())
        self._spare: list[Memory] = []

    def spans(self, column: pa.Array, header: int = 0) -> Answer:
        """Spans of one column of strings, ordered by row and place.

        Args:
            column: The cells; nulls hold nothing.
            header: What the column's header says, see ``cue_kind``; 0 is nothing.
        """
        if column.null_count:
            column = pc.fill_null(column, "")
        if not len(column):
            return _room_for(0)
        _, offset_buffer, data_buffer = column.buffers()
        offsets = np.frombuffer(offset_buffer, np.int32, len(column) + 1, 4 * column.offset)
        data = np.frombuffer(data_buffer or b"", np.uint8)
        # All bytes come as not to be written: kernels are compiled for each kind of array.
        data.flags.writeable = offsets.flags.writeable = False
        cells = Column(text_of(data), offsets)
        longest = int(np.diff(offsets).max())
        memory = self._memory(longest)
        capacity = 64 + int(offsets[-1] - offsets[0]) // _BYTES_A_SPAN
        while True:
            out = _room_for(capacity)
            count = self._scan(cells, header, self._tables, memory, out)
            if count <= capacity:
                break
            capacity = count
        if longest <= SIZE:
            self._spare.append(memory)
        return Answer(out.places[:, :count], out.label[:count], out.score[:count])

    def _memory(self, longest: int) -> Memory:
        """Memory that no other thread has at the time."""
        if longest <= SIZE:
            try:
                return self._spare.pop()
            except IndexError:
                pass
        return memory_for(longest)


def _room_for(spans: int) -> Answer:
    """Memory for so many spans."""
    return Answer(
        np.empty((3, spans), np.int32), np.empty(spans, np.int8), np.empty(spans, np.float32)
    )

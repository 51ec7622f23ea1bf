"""Columns of strings, scanned in memory that is used again."""

from leakbench.detectors.answers import Answer, first_of, room_for
from leakbench.detectors.normalize.fold_tables import fold_tables
from leakbench.detectors.string_buffers import NO_STRINGS, Strings, longest_of, size_of
from leakbench.detectors.structured.cues import cue_tables
from leakbench.detectors.structured.number_tables import number_tables
from leakbench.detectors.structured.scanning import SIZE, Memory, Tables, memory_for, scan
from leakbench.generator.engine.compiled import direct

_BYTES_A_SPAN = 16  # a first guess at how densely spans stand; a low one has them found again


class Scanner:
    """The tables that a scan needs, and memory for as many scans as have run at a time."""

    def __init__(self) -> None:
        self._tables = Tables(fold_tables(), number_tables(), *cue_tables())
        self._spare: list[Memory] = [memory_for(0)]
        self._scan = direct(scan, NO_STRINGS, 0, self._tables, self._spare[0], room_for(0))

    def spans(self, strings: Strings, header: int = 0) -> Answer:
        """Spans of one column of strings, ordered by row and place.

        Args:
            strings: The cells.
            header: What the column's header says, see ``cue_kind``; 0 is nothing.
        """
        longest = longest_of(strings, SIZE)
        memory = self._memory(longest)
        capacity = 64 + size_of(strings) // _BYTES_A_SPAN
        while True:
            out = room_for(capacity)
            count = self._scan(strings, header, self._tables, memory, out)
            if count <= capacity:
                break
            capacity = count
        if longest <= SIZE:
            self._spare.append(memory)
        return first_of(out, count)

    def _memory(self, longest: int) -> Memory:
        """Memory that no other thread has at the time."""
        if longest <= SIZE:
            try:
                return self._spare.pop()
            except IndexError:
                pass
        return memory_for(longest)

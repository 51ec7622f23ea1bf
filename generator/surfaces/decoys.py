"""Decoys: draws the numbers that look personal and are not."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.decoy_kinds import DecoyKind, decoy_kinds
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.patterns import CAPITALS, fill_patterns
from leakbench.generator.engine.streams import Index, Streams, below, lower
from leakbench.generator.engine.strings import Arena, Strings
from leakbench.generator.engine.tables import owned, text_hash
from leakbench.generator.packs import by_pack
from leakbench.generator.spec import Split
from leakbench.generator.template_syntax import fields_of


def patterns_of(kind: DecoyKind, split: Split) -> tuple[str, ...]:
    """The patterns that a split uses: words are parted between the splits, numbers are not."""
    if not kind.is_words:
        return kind.patterns
    mine = owned(text_hash(kind.patterns), split)
    return tuple(word for word, here in zip(kind.patterns, mine, strict=True) if here)


@compiled
def _carried(
    program: NDArray[np.int32],
    first: NDArray[np.int32],
    kind: NDArray[np.int32],
    rows: NDArray[np.int64],
    kinds: NDArray[np.int32],
) -> int:
    """Rows and kinds of the decoys that are carried, into arrays that may be too short."""
    count = 0
    for part in range(program.shape[0]):
        for row in range(program.shape[1]):
            chosen = program[part, row]
            if chosen < 0:
                continue
            for at in range(first[chosen], first[chosen + 1]):
                if count < len(rows):
                    rows[count] = row
                    kinds[count] = kind[at]
                count += 1
    return count


@by_pack
def _kinds_of(templates: tuple[str, ...]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Where the kinds that each template carries begin, shape (templates + 1,), and the kinds."""
    numbers = {kind.name: number for number, kind in enumerate(decoy_kinds())}
    carried = [
        sorted({numbers[name] for name in fields_of(template) if name in numbers})
        for template in templates
    ]
    first = np.cumsum([0, *map(len, carried)], dtype=np.int32)
    return first, np.array([kind for some in carried for kind in some], np.int32)


class Decoys:
    """Draws the values of the decoys that templates carry.

    Args:
        templates: The templates of all parts, in the order of their numbers.
        split: Whose words are drawn.
        arena: Where values are written.
    """

    def __init__(self, templates: Sequence[str], split: Split, arena: Arena) -> None:
        self._arena = arena
        kinds = decoy_kinds()
        self._streams = [f"decoy/{number}" for number in range(len(kinds))]
        patterns = [arena.intern(patterns_of(kind, split)).packed for kind in kinds]
        self._patterns = Strings(np.concatenate(patterns))
        self._choice = np.array([len(of_kind) for of_kind in patterns])
        self._first_pattern = np.cumsum(self._choice) - self._choice
        self._first, self._kinds = _kinds_of(tuple(templates))

    def fill(
        self,
        program: NDArray[np.int32],
        index: Index,
        streams: Streams,
        columns: NDArray[np.int64],
    ) -> None:
        """Write the values that are carried into columns of strings; the rest stays as it is.

        Args:
            program: The template of each part of each text, shape (parts, rows); -1 is none.
            index: Index of each row.
            streams: Those of the dataset.
            columns: Strings of each kind as ``Strings`` packs them, shape (kinds, rows).
        """
        rows, kinds = self._carried(program)
        drawn = streams.bits_each(self._streams, kinds, index[rows])
        choice = below(drawn, self._choice[kinds])
        patterns = self._patterns.take(self._first_pattern[kinds] + choice)
        values = fill_patterns(patterns, lower(drawn) ^ drawn, self._arena, CAPITALS)
        columns[kinds, rows] = values.packed

    def _carried(self, program: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Rows and kinds of the decoys that are carried."""
        room = program.shape[1]
        while True:
            rows, kinds = np.empty(room, np.int64), np.empty(room, np.int32)
            count = _carried(program, self._first, self._kinds, rows, kinds)
            if count <= room:
                return rows[:count], kinds[:count]
            room = count

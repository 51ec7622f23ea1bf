"""hyperscan_scan: numbers found by Hyperscan itself, one pass over a whole batch.

Hyperscan tells where a match begins, if asked to, and each place where it may end. So a pattern
takes in the characters on either side of a value, in place of looks behind and ahead; which of
several ends counts, check digits and decimals are decided for all matches at once.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.detectors.adapters.scan_checks import DIGIT, LETTER, passes
from leakbench.detectors.adapters.scan_patterns import Scanned, scan_patterns
from leakbench.detectors.contract import SPANS, empty_spans
from leakbench.detectors.marks import Mark
from leakbench.detectors.overlaps import keep_longest
from leakbench.detectors.plain_strings import cells_of
from leakbench.detectors.regex import HALF_WIDTH
from leakbench.detectors.registry import About
from leakbench.generator.engine.buffers import named, names, numbers

if TYPE_CHECKING:
    from hyperscan import Scratch

PIECE: Final = 1 << 22  # characters of a scan: what it keeps of them fits a cache
WALL: Final = "\0"  # between cells: no pattern goes across it

_NARROW: Final = np.arange(0x10000, dtype=np.uint32)
_NARROW[list(HALF_WIDTH)] = [
    ord(narrow) if isinstance(narrow, str) else narrow for narrow in HALF_WIDTH.values()
]
_LABELS: Final = tuple(sorted({one.label for one in scan_patterns()}))


@dataclass(frozen=True, slots=True)
class Matches:
    """What a scan found, in characters of all cells together.

    Attributes:
        pattern: Number of each one's pattern.
        start: Where its value begins.
        end: Where it ends, exclusive.
    """

    pattern: NDArray[np.intp]
    start: NDArray[np.intp]
    end: NDArray[np.intp]


class HyperscanScan:
    """The numbers that ``regex`` knows, in Hyperscan's own way and at its own speed.

    Names, firms and addresses need searches that it has not, so ``hyperscan`` alone finds them. One
    instance may serve several threads: each has a working space of its own.
    """

    name = "hyperscan_scan"
    labels = frozenset(_LABELS)
    about = About(
        package="hyperscan",
        install="pip install 'leakbench[peers]'",
        license="MIT",
        homepage="https://github.com/darvid/python-hyperscan",
        marks=(Mark.HOUSE, Mark.PATTERNS),
    )

    def __init__(self) -> None:
        import hyperscan  # noqa: PLC0415 - heavy, and absent where the extra is not installed

        self._patterns: Sequence[Scanned] = scan_patterns()
        self._database = hyperscan.Database()
        self._database.compile(
            expressions=[one.expression for one in self._patterns],
            ids=list(range(len(self._patterns))),
            flags=[hyperscan.HS_FLAG_UTF8 | hyperscan.HS_FLAG_SOM_LEFTMOST] * len(self._patterns),
        )
        self._of_thread = threading.local()
        self._code = np.array([_LABELS.index(one.label) for one in self._patterns], np.int8)
        self._skip = np.array([one.skip for one in self._patterns])
        self._first = [
            (kind, np.array([one.value == name for one in self._patterns]))
            for kind, name in ((DIGIT, "digit"), (LETTER, "letter"))
        ]

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find numbers; the score is 1."""
        cells = [text or "" for column in cells_of(batch) for text in column]
        sizes = np.array([len(text) for text in cells], np.intp)
        parts = [
            self._scan(cells[begin:end], sizes[begin:end], begin) for begin, end in _pieces(sizes)
        ]
        if not any(part[0].size for part in parts):
            return empty_spans()
        cell, start, end, code = (np.concatenate(same) for same in zip(*parts, strict=True))
        row, column = cell % batch.num_rows, cell // batch.num_rows
        order = np.lexsort((start, column, row))
        return pa.RecordBatch.from_arrays(
            [
                numbers(pa.int32(), row[order].astype(np.int32)),
                numbers(pa.int16(), column[order].astype(np.int16)),
                numbers(pa.int32(), start[order].astype(np.int32)),
                numbers(pa.int32(), end[order].astype(np.int32)),
                named(code[order], names(_LABELS)),
                numbers(pa.float32(), np.ones(len(order), np.float32)),
            ],
            schema=SPANS,
        )

    def _scan(
        self, cells: Sequence[str], sizes: NDArray[np.intp], number: int
    ) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp], NDArray[np.int8]]:
        """Cell, start, end and label of what stands in these cells, numbered from ``number`` on."""
        text = WALL + WALL.join(cells) + WALL
        codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
        wide = codes - np.uint32(0xFF01) < 0x5E
        if wide.any():
            codes = np.where(wide, _NARROW[np.minimum(codes, 0xFFFF)], codes)
            text = codes.astype("<u4").tobytes().decode("utf-32-le")
        found = self._values(self._events(text.encode()), codes)
        begins = np.concatenate([[1], 1 + np.cumsum(sizes[:-1] + 1)])
        cell = np.searchsorted(begins, found.start, side="right") - 1
        kept = keep_longest(cell, found.start, found.end)
        cell = cell[kept]
        shift = begins[cell]
        return (
            cell + number,
            found.start[kept] - shift,
            found.end[kept] - shift,
            self._code[found.pattern[kept]],
        )

    def _events(self, data: bytes) -> Matches:
        """What the engine says, in characters, the ones on either side included."""
        events: list[int] = []
        note = events.extend

        def event(pattern: int, start: int, end: int, _flags: int, _context: object) -> None:
            note((pattern, start, end))

        self._database.scan(data, match_event_handler=event, scratch=self._scratch())
        pattern, start, end = np.array(events, np.intp).reshape(-1, 3).T
        heads = np.flatnonzero(np.frombuffer(data, np.int8) >= -0x40)  # not the rest of a character
        return Matches(pattern, np.searchsorted(heads, start), np.searchsorted(heads, end))

    def _values(self, found: Matches, codes: NDArray[np.uint32]) -> Matches:
        """Values that pass their checks, without what is beside them, earlier patterns first."""
        order = np.argsort(found.pattern, kind="stable")
        pattern, start, end = found.pattern[order], found.start[order], found.end[order] - 1
        start = start + self._skip[pattern]
        for kind, patterns in self._first:
            places = np.flatnonzero(kind[np.minimum(codes, 127)])
            these = patterns[pattern]
            start[these] = places[np.searchsorted(places, start[these])]
        good = np.ones(len(pattern), bool)
        for number in np.unique(pattern):
            these = np.flatnonzero(pattern == number)
            for check in self._patterns[number].checks:
                good[these] &= passes(check, codes, start[these], end[these])
        return Matches(pattern[good], start[good], end[good])

    def _scratch(self) -> "Scratch":
        """The working space of this thread: a scan needs one that no other scan is using."""
        try:
            return self._of_thread.scratch
        except AttributeError:
            from hyperscan import Scratch  # noqa: PLC0415 - absent where the extra is not installed

            self._of_thread.scratch = Scratch(self._database)
            return self._of_thread.scratch


def _pieces(sizes: NDArray[np.intp]) -> list[tuple[int, int]]:
    """Cells in groups of about ``PIECE`` characters: first and end of each."""
    if not len(sizes):
        return []
    total = np.cumsum(sizes)
    cuts = np.searchsorted(total, np.arange(PIECE, total[-1], PIECE)).tolist()
    bounds = sorted({0, *cuts, len(sizes)})
    return list(pairwise(bounds))

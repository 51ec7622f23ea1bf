"""The normalising view: a cell as it was meant, with a map back to what was written.

Full-width, circled, keycap and mathematical digits become ASCII, what has no width and what was
put between characters goes, numerals in words and letters that look like digits become digits
where enough of them stand together. The passes that read clean text then read the view.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.structured.byte_masks import (
    BLOCK,
    NATURAL,
    NONE,
    ONE,
    REACH,
    SPARE,
    Words,
    two_bytes,
)
from leakbench.detectors.structured.disguised_places import disguised_places
from leakbench.detectors.structured.disguises import (
    meant_by_ascii,
    meant_by_four,
    meant_by_three,
)
from leakbench.detectors.structured.folds import (
    DROPPED,
    FOLDED,
    LENGTHENS,
    NUMERAL,
    PIECES,
    PLACE_WORD,
    SEPARATOR,
    WORD,
    FoldTables,
)
from leakbench.detectors.structured.moving import copy_plain
from leakbench.detectors.structured.settling import settle_digits
from leakbench.detectors.structured.symbols import DIGITAL, Bytes, Ints, character_at
from leakbench.generator.compiled import compiled
from leakbench.generator.intrinsics import either

_THREE, _FOUR, _SIX, _LAST = np.uint64(3), np.uint64(4), np.uint64(6), np.uint64(63)

_AT_A_TIME = 1024  # cells in memory at once, few enough to stay in the cache
_PIECES, _PLACE = (
    int.from_bytes(chr(code).encode()[1:], "little") for code in (PIECES, PLACE_WORD)
)  # the last two bytes of 个 and 位, with which a numeral may be a part of more


class View(NamedTuple):
    """Some cells as they were meant.

    Attributes:
        rows: Which cells.
        text: The bytes of all of them, with room for a block and more behind.
        bounds: Where each begins; one more entry ends the last.
        first: For the first byte of each character, the byte of the data that it came from.
        last: For the last byte of each, the byte of the data after those it came from.
        inside: Which bytes of a cell as written begin no character, a word for 64, and one more.
        inside_before: How many such bytes of the cell stand before those of each word.
        blocks: Which of those words is the first of each cell.
    """

    rows: NDArray[np.int64]
    text: Bytes
    bounds: Ints
    first: Ints
    last: Ints
    inside: Words
    inside_before: Ints
    blocks: Ints


def views(
    data: Bytes,
    offsets: Ints,
    tail: tuple[Bytes, int],
    rows: NDArray[np.int64],
    tables: FoldTables,
) -> Iterator[View]:
    """Read some cells as they were meant, a few at a time, all in the same memory.

    Args:
        data: The column's value bytes, not to be written.
        offsets: Where each cell begins; one more entry ends the last; not to be written.
        tail: What ``padded_tail`` says of the data.
        rows: Which cells.
        tables: What becomes of characters.

    Yields:
        The cells by turns; the next ones are written over them.
    """
    if not len(rows):
        return
    sizes = offsets[rows + 1] - offsets[rows]
    longest = int(sizes.max())
    room = REACH + max(
        int(sizes[begin : begin + _AT_A_TIME].sum()) for begin in range(0, len(rows), _AT_A_TIME)
    )
    words = sizes // BLOCK + 2
    ends: Ints = np.cumsum(words, dtype=np.int32)
    begins: Ints = ends - words
    inside, before = np.empty(ends[-1], np.uint64), np.empty(ends[-1], np.int32)
    written = np.empty(room, np.uint8)
    first, last = np.empty(room, np.int32), np.empty(room, np.int32)
    text = written.view()
    text.flags.writeable = False  # as all bytes that are read: kernels are compiled for each kind
    for begin in range(0, len(rows), _AT_A_TIME):
        some, blocks = rows[begin : begin + _AT_A_TIME], begins[begin : begin + _AT_A_TIME]
        bounds = np.empty(len(some) + 1, np.int32)
        _write(
            data,
            offsets,
            some,
            longest,
            tables,
            *tail,
            written,
            bounds,
            first,
            last,
            inside,
            before,
            blocks,
        )
        bounds.flags.writeable = False
        yield View(some, text, bounds, first, last, inside, before, blocks)


@compiled
def _write(
    data: Bytes,
    offsets: Ints,
    rows: NDArray[np.int64],
    longest: int,
    tables: FoldTables,
    rest: Bytes,
    rest_begin: int,
    out: Bytes,
    bounds: Ints,
    first: Ints,
    last: Ints,
    inside: Words,
    inside_before: Ints,
    from_block: Ints,
) -> None:
    """Write the view of some cells, the longest of them so many bytes long.

    ``rest`` is what the data end with, from ``rest_begin`` on, with a block's room behind.
    """
    folds, digits = tables.folds, tables.digits
    blocks = longest // BLOCK + 2
    soft, digital = np.zeros(blocks, np.uint64), np.empty(blocks, np.uint64)
    letters = np.empty(blocks, np.uint64)
    block_roles = np.empty(BLOCK, np.uint8)
    marked = np.empty(blocks, np.uint64)
    places = np.empty(longest + 1 + SPARE, np.int32)
    runs = np.empty(longest + 2 + SPARE, np.int32)
    scratch = np.empty(32, np.uint8)
    at = 0
    for place in range(len(rows)):
        bounds[place] = at
        begin = at & NATURAL
        low = int(offsets[rows[place]]) & NATURAL
        end = int(offsets[rows[place] + 1]) & NATURAL
        count = disguised_places(
            data,
            low,
            end,
            tables.words,
            tables.roles,
            rest,
            rest_begin,
            block_roles,
            marked,
            places,
            inside,
            inside_before,
            int(from_block[place]),
        )
        i = low
        kept = low  # what stands from here on has not been copied yet
        behind = np.uint8(0)  # the last byte of the view
        numerals = NONE
        for k in range(count):
            e = int(places[k]) & NATURAL
            if e < i:
                continue
            u = np.uint64(e)
            byte = data[u]
            before = either(e > kept, data[u - np.uint64(e > kept)], behind)
            fold = np.uint8(0)
            meant, size, times = DROPPED, 1, 1
            if 0xE0 <= byte < 0xF0:
                code = character_at(data, e)
                fold = folds[code]
                size = 3
                meant = int(digits[code])
                if fold == DROPPED:
                    meant = DROPPED
                elif fold == LENGTHENS:
                    meant = LENGTHENS
                elif not meant or (
                    e + 6 <= end
                    and data[u + _THREE] == 0xE4
                    and two_bytes(data, u + _FOUR) in (_PIECES, _PLACE)
                ):
                    if fold == WORD and not DIGITAL[np.uint64(before)]:
                        continue
                    meant, size, times = meant_by_three(
                        data, e, end, int(before), fold, folds, digits, tables.between
                    )
            elif byte < 0x80:
                meant, size, times = meant_by_ascii(
                    data, e, end, int(before), folds, digits, tables.between
                )
                if size == 1:
                    continue
            elif byte < 0xE0:
                size = 2
                fold = folds[np.uint64((byte & 31) << 6 | (data[u + ONE] & 63))]
                meant = 0 if fold == SEPARATOR else int(fold)
            else:
                size = 4
                meant = meant_by_four(data, e, end, int(before), folds, tables.mathematical)
            i = e + size
            if meant == 0:
                continue
            if e > kept:
                at = copy_plain(data, kept, e, out, first, last, at)
            kept = i
            behind = before
            if meant == LENGTHENS:
                if at > begin:
                    last[at - 1] = i
                continue
            # What is dropped is written too, and over it what comes next.
            w, mark = np.uint64(at), np.uint64(at - begin)
            out[w], first[w], last[w] = meant, e, i
            at += meant != DROPPED
            behind = either(meant != DROPPED, np.uint8(meant), before)
            numeral = np.uint64((fold == NUMERAL) & (meant >= FOLDED) & (times == 1))
            soft[mark >> _SIX] |= numeral << (mark & _LAST)
            numerals |= numeral
            while times > 1:
                w = np.uint64(at)
                out[w], first[w], last[w] = meant, e, i
                at += 1
                times -= 1
        at = copy_plain(data, kept, end, out, first, last, at)
        at = settle_digits(
            data,
            out,
            first,
            last,
            begin,
            at & NATURAL,
            soft,
            numerals != NONE,
            letters,
            digital,
            runs,
            places,
            scratch,
        )
    bounds[len(rows)] = at

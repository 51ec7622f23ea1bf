"""Writing the normalising view of cells: what each of their characters means."""

import numpy as np

from leakbench.detectors.structured.bit_rows import BLOCK, NONE, ONE, SPARE
from leakbench.detectors.structured.byte_masks import NATURAL, two_bytes
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
from leakbench.detectors.structured.view import Views
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.intrinsics import either

_THREE, _FOUR, _SIX, _LAST = np.uint64(3), np.uint64(4), np.uint64(6), np.uint64(63)

_PIECES, _PLACE = (
    int.from_bytes(chr(code).encode()[1:], "little") for code in (PIECES, PLACE_WORD)
)  # the last two bytes of 个 and 位, with which a numeral may be a part of more


@compiled
def write_views(
    data: Bytes,
    offsets: Ints,
    rows: Ints,
    tables: FoldTables,
    rest: Bytes,
    rest_begin: int,
    views: Views,
) -> None:
    """Read some cells as they were meant.

    Args:
        data: The column's value bytes.
        offsets: Where each cell begins; one more entry ends the last.
        rows: Which cells, no more than there is memory for.
        tables: What becomes of characters.
        rest: The last bytes of the data, with a block's room behind them.
        rest_begin: Where in the data they begin.
        views: Written over.
    """
    folds, digits = tables.folds, tables.digits
    out, bounds, first, last = views.written, views.ends, views.first, views.last
    inside, inside_before, from_block = views.inside, views.inside_before, views.blocks
    longest = 0
    for row in rows:
        longest = max(longest, int(offsets[row + 1] - offsets[row]))
    blocks = longest // BLOCK + 2
    soft, digital = np.zeros(blocks, np.uint64), np.empty(blocks, np.uint64)
    letters = np.empty(blocks, np.uint64)
    block_roles = np.empty(BLOCK + 1, np.uint8)
    marked = np.empty(blocks, np.uint64)
    places = np.empty(longest + 1 + SPARE, np.int32)
    runs = np.empty(longest + 2 + SPARE, np.int32)
    scratch = np.empty(32, np.uint8)
    at = 0
    block = 0
    for place in range(len(rows)):
        bounds[place], from_block[place] = at, block
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
            block,
        )
        block += (end - low) // BLOCK + 2
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

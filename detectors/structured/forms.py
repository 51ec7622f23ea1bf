"""First pass: what could be an identifier, by its form alone, in one walk over the bytes.

Masks of 64 bytes tell where runs of ASCII digits and letters are; only there the walk stops. Forms
with a check digit or an unmistakable shape get their label here; the rest get a kind that the
second pass decides by the words around it. A cell with characters that stand for digits is
deferred: it is read again in the normalising view.
"""

import numpy as np

from leakbench.detectors.normalize.bitmaps import any_between
from leakbench.detectors.normalize.blocks import NATURAL, Text
from leakbench.detectors.normalize.cell_masks import read_cell, room_for_masks
from leakbench.detectors.normalize.characters import (
    AT,
    CLASS,
    COLON,
    SPACE,
    Flags,
    Ints,
)
from leakbench.detectors.normalize.fold_tables import FoldTables
from leakbench.detectors.normalize.lookalikes import is_lookalike
from leakbench.detectors.normalize.mapping import CharacterIndex, characters_before
from leakbench.detectors.normalize.needs_normalizing import ODD_BYTES, is_odd_gap
from leakbench.detectors.structured.candidates import BEGIN, END, FIRST, KIND, LAST, PASSED, ROW
from leakbench.detectors.structured.checked import is_uscc
from leakbench.detectors.structured.digital import digits_run
from leakbench.detectors.structured.dotted import mac_end
from leakbench.detectors.structured.kinds import EMAIL, MAC, UNDECIDED
from leakbench.detectors.structured.lettered import account_end, letters_run
from leakbench.detectors.structured.mail import mail_around, sign_from, spelt_mail
from leakbench.detectors.structured.number_tables import NumberTables
from leakbench.generator.engine.compiled import compiled, inner

_GOES_ON = np.zeros(256, np.bool_)  # what may follow up to four digits that a form begins with
_GOES_ON[[0xE2, 0xE3, 0xE5, 0xEF]] = True  # dashes, brackets and 年
_GOES_ON[np.frombuffer(b" -.*#_\n/):@", np.uint8)] = True


@inner
def _written(
    row: int,
    first: int,
    begin: int,
    stop: int,
    kind: int,
    characters: CharacterIndex,
    out: Ints,
    found: int,
) -> int:
    """Write one candidate behind others; how many then are."""
    out[ROW, found] = row
    out[BEGIN, found] = begin
    out[END, found] = stop
    out[KIND, found] = kind
    out[FIRST, found] = characters_before(characters, begin - first)
    out[LAST, found] = characters_before(characters, stop - first)
    return found + 1


@compiled
def find(
    text: Text,
    offsets: Ints,
    begin_row: int,
    end_row: int,
    raw: bool,  # noqa: FBT001 - kernels take no keywords
    tables: FoldTables,
    numbers: NumberTables,
    deferred: Flags,
    out: Ints,
) -> int:
    """Find the candidates of some cells of a column.

    Args:
        text: The column's value bytes.
        offsets: Where each cell begins; one more entry ends the last.
        begin_row: The first of the cells.
        end_row: The one after the last of them.
        raw: Whether cells that need the normalising view are deferred.
        tables: What makes a cell need the view.
        numbers: What numbers begin with.
        deferred: Set to which of the cells are to be read in the view.
        out: Candidates, int32, shape (6, as many as the cells have bytes); see ``ROW`` and the
            following.

    Returns:
        How many candidates there are.
    """
    found = 0
    scratch = np.empty(24, np.uint8)
    longest = 0
    for row in range(begin_row, end_row):
        longest = max(longest, int(offsets[row + 1] - offsets[row]))
    masks = room_for_masks(longest)
    characters = masks.characters
    data, letters, edges, lookalikes = text.data, masks.letters, masks.edges, tables.lookalikes
    for row in range(begin_row, end_row):
        first = int(offsets[row]) & NATURAL
        end = int(offsets[row + 1]) & NATURAL
        count, signs, off = read_cell(text, first, end, raw, tables, masks)
        if off:
            deferred[row - begin_row] = True
            continue
        sign = sign_from(data, first, end) if signs else end
        at = first
        taken = first
        before = found
        place = 0
        while True:
            if (
                raw
                and at < end
                and ODD_BYTES[data[np.uint64(at)]]
                and is_odd_gap(data, first, at, end)
            ):
                off = True
                break
            i = end
            run = end
            if place < count:
                i = max(int(edges[place]), at) & NATURAL
                run = int(edges[place + 1]) & NATURAL
                if i >= run:
                    place += 2
                    continue
            if sign < i:
                begin, stop = mail_around(data, taken, sign, end) if sign >= at else (sign, sign)
                at = max(at, sign + 1)
                if stop > begin:
                    while found > before and out[END, found - 1] > begin:
                        found -= 1
                    found = _written(row, first, begin, stop, EMAIL, characters, out, found)
                    at = taken = stop
                sign = sign_from(data, at, end)
                continue
            if place >= count:
                break
            place += 2
            at = run
            byte = data[i]
            width = run - i
            begin = i
            stop = 0
            label = -1
            nb = data[run] if run < end else np.uint8(0)
            pb = data[i - 1] if i > first else np.uint8(0)
            digital = not any_between(letters, i - first, run - first)
            if digital:
                if nb == AT and run + 1 < end and CLASS[data[run + 1]]:
                    continue
                if width < 5 and not _GOES_ON[nb] and not (width == 3 and byte == 49):
                    continue
                begin, stop, label = digits_run(data, first, i, run, end, numbers, scratch)
            else:
                if (
                    raw
                    and width > 1
                    and is_lookalike(data, i, run, lookalikes)
                    and not (width == 18 and is_uscc(data, i, numbers.province))
                ):
                    off = True
                    break
                if width == 2 and byte == 97 and data[i + 1] == 116 and pb == SPACE and nb == SPACE:
                    begin, stop = spelt_mail(data, taken, i, end)
                    if stop > begin:
                        while found > before and out[END, found - 1] > begin:
                            found -= 1
                        label = EMAIL
                    else:
                        begin = i
                        stop = 0
                else:
                    begin, stop, label = letters_run(data, first, i, run, end, numbers, scratch)
            if label == MAC and stop <= 0:
                stop = mac_end(data, i, end) if width == 2 and nb == COLON else 0
            if not digital:
                stop, label = account_end(data, first, i, run, end, stop, label)
            if label == PASSED:
                at = stop
                place -= 2 * (at < run)
                continue
            if stop > 0 and label >= 0 and not (nb == AT and stop == run and label >= UNDECIDED):
                found = _written(row, first, begin, stop, label, characters, out, found)
                at = stop
                place -= 2 * (at < run)  # what is left of the run
                if label < UNDECIDED:
                    taken = stop
        deferred[row - begin_row] = off
        if off:
            found = before
    return found

"""What is meant by a character that is no ordinary one, and by those around it."""

from typing import NamedTuple

import numpy as np

from leakbench.detectors.normalize.character_kinds import (
    AT_ONE,
    AT_TWO,
    DROPPED,
    JOINING,
    LENGTHENS,
    MATHEMATICAL,
    NUMERAL,
    OPEN_WIDE,
    PICTURE,
    PIECES,
    PLACE_WORD,
    POINT,
    SEPARATOR,
    VARIANT,
    WORD,
)
from leakbench.detectors.normalize.characters import (
    ALNUM,
    ASCII_END,
    AT,
    CAPITAL_A,
    CAPITAL_Z,
    DIGITAL,
    DOT,
    HOST,
    LEAD_HAN,
    LEAD_THREE,
    OPEN,
    OPEN_SQUARE,
    ZERO,
    Cell,
    as_int,
    character_at,
    code_at,
    has_three_bytes,
    is_digit,
    long_character_at,
    short_character_at,
)
from leakbench.detectors.normalize.fold_tables import FoldTables, Meanings
from leakbench.detectors.normalize.insertions import (
    digit_at,
    insertion_end,
    is_within_value,
    named_picture_end,
    repeated_digit_end,
    spelt_sign_end,
)
from leakbench.generator.engine.compiled import inlined
from leakbench.generator.engine.intrinsics import load_u16

STAYS = 0  # no character is meant but the one that is written
_LEAD_MARKS = "、".encode()[0]  # the lowest first byte of numerals, brackets and words between them
_FEWEST, _MOST = b"25"  # of one digit, as in 3个8
_AFTER_NUMERAL = 6  # bytes of a numeral and 个 or 位
_TWO, _THREE, _FOUR = np.uint64(2), np.uint64(3), np.uint64(4)
_PIECES_END, _PLACE_END = (
    int.from_bytes(chr(code).encode()[1:], "little") for code in (PIECES, PLACE_WORD)
)  # the last two bytes of 个 and 位, with which a numeral may be a part of more


class Fold(NamedTuple):
    """What one or more characters are read as.

    Attributes:
        meant: ``STAYS``, ``DROPPED``, ``LENGTHENS`` or the ASCII character meant.
        size: How many bytes are read.
        times: How often the character stands there.
        kind: The kind of the first character, 0 if it has none.
    """

    meant: int
    size: int
    times: int
    kind: int


@inlined
def fold_at(cell: Cell, at: int, before: int, tables: FoldTables) -> Fold:
    """What is meant at a place of a cell.

    Args:
        cell: The cell.
        at: Where a character begins that may mean another one.
        before: The byte before it in the view.
        tables: What characters mean.
    """
    meanings = tables.meanings
    lead = cell.data[np.uint64(at)]
    if has_three_bytes(lead):
        return _fold_three_bytes(cell, at, before, meanings)
    if lead < ASCII_END:
        return _fold_ascii(cell, at, before, meanings)
    if lead < LEAD_THREE:
        kind = as_int(meanings.folds[short_character_at(cell.data, np.uint64(at))])
        return Fold(STAYS if kind == SEPARATOR else kind, 2, 1, kind)
    return Fold(_meant_by_four_bytes(cell, at, before, tables), 4, 1, 0)


@inlined
def _fold_ascii(cell: Cell, at: int, before: int, meanings: Meanings) -> Fold:
    """What is meant by ASCII and what stands behind it."""
    byte = as_int(cell.data[at])
    if byte == OPEN:
        end = spelt_sign_end(cell, at) if ALNUM[before] else 0
        if end:
            return Fold(AT if end == at + len(b"(at)") else DOT, end - at, 1, 0)
    elif byte == OPEN_SQUARE:
        end = named_picture_end(cell, at, meanings) if HOST[before] else 0
        if end:
            return Fold(DROPPED, end - at, 1, 0)
    elif _FEWEST <= byte <= _MOST and at + 1 < cell.end and cell.data[at + 1] == LEAD_HAN:
        end, digit = repeated_digit_end(cell, at + 1, meanings, bool(is_digit(before)))
        if end:
            return Fold(digit, end - at, byte - ZERO, 0)
    return Fold(STAYS, 0, 1, 0)


@inlined
def _fold_three_bytes(cell: Cell, at: int, before: int, meanings: Meanings) -> Fold:
    """What is meant by a character of three bytes and what stands behind it."""
    code = character_at(cell.data, at)
    kind = as_int(meanings.folds[code])
    meant = as_int(meanings.digits[code])
    if kind in (DROPPED, LENGTHENS):
        return Fold(kind, 3, 1, kind)
    u = np.uint64(at)
    if meant and not (
        at + _AFTER_NUMERAL <= cell.end
        and cell.data[u + _THREE] == LEAD_HAN
        and load_u16(cell.data, u + _FOUR) in (_PIECES_END, _PLACE_END)
    ):
        return Fold(meant, 3, 1, kind)
    if kind == WORD and not DIGITAL[np.uint64(before)]:
        return Fold(STAYS, 0, 1, kind)
    return _fold_beside_others(cell, at, before, meanings)


@inlined
def _fold_beside_others(cell: Cell, at: int, before: int, meanings: Meanings) -> Fold:
    """What is meant by a character of three bytes that has its meaning from its neighbours."""
    code = code_at(cell, at)
    kind = as_int(meanings.folds[code])
    meant = as_int(meanings.digits[code])
    if (
        is_digit(before)
        and cell.data[at] >= _LEAD_MARKS
        and (kind == NUMERAL or code == OPEN_WIDE or meanings.between[code])
    ):
        end = insertion_end(cell, at, meanings)
        if end:
            return Fold(DROPPED, end - at, 1, kind)
    if _FEWEST <= meant <= _MOST and at + 3 < cell.end and cell.data[at + 3] == LEAD_HAN:
        end, digit = repeated_digit_end(cell, at + 3, meanings, bool(is_digit(before)))
        if end:
            return Fold(digit, end - at, meant - ZERO, kind)
    if kind == PICTURE:
        end = at + 3
        if code_at(cell, end) == VARIANT:
            end += 3
        meant = DROPPED if is_within_value(before, cell, end, meanings.folds) else STAYS
    elif code == POINT and ALNUM[before]:
        more = digit_at(cell, at + 3, meanings)
        meant = DOT if more or (at + 3 < cell.end and ALNUM[cell.data[at + 3]]) else STAYS
    elif code == AT_ONE and ALNUM[before] and code_at(cell, at + 3) == AT_TWO:
        return Fold(AT, 6, 1, kind)
    elif kind in (JOINING, SEPARATOR, WORD):
        meant = OPEN if code == OPEN_WIDE else STAYS
    return Fold(meant, 3, 1, kind)


@inlined
def _meant_by_four_bytes(cell: Cell, at: int, before: int, tables: FoldTables) -> int:
    """The character meant by one of four bytes."""
    place = long_character_at(cell.data, at) - MATHEMATICAL
    if 0 <= place < len(tables.mathematical):
        return as_int(tables.mathematical[place])
    # A picture between two characters of a value was put there, as was one between province and
    # letter of a number plate.
    if is_within_value(before, cell, at + 4, tables.meanings.folds) or (
        at + 4 < cell.end and before >= ASCII_END and CAPITAL_A <= cell.data[at + 4] <= CAPITAL_Z
    ):
        return DROPPED
    return STAYS

"""Tables of what characters mean, packed from Unicode's own and ``data/*.toml``."""

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.normalize.character_kinds import (
    COUNTING,
    DISGUISED,
    DROPPED,
    ENDING,
    FOLDED,
    JOINING,
    KEYCAP,
    LENGTHENS,
    LINKING,
    MATHEMATICAL,
    MAY_BEGIN,
    MAY_END,
    NUMERAL,
    ODD,
    OPEN_WIDE,
    PAUSE,
    PAUSING,
    PICTURE,
    SEPARATOR,
    SPECIAL,
    STRONG,
    USUAL,
    USUAL_BYTE,
    VARIANT,
    WORD,
)
from leakbench.detectors.normalize.characters import ALNUM, ASCII_END, ZERO, Bytes, Flags
from leakbench.detectors.normalize.nibble_filter import filter_table

_PLANE = 1 << 16
_HAN = 0x4000, 0xA000  # code points whose first byte is one of E4 to E9
_FULLWIDTH = range(0xFF01, 0xFF5F)
_FULLWIDTH_SHIFT = 0xFEE0  # from an ASCII character to its full-width one
_CIRCLED = range(0x24B6, 0x24EA)  # letters


class Meanings(NamedTuple):
    """What characters of the basic plane mean in the view.

    Attributes:
        folds: A kind or the ASCII character meant; 0 stays, shape (65536,).
        digits: The ASCII character that a numeral or a folded character means, shape (65536,).
        between: Of what words between the parts of a number are made, shape (65536,).
    """

    folds: Bytes
    digits: Bytes
    between: Flags


class Alarms(NamedTuple):
    """What makes a cell need normalising.

    Attributes:
        folds: The folds without punctuation, which alone needs no view, shape (65536,).
        hints: Whether a Chinese character with these last two bytes, the first one low, may need
            the view, shape (65536,).
        nibbles: A first look for such characters and for plain marks, see ``nibble_filter``.
        lookalikes: The digit that an ASCII character looks like, shape (256,).
    """

    folds: Bytes
    hints: Bytes
    nibbles: Bytes
    lookalikes: Bytes


class Roles(NamedTuple):
    """What characters may be in the view, as bits.

    Attributes:
        han: Chinese ones by their last two bytes, the first one low, shape (65536,).
        others: All others by their code points, shape (65536,).
    """

    han: Bytes
    others: Bytes


class FoldTables(NamedTuple):
    """All that normalising knows about characters.

    Attributes:
        meanings: What they mean.
        mathematical: What letters and digits from U+1D400 mean, shape (1024,).
        alarms: What makes a cell need normalising.
        roles: What they may be beside others.
        separators: What may stand between the digits of a number by its code point: a kind, and
            for bytes whether separators may begin or end with them, shape (65536,).
    """

    meanings: Meanings
    mathematical: Bytes
    alarms: Alarms
    roles: Roles
    separators: Bytes


@cache
def fold_tables() -> FoldTables:
    """The tables; they are built once."""
    known = _data("characters")
    separators = _separators(**known["separators"])
    folds = _unicode_folds()
    for code in map(ord, known["fullwidth"]["read"]):
        folds[code] = code - _FULLWIDTH_SHIFT
    for codes in _ranges(known["pictures"]):
        folds[codes][folds[codes] == 0] = PICTURE
    for codes in _ranges(known["invisible"]):
        folds[codes] = DROPPED
    folds[[int(point, 16) for point in known["invisible"]["points"]]] = DROPPED
    folds[_codes(known["words"]["joining"])] = JOINING
    folds[[ord(odd) for odd in known["separators"]["odd"] if not odd.isascii()]] = SEPARATOR
    digits = np.zeros(_PLANE, np.uint8)
    for value, characters in enumerate(_data("numerals").values()):
        folds[_codes(characters)] = NUMERAL
        digits[_codes(characters)] = ZERO + value
    between = np.zeros(_PLANE, np.bool_)
    between[_codes(known["words"]["characters"])] = True
    alarms = _alarms(folds, known)
    folds[between & (folds == 0)] = WORD
    folds[[KEYCAP, VARIANT]] = LENGTHENS
    digits[folds >= FOLDED] = folds[folds >= FOLDED]
    meanings = Meanings(folds, digits, between)
    roles = _roles(folds, known["separators"])
    return FoldTables(meanings, _mathematical(), alarms, roles, separators)


def _data(name: str) -> dict[str, Any]:
    """One of the data files."""
    source = files("leakbench.detectors.normalize.data").joinpath(f"{name}.toml")
    return tomllib.loads(source.read_text("utf-8"))


def _codes(characters: str) -> list[int]:
    """The code points of some characters."""
    return [ord(character) for character in characters]


def _ranges(known: dict[str, list[str]]) -> list[slice]:
    """Ranges of code points that are written like 0300-036F, as slices of a table."""
    bounds = [[int(point, 16) for point in text.split("-")] for text in known["ranges"]]
    return [slice(low, high + 1) for low, high in bounds]


def _unicode_folds() -> Bytes:
    """The ASCII letters and digits that Unicode says other characters are."""
    folds = np.zeros(_PLANE, np.uint8)
    for code in range(ASCII_END, _PLANE):
        digit = unicodedata.digit(chr(code), None)
        if digit is not None:
            folds[code] = ZERO + digit
    for code in _FULLWIDTH:
        if chr(code - _FULLWIDTH_SHIFT).isalnum():
            folds[code] = code - _FULLWIDTH_SHIFT
    for code in _CIRCLED:
        folds[code] = ord(unicodedata.normalize("NFKC", chr(code)))
    return folds


def _mathematical() -> Bytes:
    """What mathematical letters and digits mean; 0 is another character."""
    meant = np.zeros(1 << 10, np.uint8)
    for place in range(len(meant)):
        plain = unicodedata.normalize("NFKC", chr(MATHEMATICAL + place))
        if len(plain) == 1 and plain.isascii():
            meant[place] = ord(plain)
    return meant


def _alarms(folds: Bytes, known: dict[str, Any]) -> Alarms:
    """What of all that is folded makes a cell need the view."""
    folds = folds.copy()
    folds[_codes(known["fullwidth"]["harmless"])] = 0
    folds[OPEN_WIDE] = JOINING
    han = _han(folds > 0)
    hints = np.zeros(_PLANE, np.uint8)
    _mark(hints, han, 1)
    lookalikes = np.zeros(len(ALNUM), np.uint8)
    for value, characters in enumerate(_data("lookalikes").values()):
        lookalikes[_codes(characters)] = ZERO + value
    return Alarms(folds, hints, filter_table(map(chr, han), known["plain"]["groups"]), lookalikes)


def _separators(usual: str, odd: str, pauses: str, **_others: str) -> Bytes:
    """The separators by their code points, and the bytes that they begin and end with."""
    table = np.zeros(_PLANE, np.uint8)
    for kind, characters in ((USUAL, usual), (ODD, odd), (PAUSE, pauses)):
        table[_codes(characters)] |= kind
        for character in map(str.encode, characters):
            table[character[0]] |= MAY_BEGIN
            table[character[-1]] |= MAY_END
    table[_codes(usual)] |= USUAL_BYTE
    return table


def _roles(folds: Bytes, separators: dict[str, str]) -> Roles:
    """Roles of Chinese characters by their last two bytes, and of others by their code points."""
    han = np.zeros(_PLANE, np.uint8)
    for fold, role in ((NUMERAL, COUNTING), (WORD, LINKING), (JOINING, STRONG), (SEPARATOR, 0)):
        _mark(han, _han(folds == fold), role | SPECIAL)
    han[han == 0] = ENDING
    others = np.full(_PLANE, DISGUISED, np.uint8)
    others[folds == 0] = ENDING
    others[folds == WORD] = LINKING | SPECIAL
    others[folds == NUMERAL] = COUNTING | SPECIAL
    others[folds == SEPARATOR] = 0
    pauses = _codes(separators["pauses"])
    others[pauses] = others[pauses] & ~np.uint8(ENDING) | PAUSING
    others[_codes(separators["ends"])] |= ENDING
    others[OPEN_WIDE] = DISGUISED | SPECIAL
    return Roles(han, others)


def _han(among: Flags) -> NDArray[np.int64]:
    """The code points among some whose first byte is one of E4 to E9."""
    low, high = _HAN
    return low + among[low:high].nonzero()[0]


def _mark(table: Bytes, codes: NDArray[np.int64], role: int) -> None:
    """Mark characters in a table by their last two bytes, the first one low."""
    second, third = codes >> 6 & 0b0011_1111 | 0b1000_0000, codes & 0b0011_1111 | 0b1000_0000
    table[second | third << 8] |= role

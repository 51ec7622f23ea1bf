"""What is meant by the characters that people write instead of digits and letters."""

import tomllib
import unicodedata
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.structured.sieve import sieve_tables
from leakbench.detectors.structured.symbols import Bytes

# In the table of folds; 32 and more is the character meant.
DROPPED, NUMERAL, BRIDGE, PICTURE, SEPARATOR, WORD, LENGTHENS = 1, 2, 3, 4, 5, 6, 7
FOLDED = 32
# In the tables of roles: a numeral, a word between the parts of a number, one that makes such words
# a bridge, one that is read in another way, a pause, one beside which no number goes on, and one
# that may stand beside a word between the parts.
COUNTING, LINKING, STRONG, DISGUISED, PAUSING, PLAIN, SPECIAL = 1, 2, 4, 8, 16, 32, 64
_INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\ufeff\ufe0e\ufe0f\u20e3\u180e"
)
KEYCAP = np.int64(0x20E3)
VARIANT = np.int64(0xFE0F)
_BRIDGES = "接间面位尾着个点艾（"  # words and remarks that stand between the parts of a number
_BETWEEN = "前中间后面接再着然看位生日尾号末连最：，、"  # all that such words are made of
_SEPARATORS = "·…丨～•"
_PLAIN_MARKS = "，", "：；", "、。\u3000"  # the most common marks that need no view
EXACT_GROUPS = len(_PLAIN_MARKS)
OPEN_WIDE, CLOSE_WIDE, BORN, PLACE_WORD, PIECES = (
    ord("（"),
    ord("）"),
    ord("生"),
    ord("位"),
    ord("个"),
)
POINT, AT_ONE, AT_TWO, TAIL = ord("点"), ord("艾"), ord("特"), ord("尾")
_WIDE = "＠．－＿＋（）＊＃"
_CHINESE = 0x4000, 0xA000  # code points whose first byte is one of E4 to E9


class FoldTables(NamedTuple):
    """What the view makes of the characters of the basic plane.

    Attributes:
        folds: ``DROPPED``, ``NUMERAL`` or the ASCII character meant; 0 stays, shape (65536,).
        digits: The ASCII character that a numeral or a folded character means, shape (65536,).
        alarms: The folds without punctuation, which alone needs no view, shape (65536,).
        hints: Whether a Chinese character with these last two bytes, the first one low, may need
            the view, shape (65536,).
        sieve: A first look for such characters, and for plain marks, see ``sieve``.
        words: What such a character may be in the view, shape (65536,).
        roles: What any other character may be in the view, shape (65536,).
        between: Of what words between the parts of a number are made, shape (65536,).
        mathematical: What letters and digits from U+1D400 mean, shape (1024,).
    """

    folds: Bytes
    digits: Bytes
    alarms: Bytes
    hints: Bytes
    sieve: Bytes
    words: Bytes
    roles: Bytes
    between: NDArray[np.bool_]
    mathematical: Bytes


def fold_tables() -> FoldTables:
    """Build the tables from Unicode's own and ``data/numerals.toml``."""
    folds = np.zeros(1 << 16, np.uint8)
    digits = np.zeros(1 << 16, np.uint8)
    for code in range(0x80, 1 << 16):
        digit = unicodedata.digit(chr(code), None)
        if digit is not None:
            folds[code] = 48 + digit
    for code in range(0xFF01, 0xFF5F):
        plain = chr(code - 0xFEE0)
        if plain.isalnum() or chr(code) in _WIDE:
            folds[code] = code - 0xFEE0
    for code in range(0x24B6, 0x24EA):
        folds[code] = ord(unicodedata.normalize("NFKC", chr(code)))
    for low, high in ((0x25A0, 0x2776), (0x2794, 0x27C0), (0x2B00, 0x2C00)):
        folds[low:high][folds[low:high] == 0] = PICTURE
    folds[0x300:0x370] = DROPPED
    folds[[ord(character) for character in _INVISIBLE]] = DROPPED
    folds[[ord(character) for character in _BRIDGES]] = BRIDGE
    folds[[ord(character) for character in _SEPARATORS]] = SEPARATOR
    source = files("leakbench.detectors.structured.data").joinpath("numerals.toml")
    for value, characters in enumerate(tomllib.loads(source.read_text("utf-8")).values()):
        for character in characters:
            folds[ord(character)] = NUMERAL
            digits[ord(character)] = 48 + value
    between = np.zeros(1 << 16, np.bool_)
    between[[ord(character) for character in _BETWEEN]] = True
    alarms = folds.copy()
    alarms[[ord(character) for character in _WIDE if character not in "＠（"]] = 0
    alarms[ord("（")] = BRIDGE
    hints = np.zeros(1 << 16, np.uint8)
    chinese = _chinese((folds > 0).nonzero()[0])
    _mark(hints, chinese, 1)
    sieve = sieve_tables(map(chr, chinese), _PLAIN_MARKS)
    folds[between & (folds == 0)] = WORD
    folds[[KEYCAP, VARIANT]] = LENGTHENS
    digits[folds >= FOLDED] = folds[folds >= FOLDED]
    mathematical = np.zeros(1 << 10, np.uint8)
    for code in range(1 << 10):
        plain = unicodedata.normalize("NFKC", chr(0x1D400 + code))
        if len(plain) == 1 and plain.isascii():
            mathematical[code] = ord(plain)
    words, roles = _roles(folds)
    return FoldTables(folds, digits, alarms, hints, sieve, words, roles, between, mathematical)


def _roles(folds: Bytes) -> tuple[Bytes, Bytes]:
    """Roles of Chinese characters by their last two bytes, and of others by their code points."""
    words = np.zeros(1 << 16, np.uint8)
    for fold, role in ((NUMERAL, COUNTING), (WORD, LINKING), (BRIDGE, STRONG), (SEPARATOR, 0)):
        _mark(words, _chinese((folds == fold).nonzero()[0]), role | SPECIAL)
    words[words == 0] = PLAIN
    roles = np.full(1 << 16, DISGUISED, np.uint8)
    roles[folds == 0] = PLAIN
    roles[folds == WORD] = LINKING | PAUSING | SPECIAL
    roles[folds == NUMERAL] = COUNTING | SPECIAL
    roles[folds == SEPARATOR] = 0
    roles[ord("。")] = PAUSING
    roles[ord("：")] = LINKING | PLAIN | SPECIAL
    roles[OPEN_WIDE] = DISGUISED | SPECIAL
    return words, roles


def _chinese(codes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Those of some characters whose first byte is one of E4 to E9."""
    return codes[(codes >= _CHINESE[0]) & (codes < _CHINESE[1])]


def _mark(table: Bytes, codes: NDArray[np.int64], role: int) -> None:
    """Mark characters in a table by their last two bytes."""
    table[(codes >> 6 & 63 | 0x80) | (codes & 63 | 0x80) << 8] |= role

"""The shape of a written value: where its letters and digits stand, and what splits them."""

from itertools import cycle
from typing import Final

import numpy as np

_WIDE: Final = 0xFEE0  # from an ASCII character to its full-width form
_FIRST_WIDE, _LAST_WIDE = "！", "～"
_OLD_ID, _NEW_ID = 15, 18  # letters and digits of resident IDs; the old form has no century
_CENTURY: Final = slice(6, 8)
_DIGITS, _LETTERS = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _narrow(character: str) -> str:
    wide = _FIRST_WIDE <= character <= _LAST_WIDE
    return chr(ord(character) - _WIDE) if wide else character


def _counts(character: str) -> bool:
    narrow = _narrow(character)
    return narrow.isascii() and narrow.isalnum()


def written_like(written: str, value: str) -> str:
    """The value with the separators and the width of what was written.

    Where both have the same number of ASCII letters and digits, they stand in the same places;
    otherwise the value is given as it is.
    """
    places = [place for place, character in enumerate(written) if _counts(character)]
    letters = [character for character in value if _counts(character)]
    if len(places) == _OLD_ID and len(letters) == _NEW_ID:
        del letters[_CENTURY], letters[-1]
    plain = len(letters) == len(value) or len(places) == len(written)
    if not places or len(places) != len(letters) or not plain:
        return value
    out = list(written)
    for place, letter in zip(places, letters, strict=True):
        out[place] = chr(ord(letter) + _WIDE) if _narrow(out[place]) != out[place] else letter
    return "".join(out)


def reshaped(meaning: str, bits: int) -> str:
    """A value of the same shape: digits for digits, letters for letters, by 64 bits.

    A zero that stands first stays, and so does what follows an ``@``.
    """
    kept, at, domain = meaning.partition("@")
    drawn = cycle(np.random.default_rng(bits).integers(0, 1 << 30, max(1, len(kept))).tolist())
    out = []
    for place, (character, draw) in enumerate(zip(kept, drawn, strict=False)):
        if character in _DIGITS and (place or character != "0"):
            first = 1 if place == 0 else 0
            out.append(_DIGITS[first + draw % (10 - first)])
        elif character in _LETTERS:
            out.append(_LETTERS[draw % len(_LETTERS)])
        else:
            out.append(character)
    return "".join(out) + (at + domain).lower()

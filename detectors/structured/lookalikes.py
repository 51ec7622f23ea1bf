"""Letters that look like digits."""

import numpy as np

from leakbench.detectors.structured.joining import is_whole
from leakbench.detectors.structured.symbols import Bytes
from leakbench.generator.engine.compiled import inlined, inner

_LONGEST_ACCOUNT = 13  # bytes of QQ and eleven digits
_MEANT = np.zeros(256, np.uint8)  # the digit that a letter looks like
for _letters_alike, _digit in (
    ("OoQ", 48),
    ("IlL!", 49),
    ("Zz", 50),
    ("E", 51),
    ("A", 52),
    ("Ss", 53),
    ("bG", 54),
    ("T", 55),
    ("B", 56),
    ("gq", 57),
):
    for _letter in _letters_alike:
        _MEANT[ord(_letter)] = _digit


@inner
def names_account(data: Bytes, at: int, end: int) -> bool:
    """Whether a run begins with QQ before the digits of an account: neither Q is a digit there."""
    return (
        end - at <= _LONGEST_ACCOUNT
        and data[at] | 32 == data[at + 1] | 32 == 113
        and 48 <= data[at + 2] < 58
    )


@inlined
def read_letters(out: Bytes, i: int, run: int, meant: Bytes) -> bool:
    """Turn letters that look like digits into digits if a run is as long as a number, or do not."""
    alike = 0
    digits = 0
    for k in range(i, run):
        byte = out[k]
        digits += 48 <= byte < 58
        alike += _MEANT[byte] > 0
    tail = out[run - 1] in (88, 120)
    if (
        alike
        and digits >= (run - i) // 3
        and alike + digits + tail == run - i
        and run - i in (10, 11, 12, 15, 16, 18, 19)
        and not names_account(out, i, run)
    ):
        for k in range(i, run):
            meant[k - i] = _MEANT[out[k]] or out[k]
        # A company's code has as many characters, letters among them.
        if run - i != 18 or (out[i] != 57 and is_whole(meant, 18)):
            for k in range(i, run):
                out[k] = meant[k - i]
            return True
    return False

"""Letters that look like digits."""

from leakbench.detectors.normalize.characters import CASE_BIT, DIGITAL, Bytes, is_digit, is_x
from leakbench.detectors.normalize.known_numbers import is_known_number
from leakbench.generator.engine.compiled import inlined, inner

_LONGEST_ACCOUNT = 13  # bytes of QQ and eleven digits
_Q, _NINE = b"q9"
_COMPANY_CODE = 18  # characters
_PUPIL = 19  # characters of a school roll number
_G, _L = b"gl"
_ONE, _TWO, _ZERO = b"120"


@inner
def names_account(data: Bytes, at: int, end: int) -> bool:
    """Whether a run begins with QQ before the digits of an account: neither Q is a digit there."""
    return (
        end - at <= _LONGEST_ACCOUNT
        and data[at] | CASE_BIT == data[at + 1] | CASE_BIT == _Q
        and is_digit(data[at + 2])
    )


@inner
def names_pupil(data: Bytes, at: int, end: int) -> bool:
    """Whether a run is a school roll number: G or L, then a county and a year of birth."""
    if end - at != _PUPIL or data[at] | CASE_BIT not in (_G, _L):
        return False
    century, rest = data[at + 7], data[at + 8]
    return bool((century == _ONE and rest == _NINE) or (century == _TWO and rest == _ZERO))


@inner
def is_lookalike(data: Bytes, at: int, run: int, lookalikes: Bytes) -> bool:
    """Whether a run has the length of a number, and its only letters look like digits."""
    width = run - at
    if width not in (11, 18, 16, 19, 10, 12, 15) or names_account(data, at, run):
        return False
    if names_pupil(data, at, run):
        return False
    letters = 0
    for i in range(at, run):
        byte = data[i]
        if not DIGITAL[byte]:
            if lookalikes[byte]:
                letters += 1
            elif i < run - 1 or not is_x(byte):  # an X may end a resident ID
                return False
    return letters > 0 and letters * 3 <= width * 2


@inlined
def read_letters(text: Bytes, at: int, run: int, digits: Bytes, lookalikes: Bytes) -> bool:
    """Turn letters that look like digits into digits if a run is a number then; whether it is.

    Args:
        text: The view, written to.
        at: Where the run begins.
        run: Where it ends.
        digits: Room for its digits.
        lookalikes: The digit that each byte looks like, or 0.
    """
    width = run - at
    alike = 0
    digital = 0
    for k in range(at, run):
        byte = text[k]
        digital += is_digit(byte)
        alike += lookalikes[byte] > 0
    if (
        alike
        and digital >= width // 3
        and alike + digital + is_x(text[run - 1]) == width
        and width in (10, 11, 12, 15, 16, 18, 19)
        and not names_account(text, at, run)
        and not names_pupil(text, at, run)
    ):
        for k in range(at, run):
            digits[k - at] = lookalikes[text[k]] or text[k]
        # A company's code has as many characters, letters among them.
        if width != _COMPANY_CODE or (text[at] != _NINE and is_known_number(digits, width)):
            for k in range(at, run):
                text[k] = digits[k - at]
            return True
    return False

"""Which letters and digits of a view make numbers, and what was put between them."""

import numpy as np

from leakbench.detectors.structured.bit_rows import (
    BLOCK,
    NONE,
    ONE,
    Words,
    any_between,
    bits_below,
    move_bits,
    write_places,
)
from leakbench.detectors.structured.byte_masks import LETTERS, NATURAL, bytes_within
from leakbench.detectors.structured.joining import join_digits
from leakbench.detectors.structured.lookalikes import read_letters
from leakbench.detectors.structured.numerals import read_numerals, restore_words
from leakbench.detectors.structured.symbols import DIGITAL, Bytes, Ints
from leakbench.generator.engine.compiled import inlined

_LAST = np.uint64(63)
_LETTERS = (*LETTERS, 33, 1)  # an exclamation mark looks like a digit, too
_FEWEST_LETTERS, _MOST_LETTERS = 10, 19  # of a number in which letters look like digits


@inlined
def settle_digits(
    data: Bytes,
    out: Bytes,
    first: Ints,
    last: Ints,
    begin: int,
    at: int,
    soft: Words,
    numerals: bool,  # noqa: FBT001 - kernels take no keywords
    letters: Words,
    digits: Words,
    runs: Ints,
    places: Ints,
    scratch: Bytes,
) -> int:
    """Make numbers out of what looks like one, words out of numerals that are none; the new end.

    Args:
        data: The bytes of all cells.
        out: The view.
        first: The byte of the data that each of its bytes came from.
        last: The byte after those.
        begin: Where the cell begins in the view.
        at: Where it ends.
        soft: Which bytes of the cell were numerals in words; none again afterwards.
        numerals: Whether any is.
        letters: Room for a word for 64 bytes, and one more.
        digits: The same.
        runs: Room for where runs of letters and digits begin and end.
        places: Room for the places of numerals.
        scratch: Room for the digits of a number.
    """
    # Where runs of letters and digits now are.
    count = 0
    goes_on = digit_goes_on = letter_goes_on = mixed = NONE
    block = 0
    for base in range(begin, at, BLOCK):
        valid = bits_below(min(BLOCK, at - base))
        lettered = bytes_within(out, base, _LETTERS) & valid
        digital = bytes_within(out, base, (48, 10)) & valid
        run = lettered | digital
        mixed |= lettered & (digital << ONE | digit_goes_on)
        mixed |= digital & (lettered << ONE | letter_goes_on)
        digit_goes_on, letter_goes_on = digital >> _LAST, lettered >> _LAST
        letters[block], digits[block] = lettered, digital
        edge = run ^ (run << ONE | goes_on)
        count = write_places(edge, base, runs, count)
        goes_on = run >> _LAST
        block += 1
    if goes_on:
        runs[count] = at
        count += 1
    letters[block] = digits[block] = NONE
    for k in range(0, count if mixed else 0, 2):
        one, other = int(runs[k]) & NATURAL, int(runs[k + 1]) & NATURAL
        if (
            _FEWEST_LETTERS <= other - one <= _MOST_LETTERS
            and any_between(letters, one - begin, other - begin)
            and read_letters(out, one, other, scratch)
        ):
            other -= not DIGITAL[out[other - 1]]  # an X stays one
            move_bits(digits, letters, one - begin, other - begin)

    blanks = False
    if numerals:
        blanks = read_numerals(out, soft, letters, digits, block, begin, at, runs, count)
        soft[:block] = NONE
    at = join_digits(out, first, last, begin, at, runs, count, scratch)
    if blanks:
        at = restore_words(out, first, last, begin, at, data, places)
    return at

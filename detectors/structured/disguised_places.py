"""Where the normalising view may read something else than what is written."""

import numpy as np

from leakbench.detectors.structured.bit_rows import (
    BLOCK,
    NONE,
    ONE,
    Words,
    bits_below,
    lowest,
    ones,
    write_places,
)
from leakbench.detectors.structured.byte_masks import (
    LETTERS,
    REACH,
    bytes_with,
    bytes_within,
    clear_block,
    two_bytes,
)
from leakbench.detectors.structured.folds import (
    COUNTING,
    DISGUISED,
    LINKING,
    PAUSING,
    PLAIN,
    SPECIAL,
    STRONG,
)
from leakbench.detectors.structured.symbols import Bytes, Ints
from leakbench.generator.engine.compiled import inlined
from leakbench.generator.engine.intrinsics import either

_TWO, _THREE, _FOUR, _SIX = np.uint64(2), np.uint64(3), np.uint64(4), np.uint64(6)
_WORD = np.uint64(BLOCK)
# Ranges of ASCII: low, count, low, count.
_OPENING = 40, 1, 91, 1  # ( and [
_DIGITS = 48, 10, 93, 1  # and ]
_FIELDS = 0, 32, 34, 1, 36, 4, 44, 1, 58, 3, 62, 3, 123, 3  # what stands beside no number's digit
_SPACES = 32, 1, 45, 3  # space; hyphen, dot and slash


@inlined
def disguised_places(
    data: Bytes,
    first: int,
    end: int,
    words: Bytes,
    roles: Bytes,
    rest: Bytes,
    rest_begin: int,
    block_roles: Bytes,
    marked: Words,
    places: Ints,
    inside: Words,
    inside_before: Ints,
    from_block: int,
) -> int:
    """Find the characters of a cell that may mean another one, by themselves and those beside them.

    Most numerals are part of a word, for nothing beside them is a digit or may stand between two;
    they are none, nor are the words of which remarks between the parts of a number are made.

    Args:
        data: The column's value bytes.
        first: Where the cell begins.
        end: Where it ends.
        words: What a Chinese character may be by its last two bytes.
        roles: What any other character may be by its code point.
        rest: The last bytes of the data, with a block's room behind them.
        rest_begin: Where in the data they begin.
        block_roles: Room for a block and one entry more.
        marked: Room for a word a block.
        places: Set to where those characters begin; ``SPARE`` more are written.
        inside: Set to which bytes begin no character, a word a block, and one more.
        inside_before: Set to how many such bytes of the cell stand before each block.
        from_block: Where in those two the cell's words begin.

    Returns:
        How many there are.
    """
    block = 0
    # What goes on from block to block: where characters of some kind end, as bits.
    plain_ends, digit_ends, letter_ends, tail_ends = ONE, NONE, NONE, NONE
    numeral_ends = paused_ends = spaced_ends = link_ends = NONE
    so_far = 0
    for base in range(first, end, BLOCK):
        valid = bits_below(min(BLOCK, end - base))
        source, at = (data, base) if base + REACH <= len(data) else (rest, base - rest_begin)
        chinese = bytes_within(source, at, (0xE4, 6)) & valid
        clear_block(block_roles)
        left = chinese
        while left:  # four at a time; after the last one it is the entry behind that is written
            for _ in range(4):
                place = np.uint64(lowest(left))
                u = np.uint64(at) + place
                block_roles[place] = words[np.uint64(two_bytes(source, u + ONE))]
                left &= left - ONE
        left = bytes_within(source, at, (0xC0, 0x40)) & valid & ~chinese
        while left:
            place = np.uint64(lowest(left))
            u = np.uint64(at) + place
            byte, second, third = source[u], source[u + ONE], source[u + _TWO]
            code = np.uint64(byte & 15) << _SIX | np.uint64(second & 63)
            code = code << _SIX | np.uint64(third & 63)
            code = either(byte < 0xE0, np.uint64(byte & 31) << _SIX | np.uint64(second & 63), code)
            block_roles[place] = either(byte < 0xF0, roles[code], np.uint8(DISGUISED))
            left &= left - ONE
        counting, linking = (
            bytes_with(block_roles, 0, COUNTING),
            bytes_with(block_roles, 0, LINKING),
        )
        strong, special = bytes_with(block_roles, 0, STRONG), bytes_with(block_roles, 0, SPECIAL)
        pauses, plain = bytes_with(block_roles, 0, PAUSING), bytes_with(block_roles, 0, PLAIN)
        mark = bytes_within(source, at, _OPENING) & valid | bytes_with(block_roles, 0, DISGUISED)
        digits = bytes_within(source, at, _DIGITS) & valid
        letters = bytes_within(source, at, LETTERS) & valid
        tails = bytes_within(source, at, (0x80, 0x40)) & valid
        inside[from_block + block], inside_before[from_block + block] = tails, so_far
        so_far += ones(tails)
        fields = bytes_within(source, at, _FIELDS) & valid
        spaces = bytes_within(source, at, _SPACES) & valid

        after_plain = plain << _THREE | fields << ONE | plain_ends
        plain_ends = plain >> (_WORD - _THREE) | fields >> (_WORD - ONE)
        after_digit = digits << ONE | digit_ends
        digit_ends = digits >> (_WORD - ONE)
        after_letter = letters << ONE | letter_ends
        letter_ends = letters >> (_WORD - ONE)
        after_other = (tails << ONE | tail_ends) & ~after_plain
        tail_ends = tails >> (_WORD - ONE)
        plain |= fields

        pieces = strong & after_digit  # as in 3个8
        mark |= pieces >> ONE
        mark |= strong & (after_digit | after_letter | after_other)
        after_link = (linking & (after_digit | after_other)) << _THREE | link_ends
        link_ends = (linking & (after_digit | after_other)) >> (_WORD - _THREE)
        linked = after_link & special
        mark |= linked >> _THREE

        mark |= counting & ~after_plain
        unsure = counting & after_plain
        after_numeral = unsure << _THREE | numeral_ends
        numeral_ends = unsure >> (_WORD - _THREE)
        close = after_numeral & ~(plain | pauses | spaces) & valid
        paused, spaced = after_numeral & pauses, after_numeral & spaces
        after_pause, after_space = paused << _THREE | paused_ends, spaced << ONE | spaced_ends
        paused_ends, spaced_ends = paused >> (_WORD - _THREE), spaced >> (_WORD - ONE)
        beyond_pause, beyond_space = after_pause & ~plain & valid, after_space & ~plain & valid
        mark |= close >> _THREE | beyond_pause >> _SIX | beyond_space >> _FOUR
        marked[block] = mark
        if block:
            marked[block - 1] |= (
                pieces << (_WORD - ONE)
                | (linked | close) << (_WORD - _THREE)
                | beyond_pause << (_WORD - _SIX)
                | beyond_space << (_WORD - _FOUR)
            )
        block += 1
    inside[from_block + block], inside_before[from_block + block] = NONE, so_far
    count = 0
    for k in range(block):
        count = write_places(marked[k], first + k * BLOCK, places, count)
    return count

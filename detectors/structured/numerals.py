"""Numerals in words: those of numbers, and those that are part of a word."""

import numpy as np

from leakbench.detectors.structured.bit_rows import (
    BLOCK,
    ONE,
    Words,
    any_between,
    bits_below,
    is_set,
    leading_ones,
    lowest,
    ones_between,
)
from leakbench.detectors.structured.byte_masks import bytes_within
from leakbench.detectors.structured.moving import move_right
from leakbench.detectors.structured.separators import chain_around, separators_end
from leakbench.detectors.structured.symbols import DIGITAL, Bytes, Ints
from leakbench.generator.engine.compiled import inlined, inner

BLANK = 1  # a byte that stands for a numeral which is part of a word
_FEWEST_DIGITS = 6  # that make a number out of numerals


@inlined
def read_numerals(
    out: Bytes,
    soft: Words,
    letters: Words,
    digits: Words,
    blocks: int,
    begin: int,
    end: int,
    runs: Ints,
    count: int,
) -> bool:
    """Turn numerals that are part of words into blanks; whether there are such.

    Args:
        out: The view.
        soft: Which bytes of the cell were numerals in words, as bits.
        letters: Which bytes are letters, as bits.
        digits: Which are digits.
        blocks: How many words those three have.
        begin: Where the cell begins in the view.
        end: Where it ends.
        runs: Where runs of letters and digits begin and end in the view, by turns.
        count: How many entries that has.
    """
    blanks = False
    run = 0
    done = begin
    for block in range(blocks):
        base = begin + block * BLOCK
        bits = soft[block]
        while True:
            if done > base:
                bits &= ~bits_below(min(done - base, BLOCK))
            if not bits:
                break
            place = base + lowest(bits)
            while runs[run + 1] <= place:
                run += 2
            low, run = chain_around(out, runs, run, run + 2, count)
            done = int(runs[run - 1])
            blanks |= _read_chain(out, soft, letters, digits, begin, end, runs, low, run)
    return blanks


@inlined
def _read_chain(
    out: Bytes,
    soft: Words,
    letters: Words,
    digits: Words,
    begin: int,
    end: int,
    runs: Ints,
    low: int,
    high: int,
) -> bool:
    """The same of the runs of a chain."""
    # A stretch of digits, with single joints between them.
    start = stop = begin
    total = longest = 0
    blanks = False
    for place in range(low, high, 2):
        at, run = int(runs[place]), int(runs[place + 1])
        more, _ = separators_end(out, stop, end) if total else (0, 0)
        goes_on = more == at
        lettered = any_between(letters, at - begin, run - begin)
        while at < run:
            if not lettered or DIGITAL[out[np.uint64(at)]]:
                chunk = at
                if lettered:
                    while at < run and DIGITAL[out[np.uint64(at)]]:
                        at += 1
                else:
                    at = run
                if not goes_on:
                    blanks |= _settle(out, soft, digits, begin, start, stop, total, longest)
                    start = chunk
                    total = longest = 0
                stop = at
                total += at - chunk
                longest = max(longest, at - chunk)
            else:
                at += 1
            goes_on = False
    return blanks | _settle(out, soft, digits, begin, start, stop, total, longest)


@inlined
def _settle(
    out: Bytes,
    soft: Words,
    digits: Words,
    begin: int,
    start: int,
    stop: int,
    total: int,
    longest: int,
) -> bool:
    """Blank what numerals of a stretch of digits are none of a number; whether any may be."""
    if not total or not any_between(soft, start - begin, stop - begin):
        return False
    if total >= _FEWEST_DIGITS:
        _trim(out, soft, digits, begin, start, stop, longest)
        return True
    for k in range(start, stop):
        if is_set(soft, k - begin):
            out[k] = BLANK
    return True


@inlined
def _trim(
    out: Bytes, soft: Words, digits: Words, begin: int, first: int, end: int, longest: int
) -> None:
    """Blank the numerals that a word before or after a number ends or begins with."""
    leading = leading_ones(soft, first - begin, end - begin)
    trailing = 0
    while end - 1 - trailing > first + leading and is_set(soft, end - 1 - trailing - begin):
        trailing += 1
    if leading <= 2 and trailing <= 2 and end - trailing > first + leading:
        among = first + leading - begin, end - trailing - begin
        hard = ones_between(digits, *among)
        if hard >= 7 and not any_between(soft, *among):
            total = hard + leading + trailing
            if total not in (11, 18) or hard in (11, 12, 13, 15, 18):
                for k in range(leading):
                    out[first + k] = BLANK
                for k in range(trailing):
                    out[end - 1 - k] = BLANK
                return
    i = first
    while i < end:
        size = leading_ones(digits, i - begin, end - begin)
        if not size:
            i += 1
            continue
        stop = i + size
        leading = leading_ones(soft, i - begin, stop - begin)
        if size <= 2 and leading == size and longest >= 7:
            for k in range(i, stop):
                out[k] = BLANK
        elif (
            size in (12, 13)
            and is_set(soft, stop - 1 - begin)
            and out[i] == 49
            and out[i + 1] >= 51
        ):
            for k in range(i + 11, stop):
                if is_set(soft, k - begin):
                    out[k] = BLANK
        elif (
            size in (12, 13)
            and leading >= size - 11
            and out[stop - 11] == 49
            and out[stop - 10] >= 51
        ):
            for k in range(i, stop - 11):
                out[k] = BLANK
        i = stop + 1


@inner
def restore_words(
    out: Bytes, first: Ints, last: Ints, begin: int, end: int, data: Bytes, blanks: Ints
) -> int:
    """Write numerals that are part of words as they stand, for words are cues; the new end.

    Args:
        out: The view.
        first: The byte of the data that each of its bytes came from.
        last: The byte after those.
        begin: Where the cell begins in the view.
        end: Where it ends.
        data: The bytes of all cells.
        blanks: Room for the places of all of them.
    """
    count = 0
    for base in range(begin, end, BLOCK):
        bits = bytes_within(out, base, (BLANK, 1)) & bits_below(min(BLOCK, end - base))
        while bits:
            place = base + lowest(bits)
            if data[first[place]] != BLANK:
                blanks[count] = place
                count += 1
            bits &= bits - ONE
    stop = end
    for k in range(count - 1, -1, -1):
        place, shift = int(blanks[k]), 2 * k
        move_right(out, first, last, place + 1, stop, shift + 2)
        source = int(first[place])
        for ahead in range(3):
            out[place + shift + ahead] = data[source + ahead]
            first[place + shift + ahead] = source
            last[place + shift + ahead] = source + 3
        stop = place
    return end + 2 * count

"""Numerals in words: those of numbers, and those that are part of a word."""

from typing import NamedTuple

import numpy as np

from leakbench.detectors.normalize.bitmaps import (
    ONE,
    Words,
    any_between,
    bits_below,
    count_between,
    is_set,
    leading_ones,
)
from leakbench.detectors.normalize.blocks import byte_ranges
from leakbench.detectors.normalize.characters import DIGITAL, Bytes, Cell, Ints
from leakbench.detectors.normalize.separators import Runs, chain_around, separators_end
from leakbench.detectors.normalize.view_text import ViewText, move_right, write_byte
from leakbench.generator.engine.compiled import inlined, inner
from leakbench.generator.engine.intrinsics import BLOCK, bytes_in_ranges, trailing_zeros

_BLANK = 1  # a byte that stands for a numeral which is part of a word
_BLANKS = byte_ranges(bytes([_BLANK]))
_FEWEST_DIGITS = 6  # that make a number out of numerals
_MOBILE_DIGITS = 11
_ONE_DIGIT, _THREE_DIGIT = b"13"  # what mobile numbers begin with, and what at least follows


class Masks(NamedTuple):
    """What the bytes of a cell in the view are, as bits, with one word more.

    Attributes:
        numerals: Which were numerals in words.
        letters: Which are letters.
        digits: Which are digits.
        start: Where in the view the first of them stands.
    """

    numerals: Words
    letters: Words
    digits: Words
    start: int


class _Stretch(NamedTuple):
    """Digits with single separators between them.

    Attributes:
        start: Where they begin in the view.
        stop: Where they end.
        total: How many they are.
        longest: How many of them stand together at most.
    """

    start: int
    stop: int
    total: int
    longest: int


@inlined
def read_numerals(text: Bytes, masks: Masks, runs: Runs, end: int, separators: Bytes) -> bool:
    """Turn numerals that are part of words into blanks; whether there are such.

    Args:
        text: The view, written to.
        masks: What the bytes of the cell are.
        runs: All runs of the cell.
        end: Where the cell ends in the view.
        separators: What may stand between digits.
    """
    blanks = False
    run = 0
    done = masks.start
    for block in range((end - masks.start + BLOCK - 1) // BLOCK):
        base = masks.start + block * BLOCK
        bits = masks.numerals[block]
        while True:
            if done > base:
                bits &= ~bits_below(min(done - base, BLOCK))
            if not bits:
                break
            place = base + trailing_zeros(bits)
            while runs.edges[run + 1] <= place:
                run += 2
            low, run = chain_around(text, runs, run, run + 2, separators)
            done = int(runs.edges[run - 1])
            blanks |= _read_chain(text, masks, Runs(runs.edges, low, run), end, separators)
    return blanks


@inlined
def _read_chain(text: Bytes, masks: Masks, chain: Runs, end: int, separators: Bytes) -> bool:
    """The same of the runs of a chain."""
    cell = Cell(text, masks.start, end)
    start = stop = masks.start
    total = longest = 0
    blanks = False
    for place in range(chain.low, chain.high, 2):
        at, run = int(chain.edges[place]), int(chain.edges[place + 1])
        more, _ = separators_end(cell, stop, separators) if total else (0, 0)
        goes_on = more == at
        lettered = any_between(masks.letters, at - masks.start, run - masks.start)
        while at < run:
            if not lettered or DIGITAL[text[np.uint64(at)]]:
                chunk = at
                if lettered:
                    while at < run and DIGITAL[text[np.uint64(at)]]:
                        at += 1
                else:
                    at = run
                if not goes_on:
                    blanks |= _read_stretch(text, masks, _Stretch(start, stop, total, longest))
                    start = chunk
                    total = longest = 0
                stop = at
                total += at - chunk
                longest = max(longest, at - chunk)
            else:
                at += 1
            goes_on = False
    return blanks | _read_stretch(text, masks, _Stretch(start, stop, total, longest))


@inlined
def _read_stretch(text: Bytes, masks: Masks, stretch: _Stretch) -> bool:
    """Blank what numerals of a stretch of digits are none of a number; whether any may be."""
    if not stretch.total or not any_between(
        masks.numerals, stretch.start - masks.start, stretch.stop - masks.start
    ):
        return False
    if stretch.total >= _FEWEST_DIGITS:
        if not _trim_ends(text, masks, stretch):
            _trim_chunks(text, masks, stretch)
        return True
    _blank_numerals(text, masks, stretch.start, stretch.stop)
    return True


@inlined
def _blank(text: Bytes, at: int, end: int) -> None:
    """Blank the bytes between two places."""
    for k in range(at, end):
        text[k] = _BLANK


@inlined
def _blank_numerals(text: Bytes, masks: Masks, at: int, end: int) -> None:
    """Blank the numerals between two places."""
    for k in range(at, end):
        if is_set(masks.numerals, k - masks.start):
            text[k] = _BLANK


@inlined
def _trim_ends(text: Bytes, masks: Masks, stretch: _Stretch) -> bool:
    """Blank up to two numerals at either end of a number that has all its digits without them."""
    first, end = stretch.start, stretch.stop
    leading = leading_ones(masks.numerals, first - masks.start, end - masks.start)
    trailing = 0
    while end - 1 - trailing > first + leading and is_set(
        masks.numerals, end - 1 - trailing - masks.start
    ):
        trailing += 1
    if leading > 2 or trailing > 2 or end - trailing <= first + leading:
        return False
    low, high = first + leading - masks.start, end - trailing - masks.start
    written = count_between(masks.digits, low, high)
    if written < 7 or any_between(masks.numerals, low, high):
        return False
    total = written + leading + trailing
    if total in (11, 18) and written not in (11, 12, 13, 15, 18):
        return False
    _blank(text, first, first + leading)
    _blank(text, end - trailing, end)
    return True


@inlined
def _begins_mobile(text: Bytes, at: int) -> bool:
    """Whether two digits begin a mobile number."""
    return text[at] == _ONE_DIGIT and text[at + 1] >= _THREE_DIGIT


@inlined
def _trim_chunks(text: Bytes, masks: Masks, stretch: _Stretch) -> None:
    """Blank the numerals that a word before or after a number ends or begins with."""
    at, end = stretch.start, stretch.stop
    while at < end:
        size = leading_ones(masks.digits, at - masks.start, end - masks.start)
        if not size:
            at += 1
            continue
        stop = at + size
        leading = leading_ones(masks.numerals, at - masks.start, stop - masks.start)
        if size <= 2 and leading == size and stretch.longest >= 7:
            _blank(text, at, stop)
        elif (
            size in (12, 13)
            and is_set(masks.numerals, stop - 1 - masks.start)
            and _begins_mobile(text, at)
        ):
            _blank_numerals(text, masks, at + _MOBILE_DIGITS, stop)
        elif (
            size in (12, 13)
            and leading >= size - _MOBILE_DIGITS
            and _begins_mobile(text, stop - _MOBILE_DIGITS)
        ):
            _blank(text, at, stop - _MOBILE_DIGITS)
        at = stop + 1


@inner
def restore_words(view: ViewText, start: int, end: int, data: Bytes, places: Ints) -> int:
    """Write numerals that are part of words as they stand, for words are cues; the new end.

    Args:
        view: The view, written to.
        start: Where the cell begins in it.
        end: Where it ends.
        data: The bytes of all cells.
        places: Room for the places of all those numerals.
    """
    count = 0
    for base in range(start, end, BLOCK):
        bits = bytes_in_ranges(view.text, base, _BLANKS) & bits_below(min(BLOCK, end - base))
        while bits:
            place = base + trailing_zeros(bits)
            if data[view.first[place]] != _BLANK:
                places[count] = place
                count += 1
            bits &= bits - ONE
    stop = end
    for k in range(count - 1, -1, -1):
        place, shift = int(places[k]), 2 * k
        move_right(view, place + 1, stop, shift + 2)
        source = int(view.first[place])
        for ahead in range(3):
            write_byte(view, place + shift + ahead, data[source + ahead], source, source + 3)
        stop = place
    return end + 2 * count

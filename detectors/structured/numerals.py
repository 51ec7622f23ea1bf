"""Numerals in words: those of numbers, and those that are part of a word."""

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.structured.joining import BLANK, separators_end
from leakbench.detectors.structured.symbols import DIGITAL, RUN, Bytes, Ints
from leakbench.generator.compiled import inlined

_FEWEST_DIGITS = 6  # that make a number out of numerals


@inlined
def read_numerals(
    out: Bytes, soft: NDArray[np.bool_], begin: int, end: int, runs: Ints, count: int
) -> None:
    """Turn numerals that are part of words into blanks.

    Args:
        out: The view.
        soft: Which bytes of the cell were numerals in words.
        begin: Where the cell begins in the view.
        end: Where it ends.
        runs: Where runs of letters and digits begin in the view.
        count: How many of them there are.
    """
    i = begin
    for place in range(count):
        i = max(i, int(runs[place]))
        while i < end and RUN[out[np.uint64(i)]]:
            if not DIGITAL[out[np.uint64(i)]]:
                i += 1
                continue
            # A stretch of digits, with single joints between them.
            run = i
            total = 0
            longest = 0
            chunk = 0
            any_soft = False
            while run < end:
                if DIGITAL[out[np.uint64(run)]]:
                    total += 1
                    chunk += 1
                    any_soft |= soft[np.uint64(run - begin)]
                    run += 1
                else:
                    longest = max(longest, chunk)
                    more, _ = separators_end(out, run, end)
                    if not chunk or not more or not 48 <= out[more] < 58:
                        break
                    chunk = 0
                    run = more
            longest = max(longest, chunk)
            if any_soft:
                if total < _FEWEST_DIGITS:
                    for k in range(i, run):
                        if soft[k - begin]:
                            out[k] = BLANK
                else:
                    _trim(out, soft, begin, i, run, longest)
            i = run


@inlined
def _trim(
    out: Bytes, soft: NDArray[np.bool_], begin: int, first: int, end: int, longest: int
) -> None:
    """Blank the numerals that a word before or after a number ends or begins with."""
    leading = 0
    while first + leading < end and soft[first + leading - begin]:
        leading += 1
    trailing = 0
    while end - 1 - trailing > first + leading and soft[end - 1 - trailing - begin]:
        trailing += 1
    hard = 0
    inner = 0
    for k in range(first + leading, end - trailing):
        digit = 48 <= out[np.uint64(k)] < 58
        meant = soft[np.uint64(k - begin)]
        hard += digit & (not meant)
        inner += digit & meant
    if inner == 0 and hard >= 7 and leading <= 2 and trailing <= 2:
        total = hard + leading + trailing
        if total not in (11, 18) or hard in (11, 12, 13, 15, 18):
            for k in range(leading):
                out[first + k] = BLANK
            for k in range(trailing):
                out[end - 1 - k] = BLANK
            return
    i = first
    while i < end:
        if not 48 <= out[i] < 58:
            i += 1
            continue
        stop = i
        while stop < end and 48 <= out[stop] < 58:
            stop += 1
        size = stop - i
        leading = 0
        while leading < size and soft[i + leading - begin]:
            leading += 1
        if size <= 2 and leading == size and longest >= 7:
            for k in range(i, stop):
                out[k] = BLANK
        elif size in (12, 13) and soft[stop - 1 - begin] and out[i] == 49 and out[i + 1] >= 51:
            for k in range(i + 11, stop):
                if soft[k - begin]:
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


@inlined
def restore_words(
    out: Bytes, first: Ints, last: Ints, begin: int, end: int, data: Bytes, origin: Ints, low: int
) -> int:
    """Write numerals that are part of words as they stand, for words are cues; the new end.

    Args:
        out: The view.
        first: The code point that each byte came from.
        last: The code point after those.
        begin: Where the cell begins in the view.
        end: Where it ends.
        data: The bytes of all cells.
        origin: Where in them each of the cell's code points that is a numeral begins; less than
            ``low`` says nothing.
        low: Where in them the cell begins.
    """
    blanks = 0
    for k in range(begin, end):
        blanks += out[np.uint64(k)] == BLANK
    if not blanks:
        return end
    blanks = 0
    for k in range(begin, end):
        if out[np.uint64(k)] == BLANK:
            blanks += origin[first[k]] >= low
    shift = 2 * blanks
    stop = end + shift
    k = end - 1
    while shift:
        while out[np.uint64(k)] != BLANK:
            v, w = np.uint64(k), np.uint64(k + shift)
            out[w], first[w], last[w] = out[v], first[v], last[v]
            k -= 1
        source, point, behind = int(origin[first[k]]), first[k], last[k]
        to = k + shift
        if source >= low:
            out[to - 2], out[to - 1], out[to] = data[source], data[source + 1], data[source + 2]
            first[to - 2] = point
            shift -= 2
        else:
            out[to] = BLANK
            first[to] = point
        last[to] = behind
        k -= 1
    return stop

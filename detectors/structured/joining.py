"""What is put between the digits of a number."""

import numpy as np

from leakbench.detectors.structured.moving import move_left
from leakbench.detectors.structured.symbols import ALNUM, Bytes, Ints
from leakbench.generator.compiled import inlined, inner

BLANK = 1  # a byte that stands for a numeral which is part of a word
_MAY_SEPARATE = np.zeros(256, np.bool_)  # what separators begin with
_MAY_SEPARATE[np.frombuffer(b" -./_#=~^*+", np.uint8)] = True
_MAY_SEPARATE[[0xC2, 0xE2, 0xE3, 0xE4, 0xEF]] = True
_MAY_END = np.zeros(256, np.bool_)  # what they end with
_MAY_END[np.frombuffer("".join((" -./_#=~^*+", *"·…•丨～、。，")).encode(), np.uint8)] = True
_MOST = 24  # digits that are looked at together
_FEWEST_PAUSES = 4  # between the digits of a number that is written out
_WIDEST_GAP = np.uint64(9)  # bytes between the digits of a number
_ONE, _THREE = np.uint64(1), np.uint64(3)
_USUAL = np.zeros(256, np.bool_)  # what stands between digits without being put there
_USUAL[np.frombuffer(b" -./_#", np.uint8)] = True


@inlined
def _separator_at(out: Bytes, i: int, end: int) -> tuple[int, int]:
    """(bytes, kind) of one separator: 0 is none, 1 a usual one, 2 an odd one, 3 a pause."""
    byte = out[i]
    if byte < 0x80:
        if byte in (32, 45, 46, 47, 95, 35):
            return 1, 1
        return (1, 2) if byte in (61, 126, 94, 43, 42) else (0, 0)
    if i + 1 < end and byte == 0xC2 and out[i + 1] == 0xB7:
        return 2, 2
    if i + 2 >= end:
        return 0, 0
    two, three = out[i + 1], out[i + 2]
    if (
        (byte == 0xE2 and two == 0x80 and three in (0xA6, 0xA2))
        or (byte == 0xE4 and two == 0xB8 and three == 0xA8)
        or (byte == 0xEF and two == 0xBD and three == 0x9E)
    ):
        return 3, 2
    if (byte == 0xE3 and two == 0x80 and three in (0x81, 0x82)) or (
        byte == 0xEF and two == 0xBC and three == 0x8C
    ):
        return 3, 3
    return 0, 0


@inlined
def separators_end(out: Bytes, i: int, end: int) -> tuple[int, int]:
    """(end, oddest kind) of up to three separators with a digit or X behind them."""
    odd = 0
    for _ in range(3):
        if i >= end or not _MAY_SEPARATE[out[i]]:
            return 0, 0
        size, kind = _separator_at(out, i, end)
        if not size or (out[i] == 43 and out[i - 1] == 32):  # a plus before a country's code
            return 0, 0
        odd = max(odd, kind)
        i += size
        if i < end and (48 <= out[i] < 58 or out[i] in (88, 120)):
            return i, odd
    return 0, 0


@inner
def chain_around(out: Bytes, runs: Ints, low: int, high: int, count: int) -> tuple[int, int]:
    """The runs, from the first to the one behind the last, that only separators may part.

    Args:
        out: The view.
        runs: Where runs of letters and digits begin and end in it, by turns.
        low: The first run of those that belong to the chain.
        high: The one behind the last of them.
        count: How many entries ``runs`` has.
    """
    while low and _is_linked(out, runs, low):
        low -= 2
    while high < count and _is_linked(out, runs, high):
        high += 2
    return low, high


@inner
def _is_linked(out: Bytes, runs: Ints, run: int) -> bool:
    """Whether only separators may stand between a run and the one before it."""
    stop = np.uint64(runs[run - 1])
    return bool((np.uint64(runs[run]) - stop <= _WIDEST_GAP) & _MAY_SEPARATE[out[stop]])


@inner
def _oddities(out: Bytes, i: int, end: int) -> tuple[bool, int]:
    """(whether one of the separators between two places is odd, how many are pauses)."""
    odd = False
    pauses = 0
    while i < end:
        size, kind = _separator_at(out, i, end)
        if not size:
            return False, 0
        odd |= kind == 2
        pauses += kind == 3
        i += size
    return odd, pauses


@inner
def _luhn(scratch: Bytes, width: int) -> bool:
    total = 0
    for i in range(width):
        digit = scratch[width - 1 - i] - 48
        if i % 2:
            digit *= 2
            if digit > 9:
                digit -= 9
        total += digit
    return total % 10 == 0


@inner
def is_whole(scratch: Bytes, width: int) -> bool:
    """Whether digits without what stood between them are a number of a known form."""
    one, two = scratch[0], scratch[1]
    if scratch[width - 1] in (88, 120) and width != 18:
        return False
    if width == 11:
        return (one == 49 and two >= 51) or one == 48
    if width == 18:
        total = 0
        weight = 2
        for k in range(17):
            total += (scratch[16 - k] - 48) * weight
            weight = weight * 2 % 11
        check = (12 - total % 11) % 11
        last = 10 if scratch[17] in (88, 120) else scratch[17] - 48
        if check == last:
            return True
    if width == 15:
        return (one == 52 and two == 54 and scratch[2] == 48) or _luhn(scratch, 15)
    if 16 <= width <= 19:
        return one in (52, 53, 54, 57, 51) and _luhn(scratch, width)
    return width == 14 or (width in (10, 12) and one == 48)


@inlined
def _joined_end(out: Bytes, i: int, end: int, scratch: Bytes) -> tuple[int, int]:
    """(end of the number whose digits something was put between or 0, where to look on)."""
    count = 0
    odds = 0
    kinds = 0  # of odd separators, as bits
    pauses = 0
    longest = 0
    chunk = 0
    j = i
    while j < end and count < _MOST:
        if 48 <= out[j] < 58 or (out[j] in (88, 120) and count == 17):
            scratch[count] = out[j]
            count += 1
            chunk += 1
            longest = max(longest, chunk)
            j += 1
            continue
        if ALNUM[out[j]]:
            break
        k, kind = separators_end(out, j, end)
        if not k:
            break
        odds += kind == 2
        kinds |= (kind == 2) << (out[j] & 31)
        pauses += kind == 3
        chunk = 0
        j = k
    if j < end and ALNUM[out[j]]:
        return 0, i + 1
    if not odds and pauses < _FEWEST_PAUSES and count < _MOST:
        return 0, j  # nor is anything put between later digits of the stretch
    mixed = odds >= 2 and kinds & (kinds - 1) and pauses == 0 and longest <= 7
    if 9 <= count <= 19 and (odds or longest <= 2) and (mixed or is_whole(scratch, count)):
        return j, j
    return 0, i + 1


@inlined
def join_digits(
    out: Bytes,
    first: Ints,
    last: Ints,
    begin: int,
    end: int,
    runs: Ints,
    count: int,
    scratch: Bytes,
) -> int:
    """Take out what was put between the digits of numbers; the new end.

    Args:
        out: The view.
        first: The byte of the data that each of its bytes came from.
        last: The byte after those.
        begin: Where the cell begins in the view.
        end: Where it ends.
        runs: Where runs of letters and digits begin and end in the view, by turns.
        count: How many entries that has.
        scratch: Room for the digits of a number.
    """
    if not _may_join(out, runs, count):
        return end
    kept = write = begin
    low = 0
    while low < count:
        low, high = chain_around(out, runs, low, low + 2, count)
        odd = False
        pauses = 0
        for run in range(low + 2, high, 2):
            more_odd, more_pauses = _oddities(out, int(runs[run - 1]), int(runs[run]))
            odd |= more_odd
            pauses += more_pauses
        if odd or pauses >= _FEWEST_PAUSES:
            kept, write = _join_chain(
                out, first, last, begin, end, runs, low, high, kept, write, scratch
            )
        low = high
    return move_left(out, first, last, kept, end, write)


@inlined
def _may_join(out: Bytes, runs: Ints, count: int) -> bool:
    """Whether an odd separator, or as many pauses as make a number, part runs of a cell."""
    pauses = 0
    for run in range(2, count, 2):
        at, stop = np.uint64(runs[run - 1]), np.uint64(runs[run])
        gap = stop - at
        byte, middle, behind = out[at], out[at + _ONE], out[stop - _ONE]
        pause = (byte == 0xEF) & (middle == 0xBC) & (behind == 0x8C)
        pause |= (byte == 0xE3) & (middle == 0x80) & ((behind == 0x81) | (behind == 0x82))
        pause &= gap == _THREE
        pauses += pause
        usual = (gap == _ONE) & _USUAL[byte]
        linked = (gap <= _WIDEST_GAP) & _MAY_SEPARATE[byte] & _MAY_END[behind]
        if linked & (not usual) & (not pause):
            odd, more = _oddities(out, int(runs[run - 1]), int(runs[run]))
            if odd:
                return True
            pauses += more
    return pauses >= _FEWEST_PAUSES


@inlined
def _join_chain(
    out: Bytes,
    first: Ints,
    last: Ints,
    begin: int,
    end: int,
    runs: Ints,
    low: int,
    high: int,
    kept: int,
    write: int,
    scratch: Bytes,
) -> tuple[int, int]:
    """The same of some runs; from where on nothing was taken out then, and where that belongs."""
    i = begin
    for place in range(low, high, 2):
        i = max(i, int(runs[place]))
        while i < runs[place + 1]:
            if not 48 <= out[i] < 58 or (i > begin and ALNUM[out[i - 1]]):
                i += 1
                continue
            stop, i_next = _joined_end(out, i, end, scratch)
            if not stop:
                i = i_next
                continue
            write = move_left(out, first, last, kept, i, write)
            for k in range(i, stop):
                if 48 <= out[k] < 58 or out[k] in (88, 120):
                    out[write] = out[k]
                    first[write] = first[k]
                    last[write] = last[k]
                    write += 1
            i = kept = stop
    return kept, write

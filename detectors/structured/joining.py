"""Numbers between whose digits something was put."""

from leakbench.detectors.structured.moving import move_left
from leakbench.detectors.structured.separators import (
    FEWEST_PAUSES,
    chain_around,
    may_join,
    oddities,
    separators_end,
)
from leakbench.detectors.structured.symbols import ALNUM, Bytes, Ints
from leakbench.generator.engine.compiled import inlined, inner

_MOST = 24  # digits that are looked at together


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
    if not odds and pauses < FEWEST_PAUSES and count < _MOST:
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
    if not may_join(out, runs, count):
        return end
    kept = write = begin
    low = 0
    while low < count:
        low, high = chain_around(out, runs, low, low + 2, count)
        odd = False
        pauses = 0
        for run in range(low + 2, high, 2):
            more_odd, more_pauses = oddities(out, int(runs[run - 1]), int(runs[run]))
            odd |= more_odd
            pauses += more_pauses
        if odd or pauses >= FEWEST_PAUSES:
            kept, write = _join_chain(
                out, first, last, begin, end, runs, low, high, kept, write, scratch
            )
        low = high
    return move_left(out, first, last, kept, end, write)


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

"""What is put between the digits of a number."""

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.structured.symbols import ALNUM, Bytes
from leakbench.generator.compiled import inner


@inner
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


@inner
def separators_end(out: Bytes, i: int, end: int) -> tuple[int, int]:
    """(end, oddest kind) of up to three separators with a digit or X behind them."""
    odd = 0
    for _ in range(3):
        if i >= end:
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


@inner
def join_digits(
    out: Bytes,
    first: NDArray[np.int32],
    last: NDArray[np.int32],
    begin: int,
    end: int,
    scratch: Bytes,
) -> int:
    """Take out what was put between the digits of a number; the view's new end."""
    write = begin
    i = begin
    while i < end:
        byte = out[i]
        start = 48 <= byte < 58 and not (i > begin and ALNUM[out[i - 1]])
        stop = i
        if start:
            count = 0
            odds = 0
            kinds = 0  # of odd separators, as bits
            usual = 0
            pauses = 0
            longest = 0
            chunk = 0
            j = i
            while j < end and count < 24:
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
                usual += kind == 1
                pauses += kind == 3
                chunk = 0
                j = k
            if j < end and ALNUM[out[j]]:
                count = 0
            mixed = odds >= 2 and kinds & (kinds - 1) and pauses == 0 and longest <= 7
            if (
                9 <= count <= 19
                and (odds >= 1 or (pauses >= 4 and longest <= 2))
                and (mixed or is_whole(scratch, count))
            ):
                stop = j
        if stop > i:
            for k in range(i, stop):
                if 48 <= out[k] < 58 or out[k] in (88, 120):
                    out[write] = out[k]
                    first[write] = first[k]
                    last[write] = last[k]
                    write += 1
            i = stop
            continue
        out[write] = byte
        first[write] = first[i]
        last[write] = last[i]
        write += 1
        i += 1
    return write

"""What stands between the digits of a number, or was put there."""

import numpy as np

from leakbench.detectors.structured.symbols import Bytes, Ints
from leakbench.generator.engine.compiled import inlined, inner

_MAY_SEPARATE = np.zeros(256, np.bool_)  # what separators begin with
_MAY_SEPARATE[np.frombuffer(b" -./_#=~^*+", np.uint8)] = True
_MAY_SEPARATE[[0xC2, 0xE2, 0xE3, 0xE4, 0xEF]] = True
_MAY_END = np.zeros(256, np.bool_)  # what they end with
_MAY_END[np.frombuffer("".join((" -./_#=~^*+", *"·…•丨～、。，")).encode(), np.uint8)] = True
FEWEST_PAUSES = 4  # between the digits of a number that is written out
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
def oddities(out: Bytes, i: int, end: int) -> tuple[bool, int]:
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


@inlined
def may_join(out: Bytes, runs: Ints, count: int) -> bool:
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
            odd, more = oddities(out, int(runs[run - 1]), int(runs[run]))
            if odd:
                return True
            pauses += more
    return pauses >= FEWEST_PAUSES

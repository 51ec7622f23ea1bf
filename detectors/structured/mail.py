"""E-mail addresses, also those spelt with "at" and "dot"."""

import numpy as np

from leakbench.detectors.normalize.characters import AT, CLASS, DIGIT, DOT, HYPHEN, SPACE, Bytes
from leakbench.generator.engine.compiled import inner

_MAIL = np.zeros(256, np.bool_)  # what may stand in the local part of an address
_MAIL[np.frombuffer(b"._%+-", np.uint8)] = True


@inner
def sign_from(data: Bytes, at: int, end: int) -> int:
    """Where the next @ stands; the end if there is none."""
    while at < end and data[at] != AT:
        at += 1
    return at


@inner
def mail_around(data: Bytes, low: int, sign: int, end: int) -> tuple[int, int]:
    """(begin, end) of the address whose @ stands at a place; equal if there is none."""
    begin = sign
    while begin > low and (CLASS[data[begin - 1]] or _MAIL[data[begin - 1]]):
        begin -= 1
    while begin < sign and not CLASS[data[begin]]:
        begin += 1
    stop = _domain_end(data, sign + 1, end) if begin < sign else -1
    return begin, max(stop, begin)


@inner
def _domain_end(data: Bytes, at: int, end: int) -> int:
    """End of the domain that begins here; -1 if there is none."""
    i = at
    dot = -1
    while i < end and (CLASS[data[i]] or data[i] in (DOT, HYPHEN)):
        if data[i] == DOT:
            dot = i
        i += 1
    while i > at and not CLASS[data[i - 1]]:
        i -= 1
    while dot >= i:
        dot -= 1
        while dot > at and data[dot] != DOT:
            dot -= 1
    return i if dot > at and i - dot >= 3 and CLASS[data[dot + 1]] != DIGIT else -1


@inner
def spelt_mail(data: Bytes, first: int, at: int, end: int) -> tuple[int, int]:
    """(begin, end) of an address whose " at " stands here, with " dot " for dots; equal if none."""
    begin = at - 1
    while begin > first:
        if CLASS[data[begin - 1]] or _MAIL[data[begin - 1]]:
            begin -= 1
        elif (
            begin - 5 > first
            and data[begin - 1] == SPACE
            and data[begin - 2] == 116
            and data[begin - 3] == 111
            and data[begin - 4] == 100
            and data[begin - 5] == SPACE
        ):
            begin -= 5
        else:
            break
    i = at + 3
    dot = False
    while i < end:
        if CLASS[data[i]] or data[i] in (DOT, HYPHEN):
            dot |= data[i] == DOT
            i += 1
        elif (
            i + 5 < end
            and data[i] == SPACE
            and data[i + 1] == 100
            and data[i + 2] == 111
            and data[i + 3] == 116
            and data[i + 4] == SPACE
            and CLASS[data[i + 5]]
        ):
            dot = True
            i += 5
        else:
            break
    while begin < at and not CLASS[data[begin]]:
        begin += 1
    if not dot or begin >= at - 1:
        return at, at
    return begin, i

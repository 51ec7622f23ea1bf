"""E-mail addresses, also those spelt with "at" and "dot"."""

import numpy as np

from leakbench.detectors.normalize.characters import AT, CLASS, DIGIT, DOT, HYPHEN, Bytes
from leakbench.detectors.structured.literals import follows, precedes, utf8
from leakbench.generator.engine.compiled import inner

_LOCAL = np.zeros(256, np.bool_)  # what the local part may have beside letters and digits
_LOCAL[np.frombuffer(b"._%+-", np.uint8)] = True
_SPELT_AT, _SPELT_DOT = utf8("at "), utf8(" dot ")


@inner
def sign_from(data: Bytes, at: int, end: int) -> int:
    """Where the next @ stands; the end if there is none."""
    while at < end and data[at] != AT:
        at += 1
    return at


@inner
def mail_around(data: Bytes, low: int, sign: int, end: int) -> tuple[int, int]:
    """(start, stop) of the address whose @ stands at a place; equal if there is none."""
    start = sign
    while start > low and (CLASS[data[start - 1]] or _LOCAL[data[start - 1]]):
        start -= 1
    while start < sign and not CLASS[data[start]]:
        start += 1
    stop = _domain_end(data, sign + 1, end) if start < sign else -1
    return start, max(stop, start)


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
def spelt_mail(data: Bytes, low: int, at: int, end: int) -> tuple[int, int]:
    """(start, stop) of an address with " at ", which stands here, and " dot "; equal if none."""
    start = at - 1
    while start > low:
        if CLASS[data[start - 1]] or _LOCAL[data[start - 1]]:
            start -= 1
        elif precedes(data, low + 1, start, _SPELT_DOT):
            start -= _SPELT_DOT.size
        else:
            break
    i = at + _SPELT_AT.size
    dot = False
    while i < end:
        if CLASS[data[i]] or data[i] in (DOT, HYPHEN):
            dot |= data[i] == DOT
            i += 1
        elif follows(data, i, end - 1, _SPELT_DOT) and CLASS[data[i + _SPELT_DOT.size]]:
            dot = True
            i += _SPELT_DOT.size
        else:
            break
    while start < at and not CLASS[data[start]]:
        start += 1
    if not dot or start >= at - 1:
        return at, at
    return start, i

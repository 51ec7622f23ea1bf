"""Amounts of money: what sums people hold, owe and pay, and how they are written.

Sums are log-normal. Distributions and mixtures of notations stand in ``data/amounts.toml``.
"""

import math
import tomllib
from functools import cache
from importlib.resources import files
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.ascii import COMMA, POINT, ZERO
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.digits import put_digits
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits
from leakbench.generator.engine.strings import Arena, Bytes, Packed, Strings
from leakbench.generator.engine.tables import pick, slots

Cents = NDArray[np.int64]

NOTATIONS = (
    "plain",
    "grouped",
    "grouped_yuan",
    "plain_yuan",
    "sign",
    "whole",
    "tens",
    "tens_short",
)
"""12345.67; 12,345.67; 12,345.67元; 12345.67元; ￥12,345.67; 12345元; 3.5万元; 3.5万."""

_GROUPED, _GROUPED_YUAN, _PLAIN_YUAN, _SIGN, _WHOLE, _TENS, _TENS_SHORT = range(1, 8)
_YUAN = np.frombuffer("元".encode(), np.uint8)
_TEN_THOUSAND = np.frombuffer("万元".encode(), np.uint8)
_FULL_WIDTH_SIGN = np.frombuffer("￥".encode(), np.uint8)
_LONGEST = 40  # bytes of the largest int64 with separators, decimals and unit
_WIDE = 3  # bytes of a Chinese character
_STEPS = 10  # 2**10 quantiles of a distribution, and straight lines between them


@cache
def _declared() -> dict[str, Any]:
    source = files("leakbench.generator.data").joinpath("amounts.toml").read_text("utf-8")
    return tomllib.loads(source)


class LogNormal:
    """A distribution of sums, drawn without floating-point arithmetic, alike on every machine.

    Args:
        median: In yuan.
        spread: Standard deviation of the natural logarithm.
        step: In yuan; sums are multiples of it and never less than one.
    """

    def __init__(self, median: float, spread: float, step: float) -> None:
        self._step = max(round(step * 100), 1)
        normal, count = NormalDist(), 1 << _STEPS
        self._quantile = np.array(
            [
                round(100 * median * math.exp(spread * normal.inv_cdf((i + 0.5) / (count + 1))))
                for i in range(count + 1)
            ],
            np.int64,
        )

    def draw(self, bits: Bits) -> Cents:
        """A sum in cents for each random number."""
        place = (bits >> np.uint64(64 - _STEPS)).astype(np.intp)
        between = ((bits >> np.uint64(64 - _STEPS - 20)) & np.uint64(0xFFFFF)).astype(np.int64)
        low, high = self._quantile[place], self._quantile[place + 1]
        sums = low + ((high - low) * between >> np.int64(20))
        return np.maximum(sums // self._step, 1) * self._step


class Amounts:
    """Draws and writes amounts by the names of their distribution and style."""

    def __init__(self, population: Population) -> None:
        self._arena = population.arena
        self._sums = {name: LogNormal(**keys) for name, keys in _declared()["sums"].items()}
        self._styles = {}
        for name, shares in _declared()["styles"].items():
            notations = np.array([NOTATIONS.index(name) for name in shares], np.int8)
            self._styles[name] = notations[slots(list(shares.values()))]

    def draw(self, kind: str, bits: Bits) -> Cents:
        """Sums in cents, of a kind such as ``deposit``."""
        return self._sums[kind].draw(bits)

    def write(self, style: str, cents: Cents, bits: Bits) -> Strings:
        """Sums as they are written in a style such as ``ledger``."""
        return write_amounts(cents, pick(bits, self._styles[style]), self._arena)


def write_amounts(cents: Cents, notation: NDArray[np.integer], arena: Arena) -> Strings:
    """Amounts in the given notations.

    A sum that a notation cannot write exactly gets ``grouped_yuan``: ``whole`` is for whole yuan,
    ``tens`` and ``tens_short`` are for at least 10,000 yuan in multiples of 1,000.

    Args:
        cents: Not negative, shape (n,).
        notation: Places in ``NOTATIONS``, shape (n,).
        arena: Where they are written.
    """
    at = arena.reserve(_LONGEST * len(cents))
    packed = np.empty(len(cents), np.int64)
    arena.used = _write(arena.bytes, at, cents, notation.astype(np.int8), packed)
    return Strings(packed)


@compiled
def _put(out: Bytes, at: int, unit: Bytes, size: int) -> int:
    for place in range(size):
        out[at + place] = unit[place]
    return at + size


@compiled
def _whole(out: Bytes, at: int, value: int, grouped: bool) -> int:  # noqa: FBT001 - numba has no keywords
    digits = 1
    bound = 10
    while value >= bound:
        digits += 1
        bound *= 10
    end = at + digits + ((digits - 1) // 3 if grouped else 0)
    place = end
    for i in range(digits):
        if grouped and i > 0 and i % 3 == 0:
            place -= 1
            out[place] = COMMA
        place -= 1
        out[place] = ZERO + value % 10
        value //= 10
    return end


@compiled
def _decimals(out: Bytes, at: int, cents: int) -> int:
    out[at] = POINT
    put_digits(out, at + 1, cents, 2)
    return at + 3


@compiled
def _write(out: Bytes, at: int, cents: Cents, notation: NDArray[np.int8], packed: Packed) -> int:
    for i in range(len(cents)):
        sum_ = cents[i]
        how = notation[i]
        in_tens = sum_ >= 1_000_000 and sum_ % 100_000 == 0
        if (how == _WHOLE and sum_ % 100 > 0) or (how >= _TENS and not in_tens):
            how = _GROUPED_YUAN
        begin = at
        wide = 0
        if how >= _TENS:
            at = _whole(out, at, sum_ // 1_000_000, False)  # noqa: FBT003 - numba has no keywords
            tenth = sum_ // 100_000 % 10
            if tenth > 0:
                out[at] = POINT
                out[at + 1] = ZERO + tenth
                at += 2
            wide = 2 if how == _TENS else 1
            at = _put(out, at, _TEN_THOUSAND, wide * _WIDE)
        else:
            if how == _SIGN:
                at = _put(out, at, _FULL_WIDTH_SIGN, _WIDE)
                wide = 1
            grouped = how in (_GROUPED, _GROUPED_YUAN, _SIGN)
            at = _whole(out, at, sum_ // 100, grouped)
            if how != _WHOLE:
                at = _decimals(out, at, sum_ % 100)
            if how in (_GROUPED_YUAN, _PLAIN_YUAN, _WHOLE):
                at = _put(out, at, _YUAN, _WIDE)
                wide = 1
        size = at - begin
        packed[i] = (begin << 32) | (size << 16) | (size - wide * (_WIDE - 1))
    return at

"""Random numbers without state: every draw is a pure function of (seed, stream, index).

A stream is named; its key is a hash of the seed, the split and the name. Mixing the key with an
index array gives 64 random bits per index, so that any row can be drawn alone, in any order, by
any number of workers, and always comes out the same.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compiled import compiled, inlined

Bits = NDArray[np.uint64]
Index = NDArray[np.int64]


@compiled
def mixed(key: np.uint64, index: int) -> np.uint64:
    """64 random bits of an index, inside kernels; ``Streams.bits`` gives those of many."""
    # Finaliser "variant 13" of Stafford, as in SplitMix64: passes through every bit.
    z = (np.uint64(index) ^ key) * np.uint64(0x9E3779B97F4A7C15) + key
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


DRAW_STEP = np.uint64(0x9E3779B97F4A7C15)
"""What sets the draws out of a row's random bits apart."""


@inlined
def drawn_of(bits: np.uint64, bound: int) -> np.int64:
    """A whole number from 0 to bound - 1 out of random bits to which a draw's steps are added."""
    z = (bits ^ (bits >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)
    return np.int64(((z >> np.uint64(32)) * np.uint64(bound)) >> np.uint64(32))


@inlined
def one_of(bits: np.uint64, number: int, bound: int) -> np.int64:
    """A whole number from 0 to bound - 1: the draw of this number out of a row's random bits."""
    return drawn_of(bits + np.uint64(number) * DRAW_STEP, bound)


@inlined
def drawn_below(bits: np.uint64, bound: int | np.integer) -> np.int64:
    """A whole number from 0 to bound - 1 out of the lower 32 bits, as ``below`` of ``lower``."""
    return np.int64(((bits & np.uint64(0xFFFFFFFF)) * np.uint64(bound)) >> np.uint64(32))


@compiled
def _mix(key: np.uint64, index: Index, out: Bits) -> None:
    for i in range(len(index)):
        out[i] = mixed(key, index[i])


@compiled
def _mix_each(keys: Bits, which: NDArray[np.int32], index: Index, out: Bits) -> None:
    for i in range(len(index)):
        out[i] = mixed(keys[which[i]], index[i])


@compiled
def _below(bits: Bits, bound: int, out: Index) -> None:
    for i in range(len(bits)):
        out[i] = np.int64(((bits[i] >> np.uint64(32)) * np.uint64(bound)) >> np.uint64(32))


@compiled
def _below_each(bits: Bits, bound: NDArray[np.int64], out: Index) -> None:
    for i in range(len(bits)):
        out[i] = np.int64(((bits[i] >> np.uint64(32)) * np.uint64(bound[i])) >> np.uint64(32))


@cache
def stream_key(seed: int, *names: str) -> np.uint64:
    """The 64-bit key of a named stream."""
    text = "/".join((str(seed), *names)).encode()
    return np.uint64(int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "little"))


@dataclass(frozen=True, slots=True)
class Streams:
    """All streams of one population.

    Attributes:
        seed: The dataset's seed.
        scope: What else sets this family of streams apart, such as the split.
    """

    seed: int
    scope: str

    def bits(self, name: str, index: Index) -> Bits:
        """64 random bits for each index."""
        out = np.empty(len(index), np.uint64)
        _mix(stream_key(self.seed, self.scope, name), index, out)
        return out

    def bits_each(self, names: Sequence[str], which: NDArray[np.int32], index: Index) -> Bits:
        """64 random bits for each index, out of the stream that ``which`` says for it."""
        keys = np.array([stream_key(self.seed, self.scope, name) for name in names], np.uint64)
        out = np.empty(len(index), np.uint64)
        _mix_each(keys, which, index, out)
        return out


def below(bits: Bits, bound: int | NDArray[np.int64]) -> NDArray[np.int64]:
    """Whole numbers from 0 to bound - 1 out of the upper 32 bits; bound is at most 2**31."""
    out = np.empty(len(bits), np.int64)
    if isinstance(bound, int):
        _below(bits, bound, out)
    else:
        _below_each(bits, bound, out)
    return out


def lower(bits: Bits) -> Bits:
    """The lower 32 bits moved up: a second, independent draw from the same bits."""
    return bits << np.uint64(32)


def chance(bits: Bits, share: float) -> NDArray[np.bool_]:
    """True for the given share of the indices, 0 to 1."""
    return (bits >> np.uint64(32)) < np.uint64(round(share * 2**32))

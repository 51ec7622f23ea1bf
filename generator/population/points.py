"""Points on the map as whole millionths of a degree, so that they come out alike everywhere."""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.ascii import COMMA, POINT
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.digits import put_digits
from leakbench.generator.engine.streams import Bits, below, lower
from leakbench.generator.engine.strings import Arena, Bytes, Packed, Strings
from leakbench.generator.engine.tables import table

Micro = NDArray[np.int64]
"""Millionths of a degree, about 11 cm."""


def county_centres(codes: NDArray[np.int64]) -> tuple[Micro, Micro]:
    """Longitude and latitude of the centre of each county, given by its code."""
    rows = table("county_centres")
    place = {int(code): i for i, code in enumerate(rows["code"])}
    which = [place[code] for code in codes.tolist()]
    longitude, latitude = (
        np.rint(np.array(rows[name], np.float64) * 1e6).astype(np.int64)[which]
        for name in ("longitude", "latitude")
    )
    return longitude, latitude


def spread(bits: Bits, reach: NDArray[np.int64] | int) -> tuple[Micro, Micro]:
    """Offsets in longitude and latitude up to a reach either way, most of them small."""
    half = (np.zeros(len(bits), np.int64) + reach) // 2
    other = (bits ^ (bits >> np.uint64(16))) * np.uint64(0x9E3779B97F4A7C15)
    east = below(bits, 2 * half + 1) + below(other, 2 * half + 1) - 2 * half
    north = below(lower(bits), 2 * half + 1) + below(lower(other), 2 * half + 1) - 2 * half
    return east, north


@compiled
def _put(out: Bytes, at: int, value: int) -> int:
    whole = value // 1_000_000
    rest = value - whole * 1_000_000
    width = 3 if whole >= 100 else 2 if whole >= 10 else 1
    put_digits(out, at, whole, width)
    at += width
    out[at] = POINT
    put_digits(out, at + 1, rest, 6)
    return at + 7


@compiled
def _points(out: Bytes, at: int, longitude: Micro, latitude: Micro, packed: Packed) -> int:
    for i in range(len(longitude)):
        begin = at
        at = _put(out, at, longitude[i])
        out[at] = COMMA
        at = _put(out, at + 1, latitude[i])
        size = at - begin
        packed[i] = (begin << 32) | (size << 16) | size
    return at


def points(longitude: Micro, latitude: Micro, arena: Arena) -> Strings:
    """Points as ``longitude,latitude`` in degrees with six decimals.

    Args:
        longitude: From 0 to below 1,000 degrees (east), in millionths; likewise ``latitude``.
        latitude: North.
        arena: Where they are written.
    """
    at = arena.reserve(21 * len(longitude))
    packed = np.empty(len(longitude), np.int64)
    arena.used = _points(arena.bytes, at, longitude, latitude, packed)
    return Strings(packed)

"""Vocabulary tables: loading them, drawing from them by weight, parting them between the splits."""

import csv
from collections.abc import Sequence
from importlib.resources import files

import numpy as np
from numpy.typing import ArrayLike, NDArray

from leakbench.generator.declarations import DeclarationError
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.streams import Bits
from leakbench.generator.packs import by_pack, current, own_file, using
from leakbench.generator.spec import Split

SPLIT_ENDS: dict[Split, tuple[int, int]] = {"train": (0, 50), "dev": (50, 65), "test": (65, 100)}
"""The share of every vocabulary that a split owns, in percent of the hash range."""

COMMON = 0.5
"""Share of the uses of a list whose words are met everywhere; the others are rare."""

Slots = NDArray[np.integer]

_PRIME = np.uint64(0x100000001B3)


@by_pack
def table(name: str) -> dict[str, list[str]]:
    """The columns of ``data/<name>.csv``.

    Raises:
        DeclarationError: The lines do not all have as many entries as the first.
    """
    own = own_file(f"data/{name}.csv")
    if own is None and current() is not None:
        with using(None):  # kept once, whatever pack is in use
            return table(name)
    source = own or files("leakbench.generator.data").joinpath(f"{name}.csv")
    try:
        return columns(source.read_text("utf-8"))
    except ValueError as error:
        raise DeclarationError(source.name, "", str(error)) from None


def columns(text: str) -> dict[str, list[str]]:
    """The columns of a text of comma-separated values whose first line names them.

    Raises:
        ValueError: The lines do not all have as many entries as the first.
    """
    lines = text.splitlines()
    header = next(csv.reader(lines))
    if '"' in text:
        entries = []
        for row in csv.reader(lines[1:]):
            _check(header, len(row))
            entries += row
    else:  # a cut at every comma cuts all lines at once
        for commas in {line.count(",") for line in lines}:
            _check(header, commas + 1)
        entries = ",".join(lines[1:]).split(",") if len(lines) > 1 else []
    return {name: entries[place :: len(header)] for place, name in enumerate(header)}


def _check(header: list[str], entries: int) -> None:
    if entries != len(header):
        raise ValueError(
            f"a line of {entries} entries stands under the header {','.join(header)!r}"
        )


def weights(name: str, column: str = "weight") -> NDArray[np.float64]:
    """A column of numbers; an empty entry counts 0."""
    return np.array([float(entry or 0) for entry in table(name)[column]])


def slots(weight: ArrayLike, bits: int | None = None) -> Slots:
    """An inverse distribution: entry ``u`` of 2**bits is the choice for the random number u.

    One look-up then draws from any weights, to a precision of 2**-bits; by default about a
    hundredth of the average weight, in a table that stays in the cache.
    """
    cumulative = np.cumsum(np.asarray(weight, np.float64))
    if bits is None:
        bits = min(max(len(cumulative).bit_length() + 7, 10), 16)
    inverse: Slots = np.empty(1 << bits, np.int16 if len(cumulative) < 1 << 15 else np.int32)
    _invert(cumulative, inverse)
    return inverse


@compiled
def _invert(cumulative: NDArray[np.float64], inverse: Slots) -> None:
    """Give each slot the choice in whose share its middle lies; both go up together."""
    step = cumulative[-1] / len(inverse)
    choice = 0
    for u in range(len(inverse)):
        while choice < len(cumulative) and cumulative[choice] <= (u + 0.5) * step:
            choice += 1
        inverse[u] = choice


def pick(bits: Bits, inverse: Slots) -> Slots:
    """Draw from ``slots`` with the upper bits."""
    out = np.empty(len(bits), inverse.dtype)
    _pick(bits, np.uint64(65 - len(inverse).bit_length()), inverse, out)
    return out


@compiled
def _pick(bits: Bits, shift: np.uint64, inverse: Slots, out: Slots) -> None:
    for i in range(len(bits)):
        out[i] = inverse[bits[i] >> shift]


def text_hash(texts: Sequence[str]) -> NDArray[np.uint64]:
    """A hash of each string's code points, the same on every machine."""
    return points_hash(code_points(texts))


def code_points(texts: Sequence[str]) -> NDArray[np.uint32]:
    """The strings as code points, shape (strings, longest), padded with 0."""
    points = np.array(texts, dtype=np.str_)
    return points.view(np.uint32).reshape(len(texts), points.dtype.itemsize // 4)


def points_hash(points: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """The hash of strings as code points; a 0 counts nothing wherever it stands."""
    value = np.full(len(points), 0xCBF29CE484222325, np.uint64)
    for column in points.T:
        value = np.where(column > 0, (value ^ column.astype(np.uint64)) * _PRIME, value)
    value ^= value >> np.uint64(33)
    value *= np.uint64(0xFF51AFD7ED558CCD)
    return value ^ (value >> np.uint64(33))


def owned(hashes: NDArray[np.uint64], split: Split) -> NDArray[np.bool_]:
    """Which strings of a vocabulary belong to a split; the three splits part it without overlap."""
    low, high = SPLIT_ENDS[split]
    part = (hashes >> np.uint64(32)) % np.uint64(100)
    return (part >= np.uint64(low)) & (part < np.uint64(high))


def rare(weight: NDArray[np.float64], common: float = COMMON) -> NDArray[np.bool_]:
    """Which words are none of the most frequent ones that make up the common share of the uses."""
    order = np.argsort(-weight, kind="stable")
    found = np.empty(len(weight), np.bool_)
    found[order] = np.cumsum(weight[order]) > common * weight.sum()
    return found


def weights_in(
    split: Split, texts: Sequence[str], weight: ArrayLike, common: float = COMMON
) -> NDArray[np.float64]:
    """How often words are used in a split: the common ones as everywhere, rare ones if its own.

    Those have the weight of all the rare ones together.
    """
    given = np.asarray(weight, np.float64)
    other = rare(given, common)
    mine = other & owned(text_hash(texts), split)
    own = given * (given[other].sum() / given[mine].sum()) if mine.any() else np.zeros(len(given))
    return np.where(other, np.where(mine, own, 0.0), given)

"""Cue words: what stands beside a value and says what it is, packed for kernels."""

from collections.abc import Callable, Iterable
from functools import cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.structured.labels import LABELS
from leakbench.generator.declarations import DeclarationError, Table, Texts, read_declaration
from leakbench.generator.errors import hint

Words = dict[str, Texts]
WIDTH = 8  # bytes next to the value that words are compared by at once
BUCKETS = 8192
NO_CUE = "none"
CUES = files("leakbench.detectors.structured.data").joinpath("cues.toml")
_SPOKEN = {"CONTACT", "HOTLINE"}  # kinds of words that say nothing in a header
_SETS, _BEFORE, _AFTER = "sets", "before", "after"
_PARTS: dict[str, Callable[[Table, str], Texts]] = {
    _SETS: Table.texts,
    _BEFORE: Table.texts,
    _AFTER: partial(  # the two bytes next to the value tell the bucket
        Table.texts,
        called="a list of texts of two bytes or more",
        fits=lambda word: len(word.encode()) > 1,
    ),
}


class CueTables(NamedTuple):
    """Words by their last two bytes (those before a value) or first two (those after it).

    Attributes:
        data: Bytes of all words, small letters.
        begin: Where each word begins, and one more entry; words are sorted by bucket, long first.
        kind: What each word says, see ``cue_kind``.
        bucket: First word of each bucket, shape (``BUCKETS`` + 1,).
        filled: Which buckets hold words, as bits.
        near: Of each word the eight bytes next to the value, the first one low.
        nearness: Which of those eight a word has, as a mask.
    """

    data: NDArray[np.uint8]
    begin: NDArray[np.int32]
    kind: NDArray[np.int8]
    bucket: NDArray[np.int32]
    filled: NDArray[np.uint64]
    near: NDArray[np.uint64]
    nearness: NDArray[np.uint64]


def read_cues(source: Traversable) -> dict[str, Words]:
    """Words and sets of their kinds, by the tables of a file.

    Raises:
        DeclarationError: Something in it is not known, not what it must be, or in vain.
    """
    document = read_declaration(source)
    tables = {part: document.table(part) for part in _PARTS}
    document.end()
    words = {part: tables[part].all_of(take) for part, take in _PARTS.items()}
    known = [*dict.fromkeys([*LABELS, *words[_BEFORE], *words[_AFTER], NO_CUE])]
    for one, kinds in words[_SETS].items():
        tables[_SETS].refuse_unknown(kinds, known, "kind of words", one)
        if one in known:
            tables[_SETS].wrong(f"{one!r} is a kind of words already")
        known.append(one)  # sets behind it may name it
    looked_for = {kind for kinds in words[_SETS].values() for kind in kinds}
    for one in words[_BEFORE]:
        if one not in looked_for:
            tables[_BEFORE].wrong(f"no set has {one!r}, so nobody looks for its words")
    return words


@cache
def _source() -> dict[str, Words]:
    return read_cues(CUES)


@cache
def cue_kinds() -> tuple[str, ...]:
    """What words may say: nothing, a label, or one of the other kinds in the data file."""
    words = {**_source()[_BEFORE], **_source()[_AFTER]}
    return (NO_CUE, *LABELS, *(name for name in words if name not in LABELS))


def cue_sets() -> Words:
    """Sets of such kinds by their names."""
    return _source()[_SETS]


def cue_kind(name: str) -> int:
    """The number of a kind; 0 is ``NO_CUE``.

    Raises:
        DeclarationError: There is no such kind.
    """
    if name not in cue_kinds():
        reason = f"unknown kind of words {name!r}; {hint(name, cue_kinds())}"
        raise DeclarationError(CUES.name, "", reason)
    return cue_kinds().index(name)


def kinds_mask(names: Iterable[str]) -> int:
    """Kinds, or sets of them, as the bits of a number: bit 0 is ``NO_CUE``.

    Raises:
        DeclarationError: There is no such kind or set.
    """
    mask = 0
    for name in names:
        if name in cue_sets():
            mask |= kinds_mask(cue_sets()[name])
        else:
            mask |= 1 << cue_kind(name)
    return mask


def bucket_of(one: int, two: int) -> int:
    """The bucket of two neighbouring bytes."""
    return (one * 31 + two) % BUCKETS


def _pack(words: Words, *, behind: bool) -> CueTables:
    found: dict[bytes, int] = {}
    for name, several in words.items():
        for word in several:
            # A word listed twice says what it said first.
            found.setdefault(word.lower().encode(), cue_kind(name))
    keyed = []
    for spelt, kind in found.items():
        one, two = (b"\0" + spelt)[-2:] if not behind else spelt[:2]
        keyed.append((bucket_of(one, two), -len(spelt), spelt, kind))
    keyed.sort()
    sizes = [len(word) for _, _, word, _ in keyed]
    near = [
        word[:WIDTH].ljust(WIDTH, b"\0") if behind else word[-WIDTH:].rjust(WIDTH, b"\0")
        for _, _, word, _ in keyed
    ]
    held = np.frombuffer(b"".join(near), np.uint8) > 0
    counts = np.bincount([key for key, *_ in keyed], minlength=BUCKETS)
    return CueTables(
        np.frombuffer(b"".join(word for _, _, word, _ in keyed), np.uint8),
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32),
        np.array([kind for *_, kind in keyed], np.int8),
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        np.packbits(counts > 0, bitorder="little").view("<u8").astype(np.uint64),
        np.frombuffer(b"".join(near), "<u8").astype(np.uint64),
        (held * np.uint8(255)).view("<u8").astype(np.uint64),
    )


def cue_tables() -> tuple[CueTables, CueTables]:
    """Tables of the words before a value and of those after it."""
    return _pack(_source()[_BEFORE], behind=False), _pack(_source()[_AFTER], behind=True)


def header_words() -> dict[str, int]:
    """What a word within a column's header says; words of a sentence say nothing there."""
    found: dict[str, int] = {}
    for name, several in _source()[_BEFORE].items():
        for word in several:
            if name not in _SPOKEN and len(word) > 1:
                found.setdefault(word.lower(), cue_kind(name))
    return found

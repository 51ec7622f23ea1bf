"""Surfaces: how a value is written, drawn when it is rendered, so that labels stay exact.

One compiled writer writes every form; see ``forms``. ``clean`` writes everything plainly.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.compiled import compiled
from leakbench.generator.copying import copy_bytes
from leakbench.generator.forms import forms, mixtures
from leakbench.generator.spec import Noise
from leakbench.generator.streams import Bits, lower
from leakbench.generator.strings import Arena, Bytes, Ints, Packed, Strings
from leakbench.generator.tables import pick, slots, table

_ASCII = 128
_HAN, _HAN_END = 0x4E00, 0xA000  # the characters that have traditional twins


class Written(NamedTuple):
    """A column as written.

    Attributes:
        strings: The strings, with whatever stands around the value.
        marks: Where the values stand in each string, a cell holding at most two: begin and end of
            the first and of the second in code points (four times 16 bits), an end of 0 where there
            is no such value; int64, shape (rows,). Shape (0,) where every string is its value.
        form: Code of the form of each row, shape (rows,); shape (0,) where all are plain.
    """

    strings: Strings
    marks: NDArray[np.int64]
    form: NDArray[np.int16]


def plain(strings: Strings) -> Written:
    """Values written as they are."""
    return Written(strings, np.zeros(0, np.int64), np.zeros(0, np.int16))


class _Parameters(NamedTuple):
    """The forms as arrays, one entry a form; interned texts as ``Strings`` packs them."""

    cuts: NDArray[np.uint32]
    separator: Packed
    lead: Packed
    after: Packed
    join: Packed
    insert: Packed
    insert_below: NDArray[np.uint64]
    way: Ints  # which of ``ways`` an ASCII character is written, 128 a form; 0 is as it is
    ways: Packed
    other: Ints  # the same for a few further characters: form, code point, way; shape (n, 3)
    below: NDArray[np.uint64]
    first: Ints
    mask: Ints  # shape (forms, 2)
    drop: Ints  # shape (forms, 4)
    keep: Ints
    reverse: NDArray[np.bool_]
    traditional: NDArray[np.bool_]
    twin: NDArray[np.uint16]  # traditional twin of each character from U+4E00 on
    star: int


@compiled
def _put(out: Bytes, at: int, text: int) -> int:
    return copy_bytes(out, at, out, text >> 32, (text >> 16) & 0xFFFF)


@compiled
def _step(state: np.uint64) -> np.uint64:
    return state * np.uint64(6364136223846793005) + np.uint64(1442695040888963407)


@compiled
def _point(out: Bytes, at: int, width: int) -> int:
    """Code point of the UTF-8 character of a width."""
    value = int(out[at]) & (0xFF >> (width + 1) if width > 1 else 0x7F)
    for i in range(1, width):
        value = (value << 6) | (int(out[at + i]) & 0x3F)
    return value


@compiled
def _write(
    out: Bytes,
    at: int,
    rows: NDArray[np.intp],
    form: NDArray[np.int16],
    value: Packed,
    second: Packed,
    bits: Bits,
    p: _Parameters,
    written: Packed,
    marks: NDArray[np.int64],
) -> int:
    for row in rows:
        f = form[row]
        begin = at
        at = _put(out, at, p.lead[f])
        points = p.lead[f] & 0xFFFF
        state = bits[row]
        length = value[row] & 0xFFFF
        mask_last = p.mask[f, 1] if p.mask[f, 1] > 0 else length + p.mask[f, 1]
        source = value[row] >> 32
        kept = 0
        for i in range(length):
            place = source
            if p.reverse[f]:
                place = (value[row] >> 32) + length - 1 - i
            byte = out[place]
            width = 1 if byte < 0x80 else (2 if byte < 0xE0 else (3 if byte < 0xF0 else 4))
            source += width
            if p.drop[f, 0] <= i < p.drop[f, 1] or p.drop[f, 2] <= i < p.drop[f, 3]:
                continue
            if p.keep[f] > 0 and kept == p.keep[f]:
                break
            kept += 1
            if i > 0:
                if i < 32 and (p.cuts[f] >> np.uint32(i)) & np.uint32(1):
                    at = _put(out, at, p.separator[f])
                    points += p.separator[f] & 0xFFFF
                if p.insert_below[f] > 0:
                    state = _step(state)
                    if (state >> np.uint64(32)) < p.insert_below[f]:
                        at = _put(out, at, p.insert[f])
                        points += p.insert[f] & 0xFFFF
            if p.mask[f, 0] <= i < mask_last:
                at = _put(out, at, p.star)
                points += 1
                continue
            way = 0
            if byte < 0x80:
                way = p.way[f * 128 + byte]
            else:
                code = _point(out, place, width)
                for j in range(len(p.other)):
                    if p.other[j, 0] == f and p.other[j, 1] == code:
                        way = p.other[j, 2]
                if p.traditional[f] and 0x4E00 <= code < 0xA000 and p.twin[code - 0x4E00] != code:
                    code = int(p.twin[code - 0x4E00])
                    out[at] = 0xE0 | (code >> 12)
                    out[at + 1] = 0x80 | ((code >> 6) & 0x3F)
                    out[at + 2] = 0x80 | (code & 0x3F)
                    at += 3
                    points += 1
                    continue
            if way > 0 and i >= p.first[f]:
                state = _step(state)
                if (state >> np.uint64(32)) < p.below[f]:
                    at = _put(out, at, p.ways[way])
                    points += p.ways[way] & 0xFFFF
                    continue
            for j in range(width):
                out[at + j] = out[place + j]
            at += width
            points += 1
        mark = points << 32  # what leads is part of the value
        if p.join[f] & 0xFFFF > 0:
            at = _put(out, at, p.join[f])
            points += p.join[f] & 0xFFFF
            mark |= points << 16
            at = _put(out, at, second[row])
            points += second[row] & 0xFFFF
            mark |= points
        at = _put(out, at, p.after[f])
        points += p.after[f] & 0xFFFF
        marks[row] = mark
        written[row] = (begin << 32) | ((at - begin) << 16) | points
    return at


class Surfaces:
    """Writes the values of one noise profile."""

    def __init__(self, noise: Noise, arena: Arena) -> None:
        self._arena = arena
        self._parameters = _parameters(arena)
        code = {form.name: i for i, form in enumerate(forms())}
        self._mixture: dict[str, NDArray[np.int16]] = {}
        for label, shares in mixtures(noise).items():
            named = [code[name] for name in shares]
            drawn = slots([*shares.values(), 100 - sum(shares.values())])
            self._mixture[label] = np.array([*named, 0], np.int16)[drawn]

    @property
    def plain(self) -> bool:
        """Whether every value is written plainly."""
        return not self._mixture

    def write(
        self,
        values: Strings,
        second: Strings | None,
        label: str | None,
        bits: Bits,
        strength: NDArray[np.float64] | None = None,
    ) -> Written:
        """Write a column.

        Args:
            values: The values in canonical form.
            second: Another value of the same kind and person, for forms that write two; without
                it those forms write plainly.
            label: The values' label, or None for what is not labelled.
            bits: Random bits of each row.
            strength: How much of the noise each row gets, 0 to 1; all of it by default.
        """
        if label not in self._mixture:
            return plain(values)
        form = self._forms(values, second, self._mixture[label], bits, strength)
        changed = np.flatnonzero(form)
        if not len(changed):
            return plain(values)
        second = values if second is None else second
        written, marks = values.packed.copy(), values.chars << 32
        at = self._arena.reserve(self._bound(form[changed], values, second, changed))
        self._arena.used = _write(
            self._arena.bytes,
            at,
            changed,
            form,
            values.packed,
            second.packed,
            bits,
            self._parameters,
            written,
            marks,
        )
        return Written(Strings(written), marks, form)

    def _forms(
        self,
        values: Strings,
        second: Strings | None,
        mixture: NDArray[np.int16],
        bits: Bits,
        strength: NDArray[np.float64] | None,
    ) -> NDArray[np.int16]:
        """The form of each row; empty values, and values that a form does not fit, are plain."""
        p = self._parameters
        form: NDArray[np.int16] = pick(bits, mixture).astype(np.int16)
        unfit = values.size == 0
        if strength is not None:
            unfit |= (lower(bits) >> np.uint64(32)) >= (strength * 2.0**32).astype(np.uint64)
        if second is None:
            unfit |= p.join[form] & 0xFFFF > 0
        unfit |= p.reverse[form] & (values.size != values.chars)
        unfit |= (p.keep[form] > 0) & (values.chars <= p.keep[form])
        for code, asked in enumerate(forms()):
            if asked.needs is not None:
                place, character = asked.needs
                here = self._arena.bytes[values.start + np.minimum(place, values.size - 1)]
                unfit |= (form == code) & ((values.size <= place) | (here != ord(character)))
        form[unfit] = 0
        return form

    def _bound(
        self, form: NDArray[np.int16], values: Strings, second: Strings, changed: NDArray[np.intp]
    ) -> int:
        p = self._parameters
        each = _sizes(p.ways).max() + _sizes(p.separator) + _sizes(p.insert)
        around = _sizes(p.lead) + _sizes(p.after) + _sizes(p.join)
        longest = values.size[changed] * each[form] + around[form] + second.size[changed]
        return int(longest.sum(dtype=np.int64))


def _sizes(packed: Packed) -> Packed:
    return Strings(packed).size


def _parameters(arena: Arena) -> _Parameters:
    declared = forms()

    def texts(name: str) -> Packed:
        return arena.intern([getattr(form, name) for form in declared]).packed

    cuts = np.zeros(len(declared), np.uint32)
    way = np.zeros((len(declared), _ASCII), np.int32)
    other = [(-1, 0, 0)]
    ways = ["    "]  # as wide as any character, so that its size bounds what is written plainly
    for i, form in enumerate(declared):
        for cut in np.cumsum(form.groups)[:-1]:
            cuts[i] |= np.uint32(1 << int(cut))
        for character, text in form.ways.items():
            ways.append(text)
            if character.isascii():
                way[i, ord(character)] = len(ways) - 1
            else:
                other.append((i, ord(character), len(ways) - 1))
    twin = np.arange(_HAN, _HAN_END, dtype=np.uint16)
    twins = table("traditional")
    for simple, full in zip(twins["simplified"], twins["traditional"], strict=True):
        twin[ord(simple) - _HAN] = ord(full)
    never = (1 << 30, 1 << 30)
    return _Parameters(
        cuts=cuts,
        separator=texts("separator"),
        lead=texts("lead"),
        after=texts("after"),
        join=texts("join"),
        insert=texts("insert"),
        insert_below=np.array([round(form.insert_share * 2**32) for form in declared], np.uint64),
        way=way.ravel(),
        ways=arena.intern(ways).packed,
        other=np.array(other, np.int32),
        below=np.array([round(form.share * 2**32) for form in declared], np.uint64),
        first=np.array([form.first for form in declared], np.int32),
        mask=np.array([form.mask or never for form in declared], np.int32),
        drop=np.array([form.drop for form in declared], np.int32),
        keep=np.array([form.keep for form in declared], np.int32),
        reverse=np.array([form.reverse for form in declared]),
        traditional=np.array([form.traditional for form in declared]),
        twin=twin,
        star=int(arena.intern(["*"]).packed[0]),
    )

"""Surfaces: how a value is written, drawn when it is rendered, so that labels stay exact.

Every form is a row of parameters in ``data/surfaces.toml`` for one compiled writer. A noise
profile is a mixture of forms for each label. ``clean`` writes everything plainly.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.compiled import compiled
from leakbench.generator.copying import copy_bytes
from leakbench.generator.schema import QUALITIES, Quality
from leakbench.generator.spec import Noise
from leakbench.generator.streams import Bits
from leakbench.generator.strings import Arena, Bytes, Ints, Strings
from leakbench.generator.tables import pick, slots

PLAIN = "plain"
_MARKS = 2  # a cell holds at most two values of one field
_LONGEST_GLYPH = 4  # bytes of a UTF-8 character


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way to write a value; ``data/surfaces.toml`` explains the parameters."""

    name: str
    groups: tuple[int, ...] = ()
    separator: str = ""
    lead: str = ""
    after: str = ""
    glyphs: str = ""
    glyphs_from: int = 0
    hyphen: str = "-"
    insert: str = ""
    insert_share: float = 0.0
    mask: tuple[int, int] | None = None
    join: str = ""
    quality: Quality = "exact"

    def __post_init__(self) -> None:
        """Refuse what the writer cannot write."""
        if self.glyphs and len(self.glyphs) != 10:
            raise ValueError(f"form {self.name}: glyphs must be ten characters")
        if self.quality not in QUALITIES:
            raise ValueError(f"form {self.name}: quality {self.quality!r}")


@cache
def _declared() -> tuple[tuple[Form, ...], dict[str, dict[str, dict[str, float]]]]:
    source = files("leakbench.generator.data").joinpath("surfaces.toml").read_text("utf-8")
    document = tomllib.loads(source)
    forms = [Form(name=PLAIN)]
    for name, keys in document["forms"].items():
        given = {"glyphs_from" if key == "from" else key: value for key, value in keys.items()}
        for key in ("groups", "mask"):
            if key in given:
                given[key] = tuple(given[key])
        forms.append(Form(name=name, **given))
    return tuple(forms), document["mixtures"]


def forms() -> tuple[Form, ...]:
    """Every form; its place is its code. The first is plain."""
    return _declared()[0]


class Written(NamedTuple):
    """A column as written.

    Attributes:
        strings: The strings, with whatever stands around the value.
        mark_start: Code points from the string's begin to each labelled value, shape (marks, rows).
        mark_end: Their ends; 0 where there is no such value.
        form: Code of the form of each row.
    """

    strings: Strings
    mark_start: NDArray[np.int32]
    mark_end: NDArray[np.int32]
    form: NDArray[np.int16]


class _Parameters(NamedTuple):
    """The forms as arrays, one entry a form; interned texts as (start, size, chars)."""

    cuts: NDArray[np.uint32]
    separator: Strings
    lead: Strings
    after: Strings
    glyph: Strings  # ten entries a form
    glyphs_from: Ints
    hyphen: Strings
    insert: Strings
    insert_below: NDArray[np.uint64]
    mask_first: Ints
    mask_last: Ints
    join: Strings
    star: Strings


@compiled
def _put(out: Bytes, at: int, text: Strings, which: int) -> int:
    return copy_bytes(out, at, out, text[0][which], text[1][which])


@compiled
def _write(
    out: Bytes,
    at: int,
    rows: NDArray[np.intp],
    form: NDArray[np.int16],
    value: Strings,
    second: Strings,
    bits: Bits,
    p: _Parameters,
    start: Ints,
    size: Ints,
    chars: Ints,
    mark_start: NDArray[np.int32],
    mark_end: NDArray[np.int32],
) -> int:
    for row in rows:
        f = form[row]
        start[row] = at
        begin = at
        at = _put(out, at, p.lead, f)
        points = p.lead.chars[f]
        state = bits[row]
        length = value[2][row]
        mask_last = p.mask_last[f] if p.mask_last[f] > 0 else length + p.mask_last[f]
        source = value[0][row]
        for i in range(length):
            if i > 0:
                if i < 32 and (p.cuts[f] >> np.uint32(i)) & np.uint32(1):
                    at = _put(out, at, p.separator, f)
                    points += p.separator.chars[f]
                if p.insert_below[f] > 0:
                    state = state * np.uint64(6364136223846793005) + np.uint64(1442695040888963407)
                    if (state >> np.uint64(32)) < p.insert_below[f]:
                        at = _put(out, at, p.insert, f)
                        points += p.insert.chars[f]
            lead = out[source]
            width = 1 if lead < 0x80 else (2 if lead < 0xE0 else (3 if lead < 0xF0 else 4))
            if p.mask_first[f] <= i < mask_last:
                at = _put(out, at, p.star, 0)
                points += 1
            elif 48 <= lead < 58 and i >= p.glyphs_from[f] and p.glyph.size[f * 10] > 0:
                at = _put(out, at, p.glyph, f * 10 + lead - 48)
                points += p.glyph.chars[f * 10 + lead - 48]
            elif lead == 45:
                at = _put(out, at, p.hyphen, f)
                points += p.hyphen.chars[f]
            else:
                for j in range(width):
                    out[at + j] = out[source + j]
                at += width
                points += 1
            source += width
        mark_start[0, row] = 0
        mark_end[0, row] = points
        if p.join.size[f] > 0:
            at = _put(out, at, p.join, f)
            points += p.join.chars[f]
            mark_start[1, row] = points
            at = _put(out, at, second, row)
            points += second[2][row]
            mark_end[1, row] = points
        at = _put(out, at, p.after, f)
        points += p.after.chars[f]
        size[row] = at - begin
        chars[row] = points
    return at


class Surfaces:
    """Writes the values of one noise profile."""

    def __init__(self, noise: Noise, arena: Arena) -> None:
        self._arena = arena
        self._parameters = _parameters(arena)
        code = {form.name: i for i, form in enumerate(forms())}
        self._mixture: dict[str, NDArray[np.int16]] = {}
        for label, shares in _declared()[1].get(noise, {}).items():
            named = [code[name] for name in shares]
            drawn = slots([*shares.values(), 100 - sum(shares.values())])
            self._mixture[label] = np.array([*named, 0], np.int16)[drawn]

    @property
    def plain(self) -> bool:
        """Whether every value is written plainly."""
        return not self._mixture

    def write(
        self, values: Strings, second: Strings | None, label: str | None, bits: Bits
    ) -> Written:
        """Write a column.

        Args:
            values: The values in canonical form.
            second: Another value of the same kind and person, for forms that write two; without
                it those forms write plainly.
            label: The values' label, or None for what is not labelled.
            bits: Random bits of each row.
        """
        rows = len(values.start)
        if label is None:
            empty = np.zeros((0, rows), np.int32)
            return Written(values, empty, empty, np.zeros(rows, np.int16))
        mark_start = np.zeros((_MARKS, rows), np.int32)
        mark_end = np.zeros((_MARKS, rows), np.int32)
        mark_end[0] = values.chars
        mixture = self._mixture.get(label)
        if mixture is None:
            return Written(values, mark_start[:1], mark_end[:1], np.zeros(rows, np.int16))
        p = self._parameters
        form: NDArray[np.int16] = pick(bits, mixture).astype(np.int16) * (values.size > 0)
        if second is None:
            form[p.join.size[form] > 0] = 0
            second = values
        changed = np.flatnonzero(form)
        written = Strings(*(part.copy() for part in values))
        at = self._arena.reserve(self._bound(form[changed], values, second, changed))
        self._arena.used = _write(
            self._arena.bytes,
            at,
            changed,
            form,
            values,
            second,
            bits,
            p,
            *written,
            mark_start,
            mark_end,
        )
        return Written(written, mark_start, mark_end, form)

    def _bound(
        self, form: NDArray[np.int16], values: Strings, second: Strings, changed: NDArray[np.intp]
    ) -> int:
        p = self._parameters
        each = _LONGEST_GLYPH + p.separator.size + p.insert.size
        around = p.lead.size + p.after.size + p.join.size
        longest = values.chars[changed] * each[form] + around[form] + second.size[changed]
        return int(longest.sum(dtype=np.int64))


def _parameters(arena: Arena) -> _Parameters:
    declared = forms()

    def texts(name: str) -> Strings:
        return arena.intern([getattr(form, name) for form in declared])

    cuts = np.zeros(len(declared), np.uint32)
    for i, form in enumerate(declared):
        for cut in np.cumsum(form.groups)[:-1]:
            cuts[i] |= np.uint32(1 << int(cut))
    masks = [form.mask or (1 << 30, 1 << 30) for form in declared]
    return _Parameters(
        cuts=cuts,
        separator=texts("separator"),
        lead=texts("lead"),
        after=texts("after"),
        glyph=arena.intern([glyph for form in declared for glyph in (form.glyphs or [""] * 10)]),
        glyphs_from=np.array([form.glyphs_from for form in declared], np.int32),
        hyphen=texts("hyphen"),
        insert=texts("insert"),
        insert_below=np.array([round(form.insert_share * 2**32) for form in declared], np.uint64),
        mask_first=np.array([first for first, _ in masks], np.int32),
        mask_last=np.array([last for _, last in masks], np.int32),
        join=texts("join"),
        star=arena.intern(["*"]),
    )

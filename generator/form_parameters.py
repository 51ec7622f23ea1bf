"""The parameters of every form as arrays, for the compiled writer."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.forms import Form, forms
from leakbench.generator.strings import LONGEST, Arena, Ints, Packed, Strings
from leakbench.generator.tables import table

Flags = NDArray[np.bool_]

_ASCII = 128
_HAN, _HAN_END = 0x4E00, 0xA000  # the characters that have traditional twins
_NEVER = 1 << 30


class Parameters(NamedTuple):
    """The forms as arrays, one entry a form; interned texts as ``Strings`` packs them."""

    whole: Flags  # the value itself is written as it is
    cuts: NDArray[np.uint32]
    separator: Packed
    lead: Packed
    after: Packed
    join: Packed
    insert: Packed
    insert_below: NDArray[np.uint64]
    way: Ints  # which of ``ways`` an ASCII character is written, 128 a form; 0 is as it is
    ways: Packed
    other_first: Ints  # where in ``other`` each form's begin; one more entry closes the last
    other: Ints  # the same for a few further characters: code point, way; shape (n, 2)
    below: NDArray[np.uint64]
    first: Ints
    mask: Ints  # shape (forms, 2)
    drop: Ints  # shape (forms, 4)
    keep: Ints
    han: Flags
    needs: Ints  # place and character; shape (forms, 2)
    step_first: Ints  # where in ``step`` each form's begin; one more entry closes the last
    step: Ints  # a range of the value and whether it is a number; shape (n, 3)
    step_text: Packed  # what is written before it
    step_size: Ints  # characters that the value must have
    reverse: Flags
    traditional: Flags
    twin: NDArray[np.uint16]  # traditional twin of each character from U+4E00 on
    star: int


def widest(p: Parameters) -> int:
    """Bytes that one row can need."""
    each = sum(int(Strings(texts).size.max()) for texts in (p.ways, p.separator, p.insert))
    around = sum(int(Strings(texts).size.max()) for texts in (p.lead, p.after, p.join))
    return LONGEST * (each + 1) + around


def _is_whole(form: Form) -> bool:
    touched = form.groups or form.ways or form.insert or form.mask or form.keep or form.pattern
    return not (touched or any(form.drop) or form.reverse or form.traditional)


def parameters(arena: Arena) -> Parameters:
    """The forms' parameters, their texts interned."""
    declared = forms()

    def texts(name: str) -> Packed:
        return arena.intern([getattr(form, name) for form in declared]).packed

    cuts = np.zeros(len(declared), np.uint32)
    way = np.zeros((len(declared), _ASCII), np.int32)
    ways = ["    "]  # as wide as any character, so that its size bounds what is written plainly
    other: list[tuple[int, int]] = []
    other_first, step_first = [0], [0]
    steps = [step for form in declared for step in form.steps]
    for i, form in enumerate(declared):
        for cut in np.cumsum(form.groups)[:-1]:
            cuts[i] |= np.uint32(1 << int(cut))
        for character, text in form.ways.items():
            ways.append(text)
            if character.isascii():
                way[i, ord(character)] = len(ways) - 1
            else:
                other.append((ord(character), len(ways) - 1))
        other_first.append(len(other))
        step_first.append(step_first[-1] + len(form.steps))
    twin = np.arange(_HAN, _HAN_END, dtype=np.uint16)
    twins = table("traditional")
    for simple, full in zip(twins["simplified"], twins["traditional"], strict=True):
        twin[ord(simple) - _HAN] = ord(full)
    needs = [(form.needs[0], ord(form.needs[1])) if form.needs else (-1, 0) for form in declared]
    return Parameters(
        whole=np.array([_is_whole(form) for form in declared]),
        cuts=cuts,
        separator=texts("separator"),
        lead=texts("lead"),
        after=texts("after"),
        join=texts("join"),
        insert=texts("insert"),
        insert_below=np.array([round(form.insert_share * 2**32) for form in declared], np.uint64),
        way=way.ravel(),
        ways=arena.intern(ways).packed,
        other_first=np.array(other_first, np.int32),
        other=np.array(other, np.int32).reshape(-1, 2),
        below=np.array([round(form.share * 2**32) for form in declared], np.uint64),
        first=np.array([form.first for form in declared], np.int32),
        mask=np.array([form.mask or (_NEVER, _NEVER) for form in declared], np.int32),
        drop=np.array([form.drop for form in declared], np.int32),
        keep=np.array([form.keep for form in declared], np.int32),
        han=np.array([form.han for form in declared]),
        needs=np.array(needs, np.int32),
        step_first=np.array(step_first, np.int32),
        step=np.array([step[1:] for step in steps], np.int32).reshape(-1, 3),
        step_text=arena.intern([step[0] for step in steps]).packed,
        step_size=np.array([form.pattern_size for form in declared], np.int32),
        reverse=np.array([form.reverse for form in declared]),
        traditional=np.array([form.traditional for form in declared]),
        twin=twin,
        star=int(arena.intern(["*"]).packed[0]),
    )

"""The parameters of every form as arrays, for the compiled writer."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.forms import Form, forms
from leakbench.generator.respelling import RESPELLINGS, respelled
from leakbench.generator.strings import LONGEST, Arena, Ints, Packed, Strings

Flags = NDArray[np.bool_]

_ASCII = 128
HAN, HAN_END = 0x4E00, 0xA000  # the characters that are respelled
_NEVER = 1 << 30
_COUNTERS = ("两个", "三个", "四个")


class Parameters(NamedTuple):
    """The forms as arrays, one entry a form; interned texts as ``Strings`` packs them.

    The ways in which a character is written stand one after another in ``ways``: the first of them
    times 256 plus their number; 0 is as it is.
    """

    whole: Flags  # the value itself is written as it is
    cuts: NDArray[np.uint32]
    separator_first: Ints  # where in ``separators`` each form's begin; one more closes the last
    separators: Packed
    before: Packed
    lead: Packed
    after: Packed
    join: Packed
    insert_first: Ints  # where in ``inserts`` each form's begin; one more closes the last
    inserts: Packed
    insert_limit: NDArray[np.uint64]
    way: Ints  # the ways of ASCII characters, 128 a form
    ways: Packed
    other_first: Ints  # where in ``other`` each form's begin; one more entry closes the last
    other: Ints  # the same for a few further characters: code point, ways; shape (n, 2)
    bloom: NDArray[np.uint64]  # a bit for each of those, by the last six bits of its code point
    respell: Ints  # where in ``respelled`` the ways would begin with U+0000; below -HAN_END if none
    respelled: Ints  # the ways of each character from U+4E00 on, one table behind the other
    limit: NDArray[np.uint64]
    within: Ints  # shape (forms, 2)
    repeats: Flags
    counters: Packed  # what says that a digit comes two, three, four times
    mask: Ints  # shape (forms, 2)
    star: Packed
    drop: Ints  # shape (forms, 4)
    omit: Ints  # code point; 0 is none
    keep: Ints
    han: Flags
    needs: Ints  # place and character; shape (forms, 2)
    step_first: Ints  # where in ``step`` each form's begin; one more entry closes the last
    step: Ints  # a range of the value and whether it is a number; shape (n, 3)
    step_text: Packed  # what is written before it
    step_size: Ints  # characters that the value must have
    reverse: Flags
    altered: Flags  # characters are left out, masked, counted or turned round
    settled: Flags  # nothing is drawn


def widest(p: Parameters) -> int:
    """Bytes that one row can need."""
    each = sum(_longest(texts) for texts in (p.ways, p.separators, p.inserts, p.counters))
    around = sum(_longest(texts) for texts in (p.before, p.lead, p.after, p.join))
    return LONGEST * (each + 1) + around


def _longest(texts: Packed) -> int:
    return int(Strings(texts).size.max(initial=0))


def _is_whole(form: Form) -> bool:
    touched = form.groups or form.ways or form.respell or form.insert or form.mask or form.keep
    altered = form.pattern or any(form.drop) or form.omit or form.repeats or form.reverse
    return not (touched or altered)


def _is_altered(form: Form) -> bool:
    left_out = form.keep or any(form.drop) or form.mask
    return bool(left_out or form.repeats or form.reverse)


def _is_settled(form: Form) -> bool:
    ways = [*form.ways.values(), *(respelled(form.respell).values() if form.respell else ())]
    return form.share == 1 and not form.insert and all(len(some) == 1 for some in ways)


class _Ways:
    """Collects the ways in which characters are written."""

    def __init__(self) -> None:
        self.texts = [chr(code) for code in range(_ASCII)]
        self.texts.append("    ")  # as wide as any character: bounds what is written plainly

        self._places: dict[tuple[str, ...], int] = {}

    def add(self, ways: tuple[str, ...]) -> int:
        """Few texts stay in the cache: the same ways stand once, others begin with the last ones."""
        if ways not in self._places:
            shared = next(
                n
                for n in range(len(ways), -1, -1)
                if ways[:n] == tuple(self.texts[len(self.texts) - n :])
            )
            self._places[ways] = len(self.texts) - shared
            self.texts += ways[shared:]
        return self._places[ways] * 256 + len(ways)

    def of_characters(self, ways: Mapping[str, tuple[str, ...]]) -> Ints:
        found = np.zeros(HAN_END - HAN, np.int32)
        for character, some in ways.items():
            found[ord(character) - HAN] = self.add(some)
        return found


def parameters(arena: Arena, used: Collection[str]) -> Parameters:
    """The forms' parameters, their texts interned.

    Args:
        arena: Where texts are kept.
        used: Names of the forms that will be written; only they can respell characters.
    """
    declared = forms()

    def texts(name: str) -> Packed:
        return arena.intern([getattr(form, name) for form in declared]).packed

    cuts = np.zeros(len(declared), np.uint32)
    way = np.tile(np.arange(_ASCII, dtype=np.int32) * 256, (len(declared), 1))
    ways = _Ways()
    other: list[tuple[int, int]] = []
    other_first = [0]
    for i, form in enumerate(declared):
        for cut in np.cumsum(form.groups)[:-1]:
            cuts[i] |= np.uint32(1 << int(cut))
        for character, some in form.ways.items():
            if character.isascii():
                way[i, ord(character)] = ways.add(some)
            else:
                other.append((ord(character), ways.add(some)))
        other_first.append(len(other))
    hows = {form.respell for form in declared if form.name in used}
    row = {how: place for place, how in enumerate(how for how in RESPELLINGS if how in hows)}
    respellings = [ways.of_characters(respelled(how)) for how in row]
    steps = [step for form in declared for step in form.steps]
    needs = [(form.needs[0], ord(form.needs[1])) if form.needs else (-1, 0) for form in declared]
    return Parameters(
        whole=np.array([_is_whole(form) for form in declared]),
        cuts=cuts,
        separator_first=_firsts([len(form.separator) for form in declared]),
        separators=arena.intern([text for form in declared for text in form.separator]).packed,
        before=texts("before"),
        lead=texts("lead"),
        after=texts("after"),
        join=texts("join"),
        insert_first=_firsts([len(form.insert) for form in declared]),
        inserts=arena.intern([text for form in declared for text in form.insert]).packed,
        insert_limit=_limits([form.insert_share for form in declared]),
        way=way.ravel(),
        ways=arena.intern(ways.texts).packed,
        other_first=np.array(other_first, np.int32),
        other=np.array(other, np.int32).reshape(-1, 2),
        bloom=np.array([_bloom(form) for form in declared], np.uint64),
        respell=np.array(
            [
                row[form.respell] * (HAN_END - HAN) - HAN if form.respell in row else -HAN_END
                for form in declared
            ],
            np.int32,
        ),
        respelled=np.array(respellings, np.int32).ravel(),
        limit=_limits([form.share for form in declared]),
        within=np.array([form.within for form in declared], np.int32),
        repeats=np.array([form.repeats for form in declared]),
        counters=arena.intern(_COUNTERS).packed,
        mask=np.array([form.mask or (_NEVER, _NEVER) for form in declared], np.int32),
        star=texts("star"),
        drop=np.array([form.drop for form in declared], np.int32),
        omit=np.array([ord(form.omit) if form.omit else 0 for form in declared], np.int32),
        keep=np.array([form.keep for form in declared], np.int32),
        han=np.array([form.han for form in declared]),
        needs=np.array(needs, np.int32),
        step_first=_firsts([len(form.steps) for form in declared]),
        step=np.array([step[1:] for step in steps], np.int32).reshape(-1, 3),
        step_text=arena.intern([step[0] for step in steps]).packed,
        step_size=np.array([form.pattern_size for form in declared], np.int32),
        reverse=np.array([form.reverse for form in declared]),
        altered=np.array([_is_altered(form) for form in declared]),
        settled=np.array([_is_settled(form) for form in declared]),
    )


def _limits(shares: list[float]) -> NDArray[np.uint64]:
    """The last of 2**64 random states that fall to each share."""
    return np.array([max((round(share * 2**32) << 32) - 1, 0) for share in shares], np.uint64)


def _bloom(form: Form) -> int:
    return sum({1 << (ord(c) & 63) for c in form.ways if not c.isascii()})


def _firsts(counts: list[int]) -> Ints:
    return np.cumsum([0, *counts], dtype=np.int32)

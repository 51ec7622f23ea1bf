"""The parameters of every form as records and arrays, for the compiled writer."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.strings import LONGEST, Arena, Ints, Packed, Strings
from leakbench.generator.surfaces.declared_forms import forms
from leakbench.generator.surfaces.forms import Form
from leakbench.generator.surfaces.respelling import RESPELLINGS, Respelling, respelled

HAN, HAN_END = 0x4E00, 0xA000  # the characters that are respelled
_ASCII = 128
_NEVER = 1 << 30
_COUNTERS = ("两个", "三个", "四个")

_TEXT = np.int64  # an interned text, as ``Strings`` packs it
_COUNT = np.int64  # a number, a place or a code point
_STATE = np.uint64  # a random state, or one bit for each of some things

FORM = np.dtype(
    [
        ("whole", np.bool_),  # what is not omitted is written as it is
        ("altered", np.bool_),  # characters are left out, masked, counted or turned round
        ("settled", np.bool_),  # nothing is drawn
        ("han", np.bool_),
        ("reverse", np.bool_),
        ("repeats", np.bool_),
        ("before", _TEXT),
        ("lead", _TEXT),
        ("after", _TEXT),
        ("join", _TEXT),
        ("star", _TEXT),
        ("cuts", _STATE),  # a bit for each place before which a separator stands
        ("separator", _COUNT),
        ("last_separator", _COUNT),
        ("insert", _COUNT),  # where in ``inserts`` its texts are, as for ``ways``; 0 is nothing
        ("insert_limit", _STATE),  # the last state in which one is inserted
        ("way", _COUNT),  # where in ``way`` the ways of ASCII characters begin
        ("respell", _COUNT),  # where in ``respelled`` those of U+0000 would be; -HAN_END if nowhere
        ("other", _COUNT),  # where in ``other`` those of further characters begin
        ("other_end", _COUNT),
        ("bloom", _STATE),  # a bit for each of them, by the last six bits of its code point
        ("limit", _STATE),  # the last state in which a character is written in another way
        ("within", _COUNT),
        ("within_end", _COUNT),
        ("mask", _COUNT),
        ("mask_end", _COUNT),
        ("drop", _COUNT),
        ("drop_end", _COUNT),
        ("drop_too", _COUNT),
        ("drop_too_end", _COUNT),
        ("omit", _COUNT),  # code point; 0 is none
        ("keep", _COUNT),
        ("needed", _COUNT),  # place of the character that it needs; -1 if none
        ("need", _COUNT),  # that character
        ("step", _COUNT),  # where in ``step`` its own begin
        ("step_end", _COUNT),
        ("size", _COUNT),  # characters that the value must have for the steps; 0 without steps
    ],
    align=True,
)
"""What the writer knows of a form; what is not explained is as in ``Form``."""


class Parameters(NamedTuple):
    """The forms, and what they refer to; interned texts as ``Strings`` packs them.

    The ways in which a character is written stand one after another in ``ways``: the first of them
    times 256 plus their number. The first 128 of ``ways`` are the ASCII characters themselves.

    Attributes:
        forms: One ``FORM`` for each.
        separators: What stands between groups.
        inserts: What is inserted between characters.
        way: The ways of the ASCII characters, 128 a form.
        ways: Those ways.
        other: Code point and ways of further characters, shape (n, 2).
        respelled: The ways of the characters from U+4E00 on, one respelling behind another; 0 is
            as it is.
        counters: What says that a digit comes two, three, four times.
        step: A range of the value and whether it is a number, shape (n, 3).
        step_text: What is written before it.
    """

    forms: NDArray[Any]
    separators: Packed
    inserts: Packed
    way: Ints
    ways: Packed
    other: Ints
    respelled: Ints
    counters: Packed
    step: Ints
    step_text: Packed


def widest(p: Parameters) -> int:
    """Bytes that one row can need."""
    each = sum(_longest(texts) for texts in (p.ways, p.separators, p.inserts, p.counters))
    around = sum(_longest(p.forms[name]) for name in ("before", "lead", "after", "join"))
    return LONGEST * (each + 1) + around


def _longest(texts: Packed) -> int:
    return int(Strings(texts).size.max(initial=0))


class _Ways:
    """Collects the ways in which characters are written."""

    def __init__(self) -> None:
        self.texts = [chr(code) for code in range(_ASCII)]
        self.texts.append("    ")  # as wide as any character: bounds what is written plainly
        self._found: dict[tuple[str, ...], int] = {}

    def add(self, ways: tuple[str, ...]) -> int:
        """Equal ways stand there once, and begin with the last ones: few stay in the cache."""
        if ways not in self._found:
            shared = len(ways)
            while ways[:shared] != tuple(self.texts[len(self.texts) - shared :]):
                shared -= 1
            self._found[ways] = (len(self.texts) - shared) * 256 + len(ways)
            self.texts += ways[shared:]
        return self._found[ways]

    def of_ascii(self, ways: Mapping[str, tuple[str, ...]]) -> list[int]:
        plain = [code * 256 for code in range(_ASCII)]
        return [
            self.add(ways[chr(code)]) if chr(code) in ways else plain[code]
            for code in range(_ASCII)
        ]

    def of_others(self, ways: Mapping[str, tuple[str, ...]]) -> list[tuple[int, int]]:
        return [(ord(c), self.add(some)) for c, some in ways.items() if not c.isascii()]

    def of_characters(self, how: Respelling) -> Ints:
        found = np.zeros(HAN_END - HAN, np.int32)
        han = _han(how)
        if han.alone:
            found[han.place] = (len(self.texts) + np.arange(len(han.place))) * 256 + 1
            self.texts += han.alone
        else:
            found[han.place] = [self.add(some) for some in han.ways]
        return found


class _Han(NamedTuple):
    """Chinese characters that are respelled.

    Attributes:
        place: How far each stands behind U+4E00.
        ways: Its ways.
        alone: The same if each has one way, which no other has; else nothing.
    """

    place: NDArray[np.int64]
    ways: list[tuple[str, ...]]
    alone: list[str]


@cache
def _han(how: Respelling) -> _Han:
    ways = {sign: some for sign, some in respelled(how).items() if _is_han(sign)}
    texts = [text for some in ways.values() for text in some]
    apart = len(texts) == len(ways) == len({*texts})
    place = np.array([ord(character) - HAN for character in ways])
    return _Han(place, [*ways.values()], texts if apart else [])


@cache
def _marks(how: Respelling) -> Mapping[str, tuple[str, ...]]:
    """How characters are respelled that stand beside Chinese ones, such as brackets."""
    return {sign: some for sign, some in respelled(how).items() if not _is_han(sign)}


def _is_han(character: str) -> bool:
    return HAN <= ord(character) < HAN_END


def parameters(arena: Arena, used: Collection[str]) -> Parameters:
    """The forms' parameters, their texts interned.

    Args:
        arena: Where texts are kept.
        used: Names of the forms that will be written; only they can respell characters.
    """
    declared = forms()
    hows = {form.respell for form in declared if form.name in used}
    respellings = [how for how in RESPELLINGS if how in hows]
    ways, form_ways = _Ways(), [form.ways for form in declared]
    others = [
        ways.of_others({**(_marks(form.respell) if form.respell in respellings else {}), **own})
        for form, own in zip(declared, form_ways, strict=True)
    ]
    steps = [step for form in declared for step in form.steps]
    separator, insert, other, step = (
        np.cumsum([0, *(len(some) for some in lists)])
        for lists in (
            [form.separator for form in declared],
            [form.insert for form in declared],
            others,
            [form.steps for form in declared],
        )
    )
    records = np.zeros(len(declared), FORM)
    for name in ("before", "lead", "after", "join", "star"):
        records[name] = arena.intern([getattr(form, name) for form in declared]).packed
    for i, form in enumerate(declared):
        record = records[i]
        for name in ("han", "reverse", "repeats", "keep"):
            record[name] = getattr(form, name)
        record["whole"], record["altered"] = _is_whole(form), _is_altered(form)
        record["settled"] = _is_settled(form, respellings)
        record["cuts"] = sum(1 << int(cut) for cut in np.cumsum(form.groups)[:-1])
        record["separator"], record["last_separator"] = separator[i], separator[i + 1] - 1
        record["insert"] = insert[i] * 256 + len(form.insert) if form.insert_share else 0
        record["insert_limit"], record["limit"] = _limit(form.insert_share), _limit(form.share)
        record["way"] = _ASCII * i
        record["respell"] = _respell(form, respellings)
        record["other"], record["other_end"] = other[i], other[i + 1]
        record["bloom"] = sum({1 << (code & 63) for code, _ in others[i]})
        record["within"], record["within_end"] = form.within
        record["mask"], record["mask_end"] = form.mask or (_NEVER, _NEVER)
        record["drop"], record["drop_end"] = form.drop[:2]
        record["drop_too"], record["drop_too_end"] = form.drop[2:]
        record["omit"] = ord(form.omit) if form.omit else 0
        record["needed"], record["need"] = (
            (form.needs[0], ord(form.needs[1])) if form.needs else (-1, 0)
        )
        record["step"], record["step_end"] = step[i], step[i + 1]
        record["size"] = form.pattern_size
    way = [ways.of_ascii(own) for own in form_ways]
    tables = [ways.of_characters(how) for how in respellings]
    return Parameters(
        forms=records,
        separators=arena.intern([text for form in declared for text in form.separator]).packed,
        inserts=arena.intern([text for form in declared for text in form.insert]).packed,
        way=np.array(way, np.int32).ravel(),
        ways=arena.intern(ways.texts).packed,
        other=np.array([one for some in others for one in some], np.int32).reshape(-1, 2),
        respelled=np.array(tables, np.int32).ravel(),
        counters=arena.intern(_COUNTERS).packed,
        step=np.array([one[1:] for one in steps], np.int32).reshape(-1, 3),
        step_text=arena.intern([one[0] for one in steps]).packed,
    )


def _is_whole(form: Form) -> bool:
    touched = form.groups or form.ways or form.respell or form.insert or form.mask or form.keep
    altered = form.pattern or any(form.drop) or form.repeats or form.reverse
    return not (touched or altered)


def _is_altered(form: Form) -> bool:
    left_out = form.keep or any(form.drop) or form.mask
    return bool(left_out or form.repeats or form.reverse)


def _is_settled(form: Form, respellings: Sequence[Respelling]) -> bool:
    ways = [*form.ways.values()]
    if form.respell in respellings:
        ways += respelled(form.respell).values()
    return form.share == 1 and not form.insert and all(len(some) == 1 for some in ways)


def _respell(form: Form, respellings: Sequence[Respelling]) -> int:
    if form.respell not in respellings:
        return -HAN_END
    return respellings.index(form.respell) * (HAN_END - HAN) - HAN


def _limit(share: float) -> int:
    """The last of 2**64 random states that fall to a share; the share is a multiple of 2**-32."""
    return max((round(share * 2**32) << 32) - 1, 0)

"""Names people really have: weighted surnames, given names true to sex and decade of birth."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import owned, pick, points_hash, slots, table, weights
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.population.pinyin import Pinyin, Spelling
from leakbench.generator.spec import Split

DECADES = ("w1950", "w1960", "w1970", "w1980", "w1990", "w2000", "w2010", "w2020")
_FIRST_DECADE = 1950
_SEXES = ("F", "M")
_WHOLE_SHARE = 0.35  # of the two-character names, drawn as one from the popular ones
_RARE_SHARE = 0.0005  # of all given names, with a character outside GBK
_POOL_BITS = 15

_Words = tuple[NDArray[np.uint32], NDArray[np.float64]]
"""Words as code points, shape (n, 2), and their weights, shape (decades, n)."""


class Names:
    """Surnames and the given names that belong to one split.

    Attributes:
        split: Whose given names they are.
        surnames: Every surname.
        surname_pinyin: Their pinyin.
        full_name: Template of a name: surname, then given name.
        latin_name: Templates of the names in passports.
    """

    def __init__(self, population: Population) -> None:
        self.split: Split = population.split
        self._arena = arena = population.arena
        surnames = table("surnames")["surname"]
        self.surnames = arena.intern(surnames)
        self.surname_pinyin = Pinyin(surnames, "surname", arena)
        fields = {"surname": 0, "given": 1}
        self.full_name = compile_templates(["{surname}{given}"], fields, arena)
        self.latin_name = compile_templates(
            ["{surname}[, {given}]", "{surname}[ {given}]"], fields, arena
        )
        self._surname_slots = slots(weights("surnames", "share"))
        pools = len(_SEXES) * len(DECADES)
        self._has_pool = np.zeros(pools, np.bool_)
        self._inverse = np.zeros((pools, 1 << _POOL_BITS), np.int32)
        # Where each candidate of a sex stands among the names that have been drawn from, or -1.
        self._place_of_sex: dict[int, NDArray[np.int32]] = {}
        self._given = Strings(np.zeros(0, np.int64))
        self._given_pinyin: list[Pinyin] = []
        self._spelled: dict[Spelling, Strings] = {}

    def surname_place(self, bits: Bits) -> NDArray[np.integer]:
        """Surnames by their share of the population, as places in ``surnames``."""
        return pick(bits, self._surname_slots)

    def given_place(
        self, bits: Bits, male: NDArray[np.bool_], year: NDArray[np.int64]
    ) -> NDArray[np.integer]:
        """Given names by sex and year of birth, as places for ``given_at``."""
        decade = np.clip((year - _FIRST_DECADE) // 10, 0, len(DECADES) - 1)
        pool = male * len(DECADES) + decade
        asked = np.bincount(pool, minlength=len(self._has_pool)) > 0
        for new in np.flatnonzero(asked & ~self._has_pool).tolist():
            self._add_pool(new)
        place = (pool.astype(np.uint64) << np.uint64(_POOL_BITS)) | (
            bits >> np.uint64(64 - _POOL_BITS)
        )
        return self._inverse.reshape(-1)[place]

    def given_at(self, place: NDArray[np.integer]) -> Strings:
        """The given names at these places."""
        return self._given.take(place)

    def given_spelled(self, place: NDArray[np.integer], how: Spelling) -> Strings:
        """Their pinyin."""
        known = self._spelled.get(how)
        if known is None or len(known) < len(self._given):
            parts = [part.spelled(how).packed for part in self._given_pinyin]
            known = self._spelled[how] = Strings(np.concatenate(parts))
        return known.take(place)

    def surname(self, bits: Bits) -> Strings:
        """Surnames by their share of the population."""
        return self.surnames.take(self.surname_place(bits))

    def given(self, bits: Bits, male: NDArray[np.bool_], year: NDArray[np.int64]) -> Strings:
        """Given names by sex and year of birth."""
        return self.given_at(self.given_place(bits, male, year))

    def _add_pool(self, pool: int) -> None:
        """Make the inverse distribution of a sex and decade that is asked for the first time."""
        sex, decade = divmod(pool, len(DECADES))
        points, drawn = _candidates(self.split, sex).points, _drawn(self.split, sex, decade)
        place = self._place_of_sex.setdefault(sex, np.full(len(points), -1, np.int32))
        new = (np.bincount(drawn, minlength=len(points)) > 0) & (place < 0)
        place[new] = len(self._given) + np.arange(np.count_nonzero(new))
        self._inverse[pool] = place[drawn]
        self._has_pool[pool] = True
        texts: list[str] = points[new].view("U2")[:, 0].tolist()
        more = self._arena.intern(texts)
        self._given = Strings(np.concatenate([self._given.packed, more.packed]))
        self._given_pinyin.append(Pinyin(texts, "given", self._arena))


# The same for every seed, and slow to make.
@cache
def _candidates(split: Split, sex: int) -> "_Candidates":
    return _Candidates(split, _SEXES[sex])


@cache
def _drawn(split: Split, sex: int, decade: int) -> NDArray[np.integer]:
    """The inverse distribution of the given names of a sex and decade, as places of candidates."""
    return slots(_candidates(split, sex).weight(decade), _POOL_BITS)


class _Candidates:
    """The given names of one sex that belong to one split.

    Attributes:
        points: Their code points, shape (n, 2).
    """

    def __init__(self, split: Split, sex: str) -> None:
        self._split = split
        rows = table("given_names")
        kinds = np.array(rows["kind"])
        mine = np.array(rows["sex"]) == sex
        texts = np.array(rows["text"], "U2")
        weight = np.stack([weights("given_names", decade) for decade in DECADES])
        solo_share = weights("given_name_length", "solo_share") / 100

        def of_kind(kind: str) -> _Words:
            where = mine & (kinds == kind)
            return texts[where].view(np.uint32).reshape(-1, 2), weight[:, where]

        first, second = of_kind("first"), of_kind("second")
        rare_points = np.array(table("rare_characters")["text"], "U2").view(np.uint32)
        rare_weight = weights("rare_characters", "male" if sex == "M" else "female")
        rare = rare_points.reshape(-1, 2), np.tile(rare_weight, (len(DECADES), 1))
        usual, length = 1 - _RARE_SHARE, np.stack([solo_share, 1 - solo_share])
        self._parts = [
            (self._own(of_kind("solo")), usual * length[0]),
            (self._own(of_kind("whole")), usual * length[1] * _WHOLE_SHARE),
            (self._own_pairs(first, second), usual * length[1] * (1 - _WHOLE_SHARE)),
            (self._own(rare), _RARE_SHARE * length[0]),
            (self._own_pairs(first, rare), _RARE_SHARE * length[1]),
        ]
        self.points = np.concatenate([part.points for part, _ in self._parts])

    def weight(self, decade: int) -> NDArray[np.float64]:
        """The weight of each in a decade, shape (n,)."""
        out = []
        for part, share in self._parts:
            weight = part.weight(decade)
            # A running sum adds in order, so the last digit is the same on every processor.
            out.append(weight * (share[decade] / np.cumsum(weight)[-1]))
        return np.concatenate(out)

    def _own(self, words: _Words) -> "_Part":
        points, weight = words
        here = np.flatnonzero(owned(points_hash(points), self._split))
        return _Part(points[here], [(weight, here)])

    def _own_pairs(self, first: _Words, second: _Words) -> "_Part":
        """Names of two different characters."""
        (left, left_weight), (right, right_weight) = first, second
        points = np.stack(
            [np.repeat(left[:, 0], len(right)), np.tile(right[:, 0], len(left))], axis=1
        )
        here = np.flatnonzero(
            owned(points_hash(points), self._split) & (points[:, 0] != points[:, 1])
        )
        one, other = np.divmod(here, len(right))
        return _Part(points[here], [(left_weight, one), (right_weight, other)])


@dataclass(frozen=True, slots=True)
class _Part:
    """Names and the words that they are made of.

    Attributes:
        points: Code points, shape (n, 2).
        words: For each word of a name the weights of such words, shape (decades, words), and the
            place of that of each name, shape (n,).
    """

    points: NDArray[np.uint32]
    words: list[tuple[NDArray[np.float64], NDArray[np.intp]]]

    def weight(self, decade: int) -> NDArray[np.float64]:
        first, *others = (weight[decade, place] for weight, place in self.words)
        for other in others:
            first = first * other
        return first

"""Names people really have: weighted surnames, given names true to sex and decade of birth."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import pick, slots, table, weights
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.population.given_names import DECADES, SEXES, candidates
from leakbench.generator.population.pinyin import Pinyin, Spelling
from leakbench.generator.spec import Split

_FIRST_DECADE = 1950
_POOL_BITS = 16


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
        pools = len(SEXES) * len(DECADES)
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
        points, drawn = candidates(self.split, sex).points, _drawn(self.split, sex, decade)
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
def _drawn(split: Split, sex: int, decade: int) -> NDArray[np.integer]:
    """The inverse distribution of the given names of a sex and decade, as places of candidates."""
    return slots(candidates(split, sex).weight(decade), _POOL_BITS)

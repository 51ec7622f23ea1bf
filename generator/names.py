"""Names people really have: weighted surnames, given names true to sex and decade of birth."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.pinyin import Pinyin
from leakbench.generator.spec import Split
from leakbench.generator.streams import Bits
from leakbench.generator.strings import Arena, Strings
from leakbench.generator.tables import owned, pick, points_hash, slots, table, weights
from leakbench.generator.templates import compile_templates

DECADES = ("w1950", "w1960", "w1970", "w1980", "w1990", "w2000", "w2010", "w2020")
_FIRST_DECADE = 1950
_SEXES = ("F", "M")
_WHOLE_SHARE = 0.35  # of the two-character names, drawn as one from the popular ones
_RARE_SHARE = 0.0005  # of all given names, with a character outside GBK
_POOL_BITS = 15


def _total(values: NDArray[np.float64]) -> NDArray[np.float64]:
    # A running sum adds in order, so the last digit is the same on every processor.
    return np.cumsum(values, axis=0)[-1]


class Names:
    """Surnames and the given names that belong to one split."""

    def __init__(self, split: Split, arena: Arena) -> None:
        self._split = split
        self._arena = arena
        surnames = table("surnames")["surname"]
        self.surnames = arena.intern(surnames)
        self.surname_pinyin = Pinyin(surnames, "surname", arena)
        self.latin_name = compile_templates(
            ["{surname}[, {given}]", "{surname}[ {given}]"], {"surname": 0, "given": 1}, arena
        )
        self._surname_slots = slots(weights("surnames", "share"))

    def surname_place(self, bits: Bits) -> NDArray[np.integer]:
        """Surnames by their share of the population, as places in ``surnames``."""
        return pick(bits, self._surname_slots)

    def given_place(
        self, bits: Bits, male: NDArray[np.bool_], year: NDArray[np.int64]
    ) -> NDArray[np.integer]:
        """Given names by sex and year of birth, as places in ``given_names``."""
        decade = np.clip((year - _FIRST_DECADE) // 10, 0, len(DECADES) - 1)
        pool = male * len(DECADES) + decade
        place = (pool.astype(np.uint64) << np.uint64(_POOL_BITS)) | (
            bits >> np.uint64(64 - _POOL_BITS)
        )
        return self._pools[0][place]

    def surname(self, bits: Bits) -> Strings:
        """Surnames by their share of the population."""
        return self.surnames.take(self.surname_place(bits))

    def given(self, bits: Bits, male: NDArray[np.bool_], year: NDArray[np.int64]) -> Strings:
        """Given names by sex and year of birth."""
        return self.given_names.take(self.given_place(bits, male, year))

    @cached_property
    def given_names(self) -> Strings:
        """Every given name that is drawn, by sex and decade; a name may occur several times."""
        return self._arena.intern(self._pools[1])

    @cached_property
    def given_pinyin(self) -> Pinyin:
        """Their pinyin."""
        return Pinyin(self._pools[1], "given", self._arena)

    @cached_property
    def _pools(self) -> tuple[NDArray[np.int32], list[str]]:
        """Inverse distributions, one after another by sex and decade, and the names in them."""
        chosen: list[NDArray[np.int64]] = []
        texts: list[str] = []
        base = 0
        for sex in _SEXES:
            points, weight = self._candidates(sex)
            drawn = np.stack([slots(column, _POOL_BITS) for column in weight.T])
            used, place = np.unique(drawn, return_inverse=True)
            chosen.append(place.reshape(-1) + base)
            texts += [
                first + second for first, second in zip(*_characters(points[used]), strict=True)
            ]
            base += len(used)
        return np.concatenate(chosen).astype(np.int32), texts

    def _candidates(self, sex: str) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
        """Code points (n, 2) and weights (n, decades) of every given name of this split."""
        rows = table("given_names")
        kinds = np.array(rows["kind"])
        mine = np.array(rows["sex"]) == sex
        texts = np.array(rows["text"])
        weight = np.stack([weights("given_names", decade) for decade in DECADES], axis=1)
        solo_share = weights("given_name_length", "solo_share") / 100

        def of_kind(kind: str) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
            where = mine & (kinds == kind)
            points = texts[where].astype("U2").view(np.uint32).reshape(-1, 2)
            return points, weight[where]

        (solo, solo_weight), (whole, whole_weight) = of_kind("solo"), of_kind("whole")
        (first, first_weight), (second, second_weight) = of_kind("first"), of_kind("second")
        rare = np.array(table("rare_characters")["text"]).astype("U1").view(np.uint32)
        rare_weight = weights("rare_characters", "male" if sex == "M" else "female")[:, None]
        rare_solo = np.stack([rare, np.zeros_like(rare)], axis=1)
        usual, length = 1 - _RARE_SHARE, np.stack([solo_share, 1 - solo_share])
        parts = []
        for points, part, share in (
            (solo, solo_weight, usual * length[0]),
            (whole, whole_weight, usual * length[1] * _WHOLE_SHARE),
            (
                *_pairs(first, second, first_weight, second_weight),
                usual * length[1] * (1 - _WHOLE_SHARE),
            ),
            (rare_solo, np.repeat(rare_weight, len(DECADES), axis=1), _RARE_SHARE * length[0]),
            (*_pairs(first, rare_solo, first_weight, rare_weight), _RARE_SHARE * length[1]),
        ):
            mine_too = owned(points_hash(points), self._split)
            kept = part * mine_too[:, None]
            parts.append((points, kept * (share / _total(kept))))
        return (
            np.concatenate([points for points, _ in parts]),
            np.concatenate([part for _, part in parts]),
        )


def _pairs(
    first: NDArray[np.uint32],
    second: NDArray[np.uint32],
    first_weight: NDArray[np.float64],
    second_weight: NDArray[np.float64],
) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
    """Names of two different characters and their weights, shapes (n, 2) and (n, decades)."""
    points = np.stack(
        [np.repeat(first[:, 0], len(second)), np.tile(second[:, 0], len(first))], axis=1
    )
    weight = (first_weight[:, None] * second_weight[None]).reshape(len(points), -1)
    weight[points[:, 0] == points[:, 1]] = 0
    return points, weight


def _characters(points: NDArray[np.uint32]) -> tuple[list[str], list[str]]:
    first, second = (np.ascontiguousarray(column).view("U1").tolist() for column in points.T)
    return first, second

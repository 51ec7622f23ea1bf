"""Given names of one split: popular ones, and combinations of characters, by decade of birth.

Words stand in ``data/given_names.csv``, and what share of names has one character in
``data/given_name_length.csv``. The splits share no name; they share its characters.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.tables import SPLIT_ENDS, owned, points_hash, table, weights
from leakbench.generator.spec import Split

DECADES = ("w1950", "w1960", "w1970", "w1980", "w1990", "w2000", "w2010", "w2020")
SEXES = ("F", "M")
# Of the two-character names, those that are
_WHOLE_SHARE = 0.22  # drawn as one from the popular ones,
_UNUSUAL_SHARE = 0.12  # of characters that mostly stand in the other place,
_DOUBLE_SHARE = {"F": 0.02, "M": 0.004}  # the same character twice.
_RARE_SHARE = 0.0005  # of all given names, with a character outside GBK

_Words = tuple[NDArray[np.uint32], NDArray[np.float64]]
"""Words as code points, shape (n, 2), and their weights, shape (decades, n)."""


# The same for every seed, and slow to make.
@cache
def candidates(split: Split, sex: int) -> "Candidates":
    """The given names of a split and of one of ``SEXES``."""
    return Candidates(split, SEXES[sex])


class Candidates:
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

        def evened(kind: str) -> _Words:
            """To the power of 3/4 (roots are exact): lists fall faster with rank than names do."""
            points, weight = of_kind(kind)
            return points, np.sqrt(weight) * np.sqrt(np.sqrt(weight))

        first, second = evened("first"), evened("second")
        both = _joined(first, second)
        double = np.repeat(second[0][:, :1], 2, axis=1), second[1]
        rare_points = np.array(table("rare_characters")["text"], "U2").view(np.uint32)
        rare_weight = weights("rare_characters", "male" if sex == "M" else "female")
        rare = rare_points.reshape(-1, 2), np.tile(rare_weight, (len(DECADES), 1))
        usual_share = 1 - _WHOLE_SHARE - _UNUSUAL_SHARE - _DOUBLE_SHARE[sex]
        usual, length = 1 - _RARE_SHARE, np.stack([solo_share, 1 - solo_share])
        self._parts = [
            (self._of_solo(of_kind("solo")), usual * length[0]),
            (self._own(evened("whole")), usual * length[1] * _WHOLE_SHARE),
            (self._own(double), usual * length[1] * _DOUBLE_SHARE[sex]),
            (self._own_pairs(both, both), usual * length[1] * _UNUSUAL_SHARE),
            (self._own_pairs(first, second), usual * length[1] * usual_share),
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

    def _of_solo(self, words: _Words) -> "_Part":
        points, weight = words
        mine = _solo_splits()
        here = np.flatnonzero([mine[point] == self._split for point in points[:, 0].tolist()])
        return _Part(points[here], [(weight, here)])

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


def _joined(one: _Words, other: _Words) -> _Words:
    """Characters of two lists, the weights of those in both added up."""
    points, place = np.unique(np.concatenate([one[0], other[0]])[:, 0], return_inverse=True)
    weight = np.zeros((len(DECADES), len(points)))
    np.add.at(weight.T, place, np.concatenate([one[1], other[1]], axis=1).T)
    return np.stack([points, np.zeros_like(points)], axis=1), weight


@cache
def _solo_splits() -> dict[int, Split]:
    """The split of each one-character name, by its code point.

    They are few, and a handful of them are most people's: the most frequent ones are dealt out
    first, each to the split that lacks most of its share.
    """
    rows = table("given_names")
    total: dict[int, float] = {}
    weight = np.stack([weights("given_names", decade) for decade in DECADES]).sum(axis=0)
    for kind, text, share in zip(rows["kind"], rows["text"], weight, strict=True):
        if kind == "solo":
            total[ord(text)] = total.get(ord(text), 0.0) + float(share)
    wanted = {split: (end - begin) / 100 for split, (begin, end) in SPLIT_ENDS.items()}
    given = dict.fromkeys(wanted, 0.0)
    found: dict[int, Split] = {}
    for point in sorted(total, key=lambda point: (-total[point], point)):
        found[point] = split = min(wanted, key=lambda name: given[name] / wanted[name])
        given[split] += total[point]
    return found


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

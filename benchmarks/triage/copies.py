"""Which list was copied from which, told by what stands in them.

Two lists are of one origin if records of the one stand in the other, cell for cell. Which came
first is told by wear (values that are whole there and spoilt here), by columns that are missing, by
records that are, and only at last by when the files were written. Of all earlier lists that hold a
list's records the one most like it is where it comes from, further ones only where they hold what
the first does not: so what was copied twice leads back step by step, and a merged list to several.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final, Literal

import numpy as np

from leakbench.benchmarks.triage.copy_candidates import candidates
from leakbench.benchmarks.triage.copy_comparison import Comparison, Listed, Wear, compare, wear

Kind = Literal["same", "whole", "part", "fewer columns", "merged"]

_FEWEST: Final = 5  # records that two lists share
_LEAST: Final = 0.15  # of the records of one of them
_JUDGED: Final = 10  # cells that tell whether they are the same records
_SAME: Final = 0.5  # of those
_KNOWN: Final = 0.9  # of what is said of people and firms, where no such cell is left
_ORDERED: Final = 0.8  # of the records, where there is nothing of that either
_CONTAINED: Final = 0.9  # of the records: the others were lost by wear
_MORE: Final = 0.08  # of its records that another parent adds
_WORN: Final = 2.5  # standard deviations by which more cells are worn here than there
_IN_ORDER: Final = 0.95  # of the records, where a list was not sorted in another way


@dataclass(frozen=True, slots=True)
class Copy:
    """A list that was made of another.

    Attributes:
        parent: Number of the list that it was made of.
        child: Its number.
        shared: Records of the child that stand in the parent.
        containment: Their share of the child's.
        kind: What became of the parent.
    """

    parent: int
    child: int
    shared: int
    containment: float
    kind: Kind


class _Sign(IntEnum):
    """By what is told which of two lists came first, from the weakest on."""

    MODIFIED = 0
    PART = 1
    COLUMNS = 2
    MERGED = 3
    WEAR = 4


@dataclass(frozen=True, slots=True)
class _Pair:
    """What of the child stands in the parent, and the other way round.

    Attributes:
        of_child: The first.
        of_parent: The second.
        wear: How worn the child is beside the parent.
        sign: By what it is told that it is the child.
    """

    of_child: Comparison
    of_parent: Comparison
    wear: Wear
    sign: _Sign

    def turned(self, sign: _Sign) -> "_Pair":
        """The same the other way round."""
        worn = Wear(self.wear.mended, self.wear.worn, self.wear.alike)
        return _Pair(self.of_parent, self.of_child, worn, sign)


def copies(lists: Sequence[Listed]) -> list[Copy]:
    """The copies among some lists, by child and parent."""
    pairs: dict[tuple[int, int], _Pair] = {}
    for one, other in candidates([each.records.ids.ravel() for each in lists]):
        there, back = compare(lists[one], lists[other]), compare(lists[other], lists[one])
        if not (_of_one_origin(there) or _of_one_origin(back)):
            continue
        pair = _Pair(back, there, wear(lists[one], lists[other], there), _Sign.MODIFIED)
        first, sign = _earlier(lists[one], lists[other], pair)
        pair = replace(pair, of_child=back.without_places(), of_parent=there.without_places())
        if first:
            pairs[one, other] = replace(pair, sign=sign)
        else:
            pairs[other, one] = pair.turned(sign)
    _turn_merges(lists, pairs)
    _turn_rings(pairs)
    return [
        copy
        for child in range(len(lists))
        for copy in _parents(
            lists, child, {a: pair for (a, b), pair in pairs.items() if b == child}
        )
    ]


def _of_one_origin(found: Comparison) -> bool:
    shared = int(found.shared.sum())
    if shared < _FEWEST or shared < _LEAST * len(found.shared):
        return False
    if found.telling >= _JUDGED:
        return found.same >= _SAME * found.telling
    if found.containment < _CONTAINED:
        return False
    known = found.personal >= _JUDGED and found.known >= _KNOWN * found.personal
    return known or (found.ordered or 0) >= _ORDERED


def _earlier(one: Listed, other: Listed, pair: _Pair) -> tuple[bool, _Sign]:
    """Whether the first of two lists of one origin is the earlier, and by what that is told.

    Args:
        one: The first.
        other: The second.
        pair: What of each stands in the other, the second being the child.
    """
    worn, mended = pair.wear.worn, pair.wear.mended
    tables = bool(one.kinds and other.kinds)  # words of a text are no cells that could be worn
    if tables and abs(worn - mended) > _WORN * np.sqrt(worn + mended):
        return worn > mended, _Sign.WEAR
    columns = one.records.columns - other.records.columns
    if columns and tables:
        return columns > 0, _Sign.COLUMNS
    there, back = pair.of_parent.containment, pair.of_child.containment
    if (there >= _CONTAINED) != (back >= _CONTAINED):
        return back >= _CONTAINED, _Sign.PART  # the second is a part of the first
    return one.modified <= other.modified, _Sign.MODIFIED


def _turn_merges(lists: Sequence[Listed], pairs: dict[tuple[int, int], _Pair]) -> None:
    """Lists that lie in one apart from each other, and make up all of it, came before it."""
    for whole in range(len(lists)):
        before = {a: pair.of_child for (a, b), pair in pairs.items() if b == whole}
        if any(one.containment >= _CONTAINED for one in before.values()):
            continue
        inside = {
            child: pair.of_parent
            for (parent, child), pair in pairs.items()
            if parent == whole
            and pair.of_child.containment >= _CONTAINED
            and pair.sign < _Sign.MERGED
        }
        covered = np.zeros(lists[whole].size, np.bool_)
        chosen = []
        known = before | inside
        for one in sorted(known, key=lambda one: (-int(known[one].shared.sum()), one)):
            here = known[one].shared
            if (covered & here).sum() <= _MORE * here.sum():
                covered |= here
                chosen.append(one)
        if len(chosen) > 1 and covered.mean() >= _CONTAINED:
            for child in inside.keys() & set(chosen):
                pairs[child, whole] = pairs.pop((whole, child)).turned(_Sign.MERGED)


def _turn_rings(pairs: dict[tuple[int, int], _Pair]) -> None:
    """Turn the weakest of three copies that lead back to where they began."""
    for _ in range(len(pairs)):
        rings = (
            ((one, other), (other, third), (third, one))
            for one, other in pairs
            for third in (child for parent, child in pairs if parent == other)
            if (third, one) in pairs
        )
        ring = next(rings, None)
        if ring is None:
            return
        parent, child = min(ring, key=lambda edge: (pairs[edge].sign, edge))
        pairs[child, parent] = pairs.pop((parent, child)).turned(_Sign.MERGED)


def _parents(lists: Sequence[Listed], child: int, earlier: Mapping[int, _Pair]) -> list[Copy]:
    left = dict(earlier)
    covered = np.zeros(lists[child].size, np.bool_)
    found: list[Copy] = []

    def nearness(parent: int) -> tuple[float, ...]:
        pair = left[parent]
        new = float((pair.of_child.shared & ~covered).mean())
        return (
            round(new, 1),
            (pair.of_child.ordered or 1.0) >= _IN_ORDER,
            round(pair.of_parent.containment, 1),
            round(pair.wear.alike, 3),
            lists[parent].modified,
        )

    while left:
        parent = max(sorted(left), key=nearness)
        pair = left.pop(parent)
        new = pair.of_child.shared & ~covered
        if found and new.mean() < _MORE:
            break
        covered |= pair.of_child.shared
        kind = _kind(lists[parent], lists[child], pair)
        shared = int(pair.of_child.shared.sum())
        found.append(Copy(parent, child, shared, pair.of_child.containment, kind))
    if len(found) > 1:
        found = [Copy(one.parent, child, one.shared, one.containment, "merged") for one in found]
    return found


def _kind(parent: Listed, child: Listed, pair: _Pair) -> Kind:
    if child.kinds and parent.kinds and child.records.columns < parent.records.columns:
        return "fewer columns"
    if pair.of_parent.containment < _CONTAINED:
        return "part"
    exact = pair.wear.alike == 1 and child.size == parent.size
    return "same" if exact else "whole"

"""The families that the population consists of, and who in them is whose parent.

A fixed cycle of families, declared in ``data/families.csv``, repeats for ever. Its mixture gives
the population its ages and sexes, and since a person's index says which member of which family
somebody is, relatives, owners and candidates are found by arithmetic alone.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.files import SPAN_BITS, file_of, place_of
from leakbench.generator.engine.streams import Index
from leakbench.generator.engine.tables import table


class Families:
    """The cycle of families as arrays over its members.

    Attributes:
        size: Members of a cycle.
        count: Families of a cycle.
        family: The family of each member, from 0.
        anchor_low: Youngest age of the family's anchor (its eldest child, or a grown-up alone).
        anchor_high: Oldest.
        offset_low: Least years that the member is older than the anchor.
        offset_high: Most.
        male: Probability that the member is male.
        father: Member from whom the surname comes: the father for children and his parents'
            family, oneself for everybody else.
        mother: A child's mother; oneself for everybody else.
        spouse: A father's wife, a mother's husband; oneself for everybody else.
        child: The last child of a father or mother; oneself where there is none.
        owners: Members who may own a company.
        candidates: Members who sit the next university entrance examination.
        has_candidate: Whether the family of each member has one, who then is its anchor.
    """

    def __init__(self) -> None:
        rows = table("families")
        role = np.array(rows["role"])
        self.size = len(role)
        self.family = np.array(rows["family"], np.int64) - 1
        self.count = int(self.family[-1]) + 1
        self.anchor_low, self.anchor_high, self.offset_low, self.offset_high = (
            np.array(rows[name], np.int64)
            for name in ("anchor_low", "anchor_high", "offset_low", "offset_high")
        )
        self.male = np.array(rows["male"], np.float64)
        self.owners = np.flatnonzero(np.array(rows["owner"]) == "yes")
        self.candidates = np.flatnonzero(role == "candidate")
        self.has_candidate = np.isin(self.family, self.family[self.candidates])
        child = np.isin(role, ("child", "candidate"))
        self.father = np.where(
            child | (role == "grandfather"), self._place(role == "father"), np.arange(self.size)
        )
        self.mother = np.where(child, self._place(role == "mother"), np.arange(self.size))
        wife, husband = self._place(role == "mother"), self._place(role == "father")
        self.spouse = np.select(
            [role == "father", role == "mother"], [wife, husband], np.arange(self.size)
        )
        children = self._place(child)
        parent = np.isin(role, ("father", "mother")) & (children >= 0)
        self.child = np.where(parent, children, np.arange(self.size))

    def _place(self, where: NDArray[np.bool_]) -> NDArray[np.int64]:
        """The member that holds a role in each member's family."""
        of_family = np.full(self.count, -1)
        of_family[self.family[where]] = np.flatnonzero(where)
        return of_family[self.family]

    def nth(self, members: NDArray[np.int64], index: Index) -> Index:
        """Index of the person of each number among these members.

        A file's numbers are people of its own neighbourhood, one after another; they begin with
        another member in each file, so that files of one row are of people of every kind.
        """
        file = file_of(index)
        turn = place_of(index) + file % len(members)
        cycle = turn // len(members)
        member = members[turn - cycle * len(members)]
        return ((file << SPAN_BITS) + cycle) * self.size + member


@cache
def families() -> Families:
    """The one cycle of families."""
    return Families()

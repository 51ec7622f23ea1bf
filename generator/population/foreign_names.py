"""Names of foreigners, in capitals as their passports have them and as Chinese lists write them.

Parts of names stand in ``data/foreign_names.csv``; they are put together at random within an
origin, so that a name is nobody's on purpose. Given names are parted between the splits.
"""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import owned, pick, slots, table, text_hash, weights
from leakbench.generator.engine.templates import compile_templates

_PARTS = ("family", "given")
_SEXES = ("F", "M")
_LIST_BITS = 10
_LATIN = ("{family}, {given}", "{family} {given}", "{given} {family}")


def family_bits(household: Bits, own: Bits) -> Bits:
    """Bits that give a whole family its origin and family name, and everybody another given name.

    Args:
        household: Random bits of each one's family.
        own: Random bits of each one.
    """
    given = np.uint64(((1 << 32) - 1) & ~((1 << _LIST_BITS) - 1))
    return (household & ~given) | (own & given)


class ForeignNames:
    """The foreign names of one split."""

    def __init__(self, population: Population) -> None:
        self._arena = arena = population.arena
        origins, rows = table("foreign_origins"), table("foreign_names")
        self._by_origin = slots(weights("foreign_origins", "share"))
        self._latin, self._chinese = arena.intern(rows["latin"]), arena.intern(rows["text"])
        origin, part, sex = (np.array(rows[name]) for name in ("origin", "part", "sex"))
        mine = owned(text_hash(rows["latin"]), population.split) | (part == "family")
        weight = weights("foreign_names")
        shape = (len(origins["origin"]), len(_PARTS), len(_SEXES), 1 << _LIST_BITS)
        self._lists = np.empty(shape, np.int32)
        for of, name in enumerate(origins["origin"]):
            for place, kind in enumerate(_PARTS):
                listed = mine & (origin == name) & (part == kind)
                for gender, letter in enumerate(_SEXES):
                    here = np.flatnonzero(listed & np.isin(sex, (letter, "")))
                    self._lists[of, place, gender] = here[slots(weight[here], _LIST_BITS)]
        fields = {"family": 0, "given": 1}
        self._latin_templates = compile_templates(_LATIN, fields, arena)
        self._chinese_templates = compile_templates(origins["chinese"], fields, arena)

    def _places(
        self, bits: Bits, male: NDArray[np.bool_]
    ) -> tuple[NDArray[np.integer], NDArray[np.int32], NDArray[np.int32]]:
        """Origin, family name and given name of each."""
        origin = self.origin(bits)
        draws = lower(bits) >> np.uint64(32)
        width = (1 << _LIST_BITS) - 1
        first, second = (
            (draws >> np.uint64(place * _LIST_BITS)) & np.uint64(width) for place in range(2)
        )
        sex = male.astype(np.intp)
        family, given = self._lists[origin, 0, sex, first], self._lists[origin, 1, sex, second]
        return origin, family, given

    def origin(self, bits: Bits) -> NDArray[np.integer]:
        """Where the names that are drawn with these bits are from: rows of the origins' table."""
        return pick(bits, self._by_origin)

    def latin(self, bits: Bits, male: NDArray[np.bool_]) -> Strings:
        """In capitals: ``FAMILY, GIVEN``, ``FAMILY GIVEN`` or ``GIVEN FAMILY``."""
        _, family, given = self._places(bits, male)
        order = ((lower(bits) >> np.uint64(32 + 2 * _LIST_BITS)) % np.uint64(3)).astype(np.int32)
        columns = [self._latin.take(family), self._latin.take(given)]
        return compose(order, self._latin_templates, columns, self._arena)

    def chinese(self, bits: Bits, male: NDArray[np.bool_]) -> Strings:
        """The same names in Chinese characters, with a middle dot where they are transcribed."""
        origin, family, given = self._places(bits, male)
        columns = [self._chinese.take(family), self._chinese.take(given)]
        return compose(origin, self._chinese_templates, columns, self._arena)

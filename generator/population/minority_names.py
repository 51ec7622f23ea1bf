"""Names of peoples that do not name as the Han do: 阿依古丽·买买提, 扎西次仁, 沙马阿依.

How many in a county bear such names, and how each people puts them together, is declared in
``data/minority_regions.csv`` and ``data/minority_peoples.csv``; the parts stand in
``data/minority_names.csv``. A name has a head and a tail (which may be empty): one's own name and
one's father's, two names of one's own, or the clan's name and one's own.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import owned, slots, table, text_hash, weights
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.population.families import families
from leakbench.generator.population.pinyin import Pinyin, Spelling

_LIST_BITS = 12
_SEXES = ("F", "M")
_SOURCES = ("given", "father", "second", "clan", "")  # where a head or tail comes from
_PARTS = ("given", "given", "second", "clan", "")  # and which list it is drawn from
_FATHER, _SECOND = _SOURCES.index("father"), _SOURCES.index("second")

Places = NDArray[np.int32]


class NameParts(NamedTuple):
    """Heads and tails of some rows, as places in the vocabulary.

    Attributes:
        row: The rows of the block that have such a name.
        head: What stands first.
        tail: What follows, with a middle dot before it or not.
        people: Whose names these are, as a row of ``data/minority_peoples.csv``.
    """

    row: NDArray[np.intp]
    head: Places
    tail: Places
    people: NDArray[np.integer]


class MinorityNames:
    """The parts of such names that belong to one split, and who bears them."""

    def __init__(self, population: Population) -> None:
        self._streams = population.streams
        peoples = table("minority_peoples")
        self._peoples = peoples["people"]
        self._source = [
            np.array([_SOURCES.index(source) for source in peoples[side]])
            for side in ("head", "tail")
        ]
        self._dot = np.rint(weights("minority_peoples", "dot") / 100 * 2**32).astype(np.uint64)
        texts = self._read(population)
        self._count = np.int32(len(texts))
        # Each once more with the dot before it.
        self._strings = population.arena.intern([*texts, *("·" + text for text in texts)])
        self._pinyin = Pinyin([*texts, *texts], "given", population.arena, letters=1)
        self._bounds = self._shares(population.vocabulary(Divisions).code)
        self._total = self._bounds[:, -1].copy()

    def _read(self, population: Population) -> list[str]:
        """The parts; fills the inverse distributions of all lists, shape (lists, draws)."""
        rows = table("minority_names")
        people, part, sex, text = (
            np.array(rows[name]) for name in ("people", "part", "sex", "text")
        )
        weight = weights("minority_names")
        # What stands first sets names apart; a second name may follow it in every split.
        mine = owned(text_hash(rows["text"]), population.split) | (part == "second")
        texts, places = np.unique(text, return_inverse=True)
        self._lists = np.zeros(
            (len(self._peoples), len(_SOURCES), len(_SEXES), 1 << _LIST_BITS), np.int32
        )
        for of, name in enumerate(self._peoples):
            for place, wanted in enumerate(_PARTS):
                for gender, letter in enumerate(_SEXES):
                    here = np.flatnonzero(
                        mine & (people == name) & (part == wanted) & np.isin(sex, (letter, ""))
                    )
                    if len(here):
                        drawn = here[slots(weight[here], _LIST_BITS)]
                        self._lists[of, place, gender] = places[drawn] + 1  # the empty text is 0
        return ["", *texts.tolist()]

    def _shares(self, codes: NDArray[np.int64]) -> NDArray[np.uint64]:
        """Running totals of the peoples' shares by county, in units of 2**-32."""
        regions = table("minority_regions")
        share = np.zeros((len(codes), len(self._peoples)))
        for prefix in sorted(set(regions["prefix"]), key=len):  # the longest one holds
            here = codes // 10 ** (6 - len(prefix)) == int(prefix or 0)
            share[here] = 0
            for of, people, percent in zip(*regions.values(), strict=True):
                if of == prefix:
                    share[here, self._peoples.index(people)] = float(percent) / 100
        return np.rint(np.cumsum(share, axis=1) * 2**32).astype(np.uint64)

    def draw(
        self,
        index: Index,
        male: NDArray[np.bool_],
        county: NDArray[np.integer],
        household: Bits,
    ) -> NameParts:
        """Who bears such a name, and which.

        Args:
            index: Index of each person.
            male: Whether each is male.
            county: Index of the county of each one's home.
            household: Random numbers, the same for all members of a family.
        """
        drawn = household >> np.uint64(32)
        row = np.flatnonzero(drawn < self._total[county])
        people = (self._bounds[county[row]] <= drawn[row, None]).sum(axis=1)
        index, sex = index[row], male[row].astype(np.intp)
        member = index % families().size
        father = index - member + families().father[member]
        is_child = families().mother[member] != member

        def bits(name: str, of: Index) -> Bits:
            return self._streams.bits(f"minority/{name}", of)

        own = bits("given", index)
        by_source = [
            own,
            np.where(is_child, bits("given", father), bits("patronym", index)),
            bits("second", index),
            bits("clan", father),
            own,
        ]
        of_head, of_tail = (source[people] for source in self._source)
        head = self._take(of_head, people, sex, by_source)
        tail = self._take(of_tail, people, sex, by_source)
        # Nobody is called the same twice: whoever would be takes another second name.
        by_source[_SECOND] = np.where(head == tail, ~by_source[_SECOND], by_source[_SECOND])
        tail = self._take(of_tail, people, sex, by_source)
        dotted = (tail > 0) & ((lower(own) >> np.uint64(32)) < self._dot[people])
        return NameParts(row, head, tail + self._count * dotted, people)

    def _take(
        self,
        source: NDArray[np.integer],
        people: NDArray[np.integer],
        sex: NDArray[np.integer],
        by_source: list[Bits],
    ) -> Places:
        sex = np.where(source == _FATHER, 1, sex)
        bits = np.choose(source, by_source) >> np.uint64(64 - _LIST_BITS)
        return self._lists[people, source, sex, bits]

    def text(self, places: Places) -> Strings:
        """Parts in characters."""
        return self._strings.take(places)

    def spelled(self, places: Places, how: Spelling) -> Strings:
        """Parts in pinyin."""
        return self._pinyin.spelled(how).take(places)

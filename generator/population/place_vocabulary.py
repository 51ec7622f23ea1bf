"""All words that stand in addresses of one split, in one table, and the lists to draw them from."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits
from leakbench.generator.engine.strings import Packed, Strings
from leakbench.generator.engine.tables import Slots, slots, table
from leakbench.generator.population.company_brands import POOLS
from leakbench.generator.population.compounds import Compounds, words_of
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.population.place_kinds import WATERS, settings
from leakbench.generator.population.regions import province_short_name, short_name
from leakbench.generator.population.towns import Towns
from leakbench.generator.population.village_names import NamedAfter, after_villages, shares

COMPOUNDS = {
    "road": ("road_words", "road_suffixes"),
    "estate": ("estate_words", "estate_suffixes"),
    "office": ("office_words", "office_suffixes"),
    **{
        name: (f"address_words/{words}", f"address_words/{name}_type")
        for name, words in (
            *(("school", "venue"), ("hospital", "hospital"), ("hotel", "hotel"), ("mall", "mall")),
            *(("market", "market"), ("park", "park"), ("shop", "shop"), ("alley", "alley")),
            *(("hamlet", "hamlet"), ("dealer", "shop"), ("firm", "shop")),
            ("quarters", "quarters"),
        )
    },
}
"""Lists whose entries are two words, of which the splits share out the combinations."""

NUMBERED = 160
"""Numbers of buildings and units below it have names."""

_NOT_WET = {  # words that stand nowhere near: neither at the sea, nor at a river
    "dry": ("sea", "river"),
    "river": ("sea",),
    "sea": (),
}
_MANY = 2_000  # combinations, from which on they are drawn to 16 bits
_FEW = 11  # bits for lists of words
_NUMBERS = 10_000
_DIGITS = "零一二三四五六七八九"
_STEMS = ("", *"甲乙丙丁戊己庚辛壬")
_LETTERS = "ABCDEF"
_LONGEST_FLOOR = 12  # storeys that are written in characters


class Drawn(NamedTuple):
    """Inverse distributions of lists.

    Attributes:
        first: Where the list's entries stand among all words, shape (lists,).
        offset: Where its distribution begins, shape (lists, waters).
        shift: By how much random bits are shifted to become a place in it, shape (lists,).
        inverse: All distributions, one after another.
    """

    first: NDArray[np.int64]
    offset: NDArray[np.int64]
    shift: NDArray[np.uint64]
    inverse: NDArray[np.int16]


def spelled(number: int) -> str:
    """A number below 1,000 as it is spoken: 十二, 三十, 一百零五."""
    if number < 20:
        return "十" * (number > 9) + (_DIGITS[number % 10] if number % 10 or not number else "")
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = f"{_DIGITS[hundreds]}百" if hundreds else ""
    middle = f"{_DIGITS[tens]}十" if tens else "零" if hundreds and ones else ""
    return head + middle + (_DIGITS[ones] if ones else "")


def _zone_name(zone: str, province: str, city: str) -> str:
    """A zone's name without its city's, which an address has named already."""
    name = zone.removeprefix(province_short_name(province)).removeprefix(city)
    rest = name.removeprefix(short_name(city))
    return name if rest.startswith("港") else rest  # the port of 东营 is no other city's


def _numbers_of(part: str) -> tuple[list[str], list[str]]:
    """The names of numbered buildings or units, and the numbers in them, form by form."""
    rows = table("numbered_parts")
    names, numbers = [], []
    for form in (form for form, of in zip(rows["form"], rows["part"], strict=True) if of == part):
        for number in range(NUMBERED):
            letter = _LETTERS[(number - 1) % len(_LETTERS)]
            values = {"n": str(number), "han": spelled(number), "letter": letter}
            names.append(form.format(**values) if number else "")
            numbers.append((letter if "{letter}" in form else str(number)) if number else "")
    return names, numbers


def _called_after(name: str) -> dict[str, float]:
    """The share of a list's entries that are called after trade names, of each pool."""
    rows = table("named_after")
    return {
        pool: float(share) / 100
        for of, pool, share in zip(rows["list"], rows["after"], rows["share"], strict=True)
        if of == name and pool in POOLS
    }


class PlaceVocabulary:
    """The words of one split.

    Attributes:
        fields: Where the words of each field begin; a place's number is counted from there.
        lists: Names of the lists that are drawn from, in the order of ``drawn``.
        drawn: Their distributions.
        by_part: Distributions of the forms of buildings: of homes, of firms, and of units.
        towns: The towns.
        named_after: What is called after villages.
    """

    def __init__(self, population: Population) -> None:
        self._arena = population.arena
        self._parts: list[Packed] = []
        self._size = 0
        self.fields: dict[str, int] = {}
        self.towns = population.vocabulary(Towns)
        self._add_divisions(population.vocabulary(Divisions))
        towns = self.towns
        for name, strings in (
            *(("town", towns.name), ("town_bare", towns.bare)),
            *(("village", towns.village), ("village_bare", towns.bare_village)),
        ):
            self.fields[name] = self._add(strings)
        self._add_numbers()
        self.compounds = {
            name: Compounds(*lists, population, _called_after(name))
            for name, lists in COMPOUNDS.items()
        }
        self.lists, self.drawn = self._drawn_lists()
        self.named_after = self._add_named_after(population)
        self.fields["road"] = int(self.drawn.first[self.lists.index("road")])
        self.fields["name"] = 0
        self._literals: dict[str, int] = {}
        rows = table("numbered_parts")
        home, works = (np.array(rows[key], np.float64) for key in ("home", "works"))
        unit = np.array([part == "unit" for part in rows["part"]])
        self.by_part = np.array(
            [slots(home[~unit], 10), slots(works[~unit], 10), slots(home[unit], 10)], np.int8
        )

    def _add(self, strings: Strings) -> int:
        self._parts.append(strings.packed)
        self._size += len(strings)
        return self._size - len(strings)

    def _add_texts(self, field: str, texts: list[str]) -> None:
        self.fields[field] = self._add(self._arena.intern(texts))

    def _add_divisions(self, divisions: Divisions) -> None:
        rows = table("divisions")
        # What a municipality is divided into is its own, with no city between.
        cities = [
            city or (province if province.endswith("市") else "")
            for province, city in zip(rows["province"], rows["city"], strict=True)
        ]
        provinces = ["" if name.endswith("市") else name for name in rows["province"]]
        self._add_texts("province", provinces)
        self._add_texts("province_short", [province_short_name(name) for name in provinces])
        self._add_texts("city", cities)
        self._add_texts("city_short", [short_name(name) for name in cities])
        counties = [
            _zone_name(county, province, city) if code[4] == "7" and city else county
            for code, province, city, county in zip(
                rows["code"], rows["province"], cities, rows["county"], strict=True
            )
        ]
        self._add_texts("county", counties)
        heads = [city + county for city, county in zip(cities, counties, strict=True)]
        self._add_texts("city_county", heads)
        wholes = [name + head for name, head in zip(provinces, heads, strict=True)]
        self._add_texts("whole", wholes)
        self._add_texts("county_short", [short_name(name) for name in rows["county"]])
        self._add_texts("seat", self._arena.texts(divisions.district))

    def _add_numbers(self) -> None:
        figures = self._arena.whole(np.arange(_NUMBERS, dtype=np.int64))
        figures = figures.blank(np.arange(_NUMBERS) == 0)
        for field in ("number", "annex", "storey", "door", "room", "group"):
            self.fields[field] = self._add(figures) if field == "number" else self.fields["number"]
        self._add_texts("group_han", [spelled(number) if number else "" for number in range(100)])
        self._add_texts(
            "storey_han",
            [spelled(n) if 0 < n <= _LONGEST_FLOOR else str(n) if n else "" for n in range(100)],
        )
        self._add_texts("level", ["负一楼", *(f"{spelled(n)}楼" for n in range(1, 100))])
        self._add_texts("level_letter", ["B1", *(f"{n}F" for n in range(1, 100))])
        self._add_texts("annex_stem", list(_STEMS))
        for part in ("building", "unit"):
            names, numbers = _numbers_of(part)
            self._add_texts(part, names)
            self._add_texts(f"{part}_number", numbers)

    def _drawn_lists(self) -> tuple[tuple[str, ...], Drawn]:
        made_of = {name.partition("/")[2] for lists in COMPOUNDS.values() for name in lists}
        plain = [
            name
            for name in dict.fromkeys(table("address_words")["list"])
            if name not in made_of and name not in _NOT_WET["dry"]
        ]
        wet = [
            {word for name in _NOT_WET[water] for word in words_of(f"address_words/{name}").texts}
            for water in WATERS
        ]
        begins: list[int] = []
        tables: list[list[Slots]] = []
        for name in (*COMPOUNDS, *plain):
            if name in COMPOUNDS:
                compounds = self.compounds[name]
                begins.append(self._add(compounds.texts))
                bits = 16 if len(compounds.texts) > _MANY else 13
                tables.append([compounds.without(words, bits) for words in wet])
            else:
                texts, often = words_of(f"address_words/{name}")
                begins.append(self._add(self._arena.intern(texts)))
                tables.append([slots(often, _FEW)] * len(WATERS))
        sizes = np.array([[len(inverse) for inverse in of_list] for of_list in tables])
        first = np.array(begins)
        offset = (np.cumsum(sizes.ravel()) - sizes.ravel()).reshape(sizes.shape)
        shift = (64 - np.log2(sizes[:, 0])).astype(np.uint64)
        # The road that crosses is drawn from the roads too, by other bits.
        drawn = Drawn(
            first=np.append(first, first[0]),
            offset=np.append(offset, offset[:1], 0),
            shift=np.append(shift, shift[0]),
            inverse=np.concatenate([inverse for of_list in tables for inverse in of_list]),
        )
        return (*COMPOUNDS, *plain, "crossing"), drawn

    def _add_named_after(self, population: Population) -> NamedAfter:
        often = shares()
        share, first = np.zeros((2, len(self.lists)), np.int64)
        for name, of_all in often.items():
            which = self.lists.index(name)
            share[which] = of_all
            first[which] = self._add(after_villages(population, name, COMPOUNDS[name][1]))
        return NamedAfter(share, first)

    def literal(self, text: str) -> int:
        """The place of a literal among the words, to which it is added."""
        if text not in self._literals:
            self._literals[text] = self._add(self._arena.intern([text]))
        return self._literals[text]

    @property
    def words(self) -> Packed:
        """All words there are by now, as ``Strings`` packs them; an entry's place is its number."""
        if len(self._parts) > 1:
            self._parts = [np.concatenate(self._parts)]
        return self._parts[0]

    def roads_at(self, county: NDArray[np.integer], bits: Bits) -> Strings:
        """A road in each county: none along a river where there is none."""
        drawn, road = self.drawn, 0
        entry = drawn.offset[road, settings().water[county]] + (bits >> drawn.shift[road]).astype(
            np.int64
        )
        return Strings(self.words.take(drawn.first[road] + drawn.inverse[entry]))

"""Companies: name, social credit code, owner, address and telephone that agree with one another."""

from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.block import Block
from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.dates import iso
from leakbench.generator.engine.formed import Formed
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Index, Streams, below, chance, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import (
    Slots,
    code_points,
    owned,
    pick,
    points_hash,
    slots,
    table,
    weights,
)
from leakbench.generator.engine.template_choice import declared_templates
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.identifiers.landlines import Landlines, Lines
from leakbench.generator.identifiers.national_ids import Organisations, social_credit_codes
from leakbench.generator.population.addresses import Addresses
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.population.families import families
from leakbench.generator.population.people import People
from leakbench.generator.spec import Split

_NEAR_OWNER = 0.75
_HAS_LANDLINE = 0.65
_FIRST_FOUNDING = 8401  # days: 1993-01-01, the year before the Company Law came into force
_OWNER_AGE = 7670  # days: nobody founds a company before 21
_NEW_CODES = 16709  # days: 2015-10-01, since when organisation codes begin with MA
_BRANDS = 40_000  # 字号 drawn once for all splits, which then share them out
_THREE_CHARACTER_SHARE = 0.2
_PART_FIELDS = ("province", "city", "district", "brand", "word", "form")
_CLASSES = {"company": ord("1"), "shop": ord("2"), "coop": ord("3")}


def _brands(split: Split) -> list[str]:
    """字号 of two or three characters that belong to a split, most frequent first."""
    rows = table("brand_characters")
    position, points = np.array(rows["position"]), code_points(rows["text"])[:, 0]
    index = np.arange(_BRANDS)
    streams = Streams(0, "brands")  # the vocabulary is the same for every seed
    parts = []
    for place in ("first", "second", "third"):
        here = position == place
        inverse = slots(weights("brand_characters")[here])
        parts.append(points[here][pick(streams.bits(place, index), inverse)])
    brands = np.stack(parts, axis=1)
    brands[~chance(streams.bits("length", index), _THREE_CHARACTER_SHARE), 2] = 0
    brands = brands[(brands[:, 0] != brands[:, 1]) & owned(points_hash(brands), split)]
    texts: list[str] = brands.view("U3")[:, 0].tolist()
    return list(dict.fromkeys(texts))


class CompanyVocabulary:
    """The words that company names and facts are made of, in one split."""

    def __init__(self, population: Population) -> None:
        arena = population.arena
        self.brands = arena.intern(_brands(population.split))
        industries = table("industries")
        self.sector = arena.intern(industries["sector"] + table("company_forms")["sector"])
        self.word = arena.intern(industries["word"])
        self.capital = weights("industries", "capital").astype(np.int64)
        self.by_industry = slots(weights("industries"))
        legal_forms = table("company_forms")
        self.legal_form = arena.intern(legal_forms["text"])
        self.category = np.array([_CLASSES[name] for name in legal_forms["class"]], np.uint8)
        self.by_legal_form = slots(weights("company_forms"))
        self.position = arena.intern(table("positions")["text"])
        self.by_position = slots(weights("positions"))
        self.multiple = np.array([0.1, 0.2, 0.3, 0.5, 1, 1, 2, 3, 5, 10])
        self.unit = arena.intern(["万元"])
        fields = {name: i for i, name in enumerate(_PART_FIELDS)}
        declared = declared_templates("company_names")
        templates = [text for some in declared.values() for text in some.templates]
        self.names = compile_templates(templates, fields, arena)
        self.by_name: dict[int, Slots] = {}
        first = 0
        for kind, some in declared.items():
            self.by_name[_CLASSES[kind]] = first + slots(some.weights)
            first += len(some.templates)
        self.joined = compile_templates(["{number}{unit}"], {"number": 0, "unit": 1}, arena)


class Companies(Block):
    """A block of companies; each attribute is drawn when it is first asked for.

    Attributes:
        index: Index of each company.
    """

    stream = "company"

    def __init__(self, population: Population, index: Index) -> None:
        super().__init__(population, index)
        self._words = population.vocabulary(CompanyVocabulary)

    @cached_property
    def owner(self) -> People:
        """The legal person."""
        return People(self._population, families().nth(families().owners, self.index))

    @cached_property
    def county(self) -> NDArray[np.integer]:
        """Index of the county: mostly the owner's, else where companies are."""
        near = chance(self.bits("near"), _NEAR_OWNER)
        elsewhere = pick(self.bits("county"), self._population.vocabulary(Divisions).by_companies)
        return np.where(near, self.owner.county, elsewhere)

    @cached_property
    def _industry(self) -> NDArray[np.integer]:
        return pick(self.bits("industry"), self._words.by_industry)

    @cached_property
    def _legal_form(self) -> NDArray[np.integer]:
        return pick(self.bits("form"), self._words.by_legal_form)

    @cached_property
    def name(self) -> Strings:
        """Registered name: region, 字号, industry, legal form, in the orders that are in use."""
        words, divisions = self._words, self._population.vocabulary(Divisions)
        style = self.bits("style")
        category = words.category[self._legal_form]
        program = np.zeros(len(self.index), np.int32)
        for code, inverse in words.by_name.items():
            program = np.where(category == code, pick(style, inverse), program)
        columns = [
            divisions.province_name.take(divisions.province[self.county]),
            divisions.city.take(self.county),
            divisions.district.take(self.county),
            words.brands.take(below(self.bits("brand"), len(words.brands))),
            words.word.take(self._industry),
            words.legal_form.take(self._legal_form),
        ]
        return compose(program, words.names, columns, self._arena)

    @cached_property
    def uscc(self) -> Strings:
        """Unified social credit code; its area is the company's county."""
        organisations = Organisations(
            category=self._words.category[self._legal_form],
            area=self._population.vocabulary(Divisions).code[self.county],
            serial=(self.bits("code") >> np.uint64(16)).astype(np.int64) % 31**6,
            numeric=self._founding < _NEW_CODES,
        )
        return social_credit_codes(organisations, self._arena)

    @cached_property
    def _founding(self) -> NDArray[np.int64]:
        earliest = np.maximum(self.owner.birth + _OWNER_AGE, _FIRST_FOUNDING)
        bits = self.bits("founding")
        span = np.maximum(self._population.today - earliest, 1)
        # The later of two draws: there are more young companies than old ones.
        return earliest + np.maximum(below(bits, span), below(lower(bits), span))

    @cached_property
    def founded(self) -> Strings:
        """Founding date."""
        return iso(self._founding, self._arena)

    @cached_property
    def industry(self) -> Strings:
        """Section of GB/T 4754: a restaurant's legal form says it, a company's trade does."""
        of_form = len(self._words.word) + self._legal_form
        says = self._words.sector.size[of_form] > 0
        return self._words.sector.take(np.where(says, of_form, self._industry))

    @cached_property
    def capital(self) -> Strings:
        """Registered capital in 万元."""
        words = self._words
        multiple = words.multiple[below(self.bits("capital"), len(words.multiple))]
        amount = np.maximum(np.rint(words.capital[self._industry] * multiple), 1)
        unit = words.unit.take(np.zeros(len(self.index), np.intp))
        return compose(
            np.zeros(len(self.index), np.int32),
            words.joined,
            [self._arena.whole(amount.astype(np.int64)), unit],
            self._arena,
        )

    @cached_property
    def position(self) -> Strings:
        """What the legal person is called."""
        return self._words.position.take(pick(self.bits("position"), self._words.by_position))

    @cached_property
    def address(self) -> Strings:
        """Business address."""
        return self._population.vocabulary(Addresses).at("work", self.index, self.county)

    @cached_property
    def _has_no_line(self) -> NDArray[np.bool_]:
        return ~chance(self.bits("has landline"), _HAS_LANDLINE)

    @cached_property
    def _line(self) -> Lines:
        divisions = self._population.vocabulary(Divisions)
        area = divisions.area_code_text.take(divisions.calling_area[self.county])
        digits = divisions.local_digits[self.county]
        return self._population.vocabulary(Landlines).lines(self.bits("landline"), area, digits)

    @cached_property
    def landline(self) -> Strings:
        """Area code and local number; empty where there is none."""
        whole = self._population.vocabulary(Landlines).whole(self._line)
        return whole.blank(self._has_no_line)

    @cached_property
    def listed_landline(self) -> Formed:
        """The same as lists have it, now and then without hyphen or area code."""
        return self._given("listed")

    @cached_property
    def said_landline(self) -> Formed:
        """The same as people tell it, often without area code."""
        return self._given("said")

    def _given(self, how: Literal["listed", "said"]) -> Formed:
        lines = self._population.vocabulary(Landlines)
        given = lines.given(self._line, how, self.bits(f"landline/{how}"))
        return Formed(given.strings.blank(self._has_no_line), given.form)


RECORDS = Companies

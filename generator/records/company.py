"""Companies: name, social credit code, owner, address and telephone that agree with one another."""

from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.block import NumberedBlock
from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.dates import iso
from leakbench.generator.engine.formed import Formed
from leakbench.generator.engine.listed import Listed
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Index, below, chance, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import pick, slots, table, weights, weights_in
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.identifiers.landlines import Landlines, Lines
from leakbench.generator.identifiers.national_ids import CreditCodes, Organisations
from leakbench.generator.population.addresses import Addresses
from leakbench.generator.population.company_counties import CompanyCounties
from leakbench.generator.population.demographics import county_of_most
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.population.families import families
from leakbench.generator.population.people import People
from leakbench.generator.records.company_names import CompanyNames, Firms, LegalForms
from leakbench.generator.records.more_numbers import Holders, MoreNumbers

_FROM_ELSEWHERE = 0.05
_HAS_LANDLINE = 0.65
_FIRST_FOUNDING = 8401  # days: 1993-01-01, the year before the Company Law came into force
_OWNER_AGE = 7670  # days: nobody founds a company before 21
_NEW_CODES = 16709  # days: 2015-10-01, since when organisation codes begin with a letter


class CompanyVocabulary:
    """What facts about companies are made of."""

    def __init__(self, population: Population) -> None:
        arena = population.arena
        industries = table("industries")
        self.sector = arena.intern(industries["sector"] + table("company_forms")["sector"])
        self.capital = weights("industries", "capital").astype(np.int64)
        self.by_industry = slots(
            weights_in(population.split, industries["word"], weights("industries"))
        )
        self.multiple = np.array([0.1, 0.2, 0.3, 0.5, 1, 1, 2, 3, 5, 10])
        self.unit = arena.intern(["万元"])
        self.joined = compile_templates(["{number}{unit}"], {"number": 0, "unit": 1}, arena)


class Companies(NumberedBlock):
    """A block of companies; each attribute is drawn when it is first asked for.

    Attributes:
        index: Index of each company.
    """

    stream = "company"

    def __init__(self, population: Population, index: Index) -> None:
        super().__init__(population, index)
        self._words = population.vocabulary(CompanyVocabulary)
        self._forms = population.vocabulary(LegalForms)

    @cached_property
    def owner(self) -> People:
        """The legal person."""
        return People(self._population, families().nth(families().owners, self.index))

    @cached_property
    def county(self) -> NDArray[np.integer]:
        """Index of the county: that of the file, but for a few companies.

        It is that in which most of the owners live, as far as there are so many companies.
        """
        counties = self._population.vocabulary(CompanyCounties)
        home = county_of_most(self._population, self.file)
        of_most = counties.draw(home, self.file_bits("near"), self.file_bits("county"))
        bits = self.bits("county")
        elsewhere = pick(bits, counties.anywhere)
        return np.where(chance(lower(bits), _FROM_ELSEWHERE), elsewhere, of_most)

    @cached_property
    def _industry(self) -> NDArray[np.integer]:
        return pick(self.bits("industry"), self._words.by_industry)

    @cached_property
    def _legal_form(self) -> NDArray[np.integer]:
        return pick(self.bits("form"), self._forms.by_weight)

    @cached_property
    def _firms(self) -> Firms:
        return Firms(self._legal_form, self._industry, self.county, self.bits)

    @cached_property
    def name(self) -> Formed:
        """Registered name."""
        return self._population.vocabulary(CompanyNames).registered(self._firms)

    @cached_property
    def short_name(self) -> Formed:
        """What people call it: 字号 and trade, 字号 alone, city and 字号."""
        return self._population.vocabulary(CompanyNames).short(self._firms)

    @cached_property
    def uscc(self) -> Strings:
        """Unified social credit code; its area is the company's county."""
        organisations = Organisations(
            authority=self._forms.authority[self._legal_form],
            category=self._forms.category[self._legal_form],
            area=self._population.vocabulary(Divisions).code[self.county],
            numeric=self._founding < _NEW_CODES,
        )
        return self._population.vocabulary(CreditCodes).codes(organisations, self.bits("code"))

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
        of_form = len(self._words.capital) + self._legal_form
        says = self._words.sector.size[of_form] > 0
        return self._words.sector.take(np.where(says, of_form, self._industry))

    @cached_property
    def capital(self) -> Strings:
        """Registered capital in 万元."""
        words = self._words
        multiple = words.multiple[below(self.bits("capital"), len(words.multiple))]
        multiple *= self._forms.scale[self._legal_form]
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
        """What the person in charge is called, which depends on the legal form."""
        return self._forms.position(self._legal_form, self.bits("position"))

    @cached_property
    def address(self) -> Formed:
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

    @cached_property
    def more_numbers(self) -> Listed:
        """Further mobiles and landlines in one cell; few are the owner's, the others nobody's."""
        bits, file_bits = self.bits("more numbers"), self.file_bits("separator")
        holders = Holders(self.index, self.county, self.owner, bits, file_bits)
        return self._population.vocabulary(MoreNumbers).of(holders)


RECORDS = Companies

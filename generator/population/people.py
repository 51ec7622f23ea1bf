"""People: everything about a person follows from the population's seed and the person's index.

Sex, birth date, name, home, resident ID and mobile agree with one another and with the rest of
the family: children carry their father's surname (mostly) and live at the same address, an ID's
area was in force in the birth year, a mobile's segment belongs (mostly) to the home's telephone
area.
"""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.dates import full_years, iso, numbers
from leakbench.generator.engine.streams import Bits, Index, below, chance, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import pick
from leakbench.generator.identifiers.identifiers import resident_ids
from leakbench.generator.population.accounts import Accounts, qq_numbers
from leakbench.generator.population.families import families
from leakbench.generator.population.naming import Naming

if TYPE_CHECKING:
    from leakbench.generator.population.population import Population

_YEAR = 365.2425
_REGISTERED_ELSEWHERE = 0.22
_MOBILE_FROM_ELSEWHERE = 0.12
_GUARDIAN_IS_MOTHER = 0.45


class People:
    """A block of people; each attribute is drawn when it is first asked for.

    Attributes:
        index: Index of each person in the population.
    """

    def __init__(self, population: "Population", index: Index) -> None:
        self._population = population
        self._arena = population.arena
        self.index = index
        self._cycle = index // families().size
        self._member = index - self._cycle * families().size  # % is several times as slow

    def _bits(self, name: str) -> Bits:
        return self._population.streams.bits(f"person/{name}", self.index)

    @cached_property
    def family(self) -> Index:
        """Index of each person's family."""
        return self._cycle * families().count + families().family[self._member]

    @cached_property
    def _household(self) -> Bits:
        return self._population.streams.bits("family/household", self.family)

    @cached_property
    def birth(self) -> NDArray[np.int64]:
        """Birth date in days since 1970-01-01."""
        group, member = families(), self._member
        days = np.rint((group.anchor_high - group.anchor_low + 1) * _YEAR).astype(np.int64)
        anchor = np.rint(group.anchor_low * _YEAR).astype(np.int64)[member] + below(
            self._household, days[member]
        )
        span = np.rint((group.offset_high - group.offset_low) * _YEAR).astype(np.int64) + 1
        offset = np.rint(group.offset_low * _YEAR).astype(np.int64)[member] + below(
            self._bits("birth"), span[member]
        )
        return self._population.today - np.maximum(anchor + offset, 1)

    @cached_property
    def birth_date(self) -> Strings:
        """Birth date as YYYY-MM-DD."""
        return iso(self.birth, self._arena)

    @cached_property
    def birth_number(self) -> NDArray[np.int64]:
        """Birth date as a number YYYYMMDD."""
        return numbers(self.birth)

    @cached_property
    def male(self) -> NDArray[np.bool_]:
        """Whether each person is male."""
        share = np.rint(families().male * 2**32).astype(np.uint64)[self._member]
        return (self._bits("sex") >> np.uint64(32)) < share

    @cached_property
    def sex(self) -> Strings:
        """男 or 女."""
        return self._population.sexes.take(self.male.astype(np.intp))

    @cached_property
    def age(self) -> Strings:
        """Completed years on the reference date."""
        return self._arena.whole(full_years(self.birth_number, self._population.reference_date))

    @cached_property
    def _naming(self) -> Naming:
        return Naming(self._population, self)

    @property
    def has_han_name(self) -> NDArray[np.bool_]:
        """Where the name is a surname and a given name, not that of another people's kind."""
        return self._naming.is_han

    @property
    def surname(self) -> Strings:
        """Surname; what stands first where names have none."""
        return self._naming.surname

    @property
    def given(self) -> Strings:
        """Given name; what follows, which may be nothing, where names have no surname."""
        return self._naming.given

    @property
    def name(self) -> Strings:
        """Full name."""
        return self._naming.name

    @property
    def pinyin(self) -> tuple[Strings, Strings]:
        """Surname and given name in pinyin, small letters without tones."""
        return self._naming.pinyin

    @property
    def initials(self) -> tuple[Strings, Strings]:
        """First letter of the surname, first letters of the given name."""
        return self._naming.initials

    @property
    def latin_name(self) -> Strings:
        """The name in capitals as in a passport: ``ZHANG, WEI`` or ``ZHANG WEI``."""
        return self._naming.latin

    @property
    def foreign_name(self) -> Strings:
        """What stands in the passport of somebody from abroad who takes this person's place."""
        return self._naming.foreign

    @property
    def foreign_origin(self) -> NDArray[np.integer]:
        """Where that name is from: row of ``data/foreign_origins.csv``."""
        return self._naming.foreign_origin

    @property
    def foreign_chinese_name(self) -> Strings:
        """The foreign name in Chinese characters."""
        return self._naming.foreign_chinese

    @cached_property
    def county(self) -> NDArray[np.integer]:
        """Index of the county in which the family lives."""
        bits = self._population.streams.bits("family/county", self.family)
        return pick(bits, self._population.divisions.by_population)

    @cached_property
    def address(self) -> Strings:
        """Home address, the same for the whole family."""
        return self._population.addresses.at("home", self.family, self.county)

    @cached_property
    def resident_id(self) -> Strings:
        """Resident ID of 18 characters."""
        bits = self._bits("resident id")
        divisions = self._population.divisions
        elsewhere = pick(self._bits("registered"), divisions.by_population)
        county = np.where(chance(bits, _REGISTERED_ELSEWHERE), elsewhere, self.county)
        if self._population.identity == "realistic":
            area = divisions.area_in(self.birth_number // 10000, county)
        else:
            area = divisions.unassigned_area[county]
        # 1 to 999, odd for men
        sequence = 2 * below(lower(bits), 499 + self.male.astype(np.int64)) + 2 - self.male
        return resident_ids(area.astype(np.int64), self.birth_number, sequence, self._arena)

    def _mobile(self, which: str) -> Strings:
        population = self._population
        bits = self._bits(f"{which}/segment")
        elsewhere = pick(self._bits(f"{which}/area"), population.divisions.by_population)
        line = self._bits(f"{which}/line")
        county = np.where(chance(line, _MOBILE_FROM_ELSEWHERE), elsewhere, self.county)
        segment = population.segments.draw(population.divisions.calling_area[county], bits)
        return self._arena.digits(segment * 10000 + below(lower(line), 10000), 11)

    @cached_property
    def mobile(self) -> Strings:
        """Mobile number of 11 digits."""
        return self._mobile("mobile")

    @cached_property
    def second_mobile(self) -> Strings:
        """Another mobile number, which lists add in the same cell."""
        return self._mobile("second mobile")

    @cached_property
    def qq(self) -> Strings:
        """QQ number, out of a range that is not given out."""
        return qq_numbers(self._bits("qq"), self._arena)

    @cached_property
    def email(self) -> Strings:
        """E-mail address out of name, birth date, mobile or QQ number."""
        return self._population.vocabulary(Accounts).email(self, self._bits("email"))

    @cached_property
    def wechat(self) -> Strings:
        """WeChat id."""
        return self._population.vocabulary(Accounts).wechat(self, self._bits("wechat"))

    @cached_property
    def guardian(self) -> "People":
        """A child's father or mother."""
        mother = chance(self._bits("guardian"), _GUARDIAN_IS_MOTHER)
        member = np.where(mother, families().mother[self._member], families().father[self._member])
        return People(self._population, self._cycle * families().size + member)

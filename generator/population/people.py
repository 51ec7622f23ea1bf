"""People: everything about a person follows from the population's seed and the person's index.

Sex, birth date, name, home, resident ID and mobile agree with one another and with the rest of
the family: children carry their father's surname (mostly) and live at the same address, an ID's
area was in force in the birth year, a mobile's segment belongs (mostly) to the home's telephone
area.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.formed import Formed
from leakbench.generator.engine.streams import chance
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import pick
from leakbench.generator.identifiers.mobile_segments import MobileSegments
from leakbench.generator.identifiers.national_ids import Holders, ResidentIds
from leakbench.generator.identifiers.privacy_numbers import PrivacyNumbers
from leakbench.generator.population.accounts import AccountOwners, Accounts, qq_numbers
from leakbench.generator.population.addresses import Addresses
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.population.families import families
from leakbench.generator.population.named_people import NamedPeople

_REGISTERED_ELSEWHERE = 0.22
_MOBILE_FROM_ELSEWHERE = 0.12
_GUARDIAN_IS_MOTHER = 0.45
_TWO_NUMBERS = 0.38  # of those whom directories list with all they know


class People(NamedPeople):
    """A block of people; each attribute is drawn when it is first asked for."""

    @cached_property
    def address(self) -> Formed:
        """Home address, the same for the whole family."""
        return self._population.vocabulary(Addresses).at("home", self.family, self.county)

    @cached_property
    def resident_id(self) -> Strings:
        """Resident ID of 18 characters."""
        bits = self.bits("resident id")
        divisions = self._population.vocabulary(Divisions)
        elsewhere = pick(self.bits("registered"), divisions.by_population)
        county = np.where(chance(bits, _REGISTERED_ELSEWHERE), elsewhere, self.county)
        if self._population.identity == "realistic":
            area = divisions.area_in(self.birth_number // 10000, county)
        else:
            area = divisions.unassigned_area[county]
        holders = Holders(area.astype(np.int64), self.birth_number, self.male)
        return self._population.vocabulary(ResidentIds).numbers(holders, bits)

    def _mobile(self, which: str) -> Strings:
        divisions = self._population.vocabulary(Divisions)
        bits, line = self.bits(f"{which}/segment"), self.bits(f"{which}/line")
        elsewhere = pick(self.bits(f"{which}/area"), divisions.by_population)
        county = np.where(chance(line, _MOBILE_FROM_ELSEWHERE), elsewhere, self.county)
        segments = self._population.vocabulary(MobileSegments)
        segment = segments.draw(divisions.calling_area[county], bits)
        return segments.numbers(segment, line)

    @cached_property
    def mobile(self) -> Strings:
        """Mobile number of 11 digits."""
        return self._mobile("mobile")

    @cached_property
    def second_mobile(self) -> Strings:
        """Another mobile number, which lists add in the same cell."""
        return self._mobile("second mobile")

    @cached_property
    def other_mobile(self) -> Strings:
        """A number that directories list in a column of its own; empty for most."""
        rows = np.flatnonzero(chance(self.bits("numbers"), _TWO_NUMBERS))
        some = People(self._population, self.index[rows])
        number = some._mobile("other mobile")  # drawn for nobody else
        return Strings(np.zeros(len(self.index), np.int64)).put(rows, number)

    @cached_property
    def third_mobile(self) -> Strings:
        """One more, which stands among the numbers of a firm."""
        return self._mobile("third mobile")

    @cached_property
    def relayed_mobile(self) -> Strings:
        """A relay's number with an extension, through which the person is called for a while."""
        numbers = self._population.vocabulary(PrivacyNumbers)
        return numbers.write(self._mobile("relay"), self.bits("relay/extension"))

    @cached_property
    def qq(self) -> Strings:
        """QQ number, out of a range that is not given out."""
        return qq_numbers(self.bits("qq"), self._arena)

    @cached_property
    def _account_owners(self) -> AccountOwners:
        return AccountOwners(self.pinyin, self.initials, self.birth_number, self.qq)

    @cached_property
    def email(self) -> Strings:
        """E-mail address out of name, birth date, mobile or QQ number."""
        accounts = self._population.vocabulary(Accounts)
        return accounts.email(self._account_owners, self.mobile, self.bits("email"))

    @cached_property
    def wechat(self) -> Strings:
        """WeChat id."""
        accounts = self._population.vocabulary(Accounts)
        return accounts.wechat(self._account_owners, self.bits("wechat"))

    @cached_property
    def guardian(self) -> "People":
        """A child's father or mother."""
        return self._parent(mother=self._guardian_is_mother)

    @cached_property
    def other_guardian(self) -> "People":
        """The child's other parent."""
        return self._parent(mother=~self._guardian_is_mother)

    @cached_property
    def _guardian_is_mother(self) -> NDArray[np.bool_]:
        return chance(self.bits("guardian"), _GUARDIAN_IS_MOTHER)

    def _parent(self, *, mother: NDArray[np.bool_]) -> "People":
        member = np.where(mother, families().mother[self._member], families().father[self._member])
        return People(self._population, self._cycle * families().size + member)

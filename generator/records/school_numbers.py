"""Numbers that schools and examinations give to pupils: 准考证号 and 学籍号.

How provinces number admission tickets stands in ``data/admission_tickets.csv``. Numbers of pupils
are G and the resident ID; of a few whose ID is not known L, the county, the birth date and four
random digits; and some lists have the older 19 digits of a province: county, school, year of entry,
class, place in it.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.files import place_of
from leakbench.generator.engine.formed import NO_FORM, Formed
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index, below, chance, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import table
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.value_forms import value_form

_SEATS = 30  # of an examination room
_ROOMS = 211  # of a county's
_SITES, _ROOMS_OF_A_SITE = 60, 6  # the second as a power of two
_STEP = 1009  # candidates of a school sit far apart; shares no divisor with rooms and seats
_TEMPORARY = 0.008
_OF_PROVINCE = 0.08  # of the files
_TICKET = ("year", "province", "county", "group", "site", "room3", "room4", "seat", "serial")
_PUPIL = ("id", "area", "birth", "random", "school", "entry", "class", "number")
_FORMS = ("{area}{school}{entry}{class}{number}", "G{id}", "L{area}{birth}{random}")


class Pupils(NamedTuple):
    """What numbers say of pupils, one entry each.

    Attributes:
        number: Number of the row that each stands in.
        county: Index of the school's county.
        entry: Year of entry.
        place: Code of the school, class and number in it.
        birth: Birth date as YYYYMMDD.
        resident_id: Resident ID.
    """

    number: Index
    county: NDArray[np.integer]
    entry: int
    place: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]
    birth: NDArray[np.int64]
    resident_id: Strings


class SchoolNumbers:
    """Draws tickets and numbers of pupils."""

    def __init__(self, population: Population) -> None:
        self._arena = arena = population.arena
        rows = table("admission_tickets")
        fields = {name: place for place, name in enumerate(_TICKET)}
        self._tickets = compile_templates(rows["template"], fields, arena)
        codes, counties = table("province_shares")["code"], table("divisions")["code"]
        self._of_province = np.array([rows["province"].index(code) for code in codes], np.int32)
        self._province, self._area, self._county = (
            arena.intern(texts) for texts in (codes, counties, [code[2:] for code in counties])
        )
        fields = {name: place for place, name in enumerate(_PUPIL)}
        self._pupils = compile_templates(_FORMS, fields, arena)
        named = ("provincial_student_no", None, "temporary_student_no")
        forms = [NO_FORM if name is None else value_form(name) for name in named]
        self._form = np.array(forms, np.int16)

    def ticket(
        self, province: NDArray[np.integer], pupils: Pupils, of_file: Bits, bits: Bits
    ) -> Formed:
        """The number of each one's admission ticket.

        Args:
            province: Row of ``province_shares``.
            pupils: Who they are; they sit the examination three years after they entered.
            of_file: Random numbers, the same for all of a file.
            bits: Random numbers.
        """
        digits, whole = self._arena.digits, np.zeros(len(bits), np.intp)
        places = place_of(pupils.number) * _STEP + below(of_file, _SEATS * _ROOMS)
        places -= places // (_SEATS * _ROOMS) * (_SEATS * _ROOMS)
        turn = places // _SEATS
        site = 1 + below(lower(of_file), _SITES) + (turn >> _ROOMS_OF_A_SITE)
        year = self._arena.digits(np.array([(pupils.entry + 3) % 100]), 2).take(whole)
        columns = [
            year,
            self._province.take(province),
            self._county.take(pupils.county),
            digits(10 + below(bits, 60), 2),
            digits(site, 2),
            digits(1 + turn, 3),
            digits(1 + turn, 4),
            digits(1 + places - turn * _SEATS, 2),
            digits(places, 4),
        ]
        numbers = compose(self._of_province[province], self._tickets, columns, self._arena)
        return Formed(numbers, np.full(len(bits), value_form("admission_ticket"), np.int16))

    def pupil(self, pupils: Pupils, of_file: Bits, bits: Bits) -> Formed:
        """The number of each pupil in the country's register, or in the province's.

        Args:
            pupils: Who they are.
            of_file: Random numbers, the same for all of a file.
            bits: Random numbers.
        """
        digits, (school, group, number) = self._arena.digits, pupils.place
        kind = 1 + chance(bits, _TEMPORARY).astype(np.int32)
        kind[chance(of_file, _OF_PROVINCE)] = 0
        columns = [
            pupils.resident_id,
            self._area.take(pupils.county),
            digits(pupils.birth, 8),
            digits(below(lower(bits), 10_000), 4),
            digits(school, 4),
            self._arena.whole(np.array([pupils.entry])).take(np.zeros(len(bits), np.intp)),
            digits(group, 2),
            digits(number, 3),
        ]
        return Formed(compose(kind, self._pupils, columns, self._arena), self._form[kind])

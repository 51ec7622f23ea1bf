"""The population without state: the ground that every corpus stands on.

Its vocabularies are built once for a split; people and companies are then pure functions of
(seed, split, index).
"""

from datetime import date
from functools import cached_property

from leakbench.generator.addresses import Addresses
from leakbench.generator.candidates import Candidates, SchoolVocabulary
from leakbench.generator.companies import Companies, CompanyVocabulary
from leakbench.generator.dates import days_of
from leakbench.generator.divisions import Divisions, MobileSegments, province_short_name
from leakbench.generator.names import Names
from leakbench.generator.spec import Split
from leakbench.generator.streams import Index, Streams
from leakbench.generator.strings import Arena, Strings
from leakbench.generator.tables import table
from leakbench.generator.templates import Programs, compile_templates


class Population:
    """People and companies of one seed, split and reference date.

    Attributes:
        arena: Where all strings stand; reset it between blocks.
        streams: Its random numbers.
        reference_date: The day on which ages are counted.
        today: The same in days since 1970-01-01.
    """

    def __init__(self, seed: int, split: Split, reference_date: date) -> None:
        self.arena = Arena()
        self.streams = Streams(seed, split)
        self.reference_date = reference_date
        self.today = days_of(reference_date)
        self._split = split

    def company(self, index: Index) -> Companies:
        """A block of companies."""
        return Companies(self, index)

    def candidate(self, index: Index) -> Candidates:
        """A block of candidates of the next examination."""
        return Candidates(self, index)

    @cached_property
    def divisions(self) -> Divisions:
        """Counties."""
        return Divisions(self.arena)

    @cached_property
    def provinces(self) -> Strings:
        """Names of provinces as companies and colleges carry them."""
        return self.arena.intern(
            [province_short_name(name) for name in table("province_shares")["name"]]
        )

    @cached_property
    def area_codes(self) -> Strings:
        """Telephone area codes by telephone area."""
        areas = table("calling_areas")
        code = dict(zip(areas["calling_area"], areas["area_code"], strict=True))
        return self.arena.intern([code[str(area)] for area in range(len(code))])

    @cached_property
    def segments(self) -> MobileSegments:
        """Mobile segments."""
        return MobileSegments()

    @cached_property
    def names(self) -> Names:
        """Surnames and given names of the split."""
        return Names(self._split, self.arena)

    @cached_property
    def full_name(self) -> Programs:
        """Surname, then given name."""
        return compile_templates(["{surname}{given}"], {"surname": 0, "given": 1}, self.arena)

    @cached_property
    def sexes(self) -> Strings:
        """女, 男."""
        return self.arena.intern(["女", "男"])

    @cached_property
    def addresses(self) -> Addresses:
        """Roads, estates and how they are put together."""
        return Addresses(self.divisions, self.streams, self._split, self.arena)

    @cached_property
    def company_vocabulary(self) -> CompanyVocabulary:
        """What company names are made of."""
        return CompanyVocabulary(self._split, self.arena)

    @cached_property
    def school_vocabulary(self) -> SchoolVocabulary:
        """What schools are named with."""
        return SchoolVocabulary(self._split, self.arena)

    @cached_property
    def exam_year(self) -> int:
        """Year of the next university entrance examination (7 June)."""
        past = (self.reference_date.month, self.reference_date.day) > (6, 7)
        return self.reference_date.year + past

    @cached_property
    def exam_days(self) -> Strings:
        """Its days."""
        return self.arena.intern([date(self.exam_year, 6, day).isoformat() for day in (7, 8, 9)])

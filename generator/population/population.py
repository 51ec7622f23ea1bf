"""The population without state: the ground that every corpus stands on.

Its vocabularies are built once for a split; people and companies are then pure functions of
(seed, split, index).
"""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from leakbench.generator.engine.dates import days_of
from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.strings import Arena, Strings
from leakbench.generator.engine.tables import table
from leakbench.generator.engine.templates import Programs, compile_templates
from leakbench.generator.population.addresses import Addresses
from leakbench.generator.population.divisions import Divisions, MobileSegments, province_short_name
from leakbench.generator.population.names import Names
from leakbench.generator.spec import Identity, Split

Vocabulary = TypeVar("Vocabulary")


class Population:
    """People and companies of one seed, split and reference date.

    Attributes:
        arena: Where all strings stand; reset it between blocks.
        streams: Its random numbers.
        reference_date: The day on which ages are counted.
        today: The same in days since 1970-01-01.
        split: Whose vocabularies it has.
        identity: Whether numbers come from segments and area codes that are given out.
    """

    def __init__(
        self, seed: int, split: Split, reference_date: date, identity: Identity = "realistic"
    ) -> None:
        self.arena = Arena()
        self.streams = Streams(seed, split)
        self.reference_date = reference_date
        self.today = days_of(reference_date)
        self.split: Split = split
        self.identity: Identity = identity
        self._vocabularies: dict[Callable[[Population], Any], Any] = {}

    def vocabulary(self, kind: Callable[["Population"], Vocabulary]) -> Vocabulary:
        """The words of a kind of record, made once for this population."""
        if kind not in self._vocabularies:
            self._vocabularies[kind] = kind(self)
        made: Vocabulary = self._vocabularies[kind]
        return made

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
        return MobileSegments(assigned=self.identity == "realistic")

    @cached_property
    def names(self) -> Names:
        """Surnames and given names of the split."""
        return Names(self.split, self.arena)

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
        return Addresses(self)

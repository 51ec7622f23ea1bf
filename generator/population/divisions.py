"""Where people live: real counties, their area codes in any birth year, their telephone areas."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import Slots, slots, table, weights

FIRST_YEAR, LAST_YEAR = 1925, 2060

_FORMED_FROM = {46: 442100, 50: 510200}  # Hainan until 1988, Chongqing until 1997


class Divisions:
    """The current counties of GB/T 2260 and what hangs on them.

    Attributes:
        code: Six-digit code of each county, int64.
        province: Index of its province.
        calling_area: Index of its telephone area.
        area_code: Number of its telephone area with the leading 0 cut off, such as 571.
        local_digits: Length of a local telephone number there, 7 or 8.
    """

    def __init__(self, population: Population) -> None:
        self._arena = population.arena
        rows = table("divisions")
        self.code = np.array(list(map(int, rows["code"])), np.int64)
        self._names = list(zip(rows["province"], rows["city"], rows["county"], strict=True))
        self._registered = _RegisteredCodes(self.code)
        provinces = {code: i for i, code in enumerate(table("province_shares")["code"])}
        self.province = np.array([provinces[code[:2]] for code in rows["code"]])
        areas = table("calling_areas")
        of_prefix = {prefix: i for i, prefix in enumerate(areas["prefix"])}
        place = [of_prefix[code if code in of_prefix else code[:4]] for code in rows["code"]]
        self.calling_area = np.array(areas["calling_area"], np.int64)[place]
        self.area_code = np.array(areas["area_code"], np.int64)[place]
        self.local_digits = np.array(areas["local_digits"], np.int64)[place]

    @cached_property
    def area_code_text(self) -> Strings:
        """Telephone area codes, by telephone area, such as 0571."""
        areas = table("calling_areas")
        code = dict(zip(areas["calling_area"], areas["area_code"], strict=True))
        return self._arena.intern([code[str(area)] for area in range(len(code))])

    @cached_property
    def full(self) -> Strings:
        """Province, city and county, as at the head of an address."""
        return self._arena.intern(["".join(names) for names in self._names])

    @cached_property
    def city_county(self) -> Strings:
        """City and county; the province where there is no city."""
        return self._arena.intern(
            [(city or province) + county for province, city, county in self._names]
        )

    @cached_property
    def district(self) -> Strings:
        """The county's name, or the city's where it has no counties."""
        return self._arena.intern([county or city for _, city, county in self._names])

    @cached_property
    def by_population(self) -> Slots:
        """Inverse distribution of counties: their province's population, parted by their own."""
        people = weights("divisions", "people")
        share = weights("province_shares", "population") / np.bincount(self.province, people)
        return slots(share[self.province] * people)

    def area_in(self, year: NDArray[np.integer], county: NDArray[np.integer]) -> NDArray[np.int32]:
        """The code that the registry of a county wrote into IDs in a year.

        Its own code where it was in force; else one that was, of the same prefecture, else of the
        same province: where a county's people were registered before it existed.

        Args:
            year: Years, FIRST_YEAR to LAST_YEAR.
            county: Index of a county for each.
        """
        return self._registered.code_in(year, county)

    @cached_property
    def unassigned_area(self) -> NDArray[np.int32]:
        """For each county a code of its prefecture that no county has ever had."""
        given = set(map(int, table("division_history")["code"])) | set(self.code.tolist())
        free = [
            next(code for code in range(prefix + 99, prefix, -1) if code not in given)
            for prefix in (self.code // 100 * 100).tolist()
        ]
        return np.array(free, np.int32)


class _RegisteredCodes:
    """The codes in IDs by year of birth; those of a year are found when it is first asked for."""

    def __init__(self, code: NDArray[np.int64]) -> None:
        self._code = code
        self._spread = (code * 2654435761) % 1000003
        years = LAST_YEAR - FIRST_YEAR + 1
        self._found = np.zeros(years, np.bool_)
        # A year that nobody asks for is never written, and so takes no memory.
        self._area = np.zeros((years, len(code)), np.int32)

    @cached_property
    def _history(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Codes in ascending order, and the first and last year of each."""
        history = table("division_history")
        codes, begin, end = (
            np.array([int(entry or LAST_YEAR) for entry in history[name]], np.int64)
            for name in ("code", "first", "last")
        )
        order = np.argsort(codes, kind="stable")
        return codes[order], begin[order], end[order]

    def code_in(self, year: NDArray[np.integer], county: NDArray[np.integer]) -> NDArray[np.int32]:
        place = year - FIRST_YEAR
        asked = np.bincount(place, minlength=len(self._found)) > 0
        for new in np.flatnonzero(asked & ~self._found).tolist():
            self._area[new] = self._codes_of(FIRST_YEAR + new)
            self._found[new] = True
        return self._area[place, county]

    def _codes_of(self, year: int) -> NDArray[np.int64]:
        codes, begin, end = self._history
        year = max(year, int(begin.min()))  # before there were codes, the first ones hold
        return self._lineage(np.unique(codes[(begin <= year) & (year <= end)]))

    def _lineage(self, valid: NDArray[np.int64]) -> NDArray[np.int64]:
        """For each county the closest one of these codes, of which there is at least one."""
        code, spread = self._code, self._spread
        chosen = np.zeros(len(code), np.int64)
        parent = code.copy()
        for province, former in _FORMED_FROM.items():
            parent[code // 10000 == province] = former
        # Former province and prefecture, then today's, then the county: the closest one stays.
        for step, of in ((10000, parent), (100, parent), (10000, code), (100, code), (1, code)):
            group = of // step
            low = np.searchsorted(valid, group * step)
            high = np.searchsorted(valid, (group + 1) * step)
            found = high > low
            place = low + spread % np.maximum(high - low, 1)
            chosen[found] = valid[place[found]]
        return chosen

"""Where people live: real counties, their area codes in any birth year, their telephone areas."""

from functools import cache, cached_property
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.buffers import values
from leakbench.generator.engine.streams import lower
from leakbench.generator.engine.strings import Arena, Strings
from leakbench.generator.engine.tables import Slots, pick, slots, table, weights

FIRST_YEAR, LAST_YEAR = 1925, 2060

_FORMED_FROM = {46: 442100, 50: 510200}  # Hainan until 1988, Chongqing until 1997
_SUFFIXES = ("市", "地区", "盟", "林区")


def short_name(name: str) -> str:
    """A city's name as companies carry it: without 市."""
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name[: -len(suffix)]
    return name


def province_short_name(name: str) -> str:
    """A province's name as companies carry it: 浙江, 内蒙古."""
    return name[:3] if name.startswith(("内蒙古", "黑龙江")) else name[:2]


class Divisions:
    """The current counties of GB/T 2260 and what hangs on them.

    Attributes:
        code: Six-digit code of each county, int64.
        province: Index of its province.
        calling_area: Index of its telephone area.
        area_code: Number of its telephone area with the leading 0 cut off, such as 571.
        local_digits: Length of a local telephone number there, 7 or 8.
    """

    def __init__(self, arena: Arena) -> None:
        self._arena = arena
        rows = table("divisions")
        self.code = np.array(list(map(int, rows["code"])), np.int64)
        self._names = list(zip(rows["province"], rows["city"], rows["county"], strict=True))
        self._registered = _Registered(self.code)
        provinces = {code: i for i, code in enumerate(table("province_shares")["code"])}
        self.province = np.array([provinces[code[:2]] for code in rows["code"]])
        areas = table("calling_areas")
        of_prefix = {prefix: i for i, prefix in enumerate(areas["prefix"])}
        place = [of_prefix[code if code in of_prefix else code[:4]] for code in rows["code"]]
        self.calling_area = np.array(areas["calling_area"], np.int64)[place]
        self.area_code = np.array(areas["area_code"], np.int64)[place]
        self.local_digits = np.array(areas["local_digits"], np.int64)[place]

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
    def city(self) -> Strings:
        """The city's short name, as companies carry it."""
        return self._arena.intern(
            [
                short_name(city or (province if province[-1] == "市" else county))
                for province, city, county in self._names
            ]
        )

    @cached_property
    def district(self) -> Strings:
        """The county's name, or the city's where it has no counties."""
        return self._arena.intern([county or city for _, city, county in self._names])

    def _by_share(self, column: str) -> Slots:
        share = weights("province_shares", column)
        return slots((share / np.bincount(self.province))[self.province])

    @cached_property
    def by_population(self) -> Slots:
        """Inverse distribution of counties by the population of their province."""
        return self._by_share("population")

    @cached_property
    def by_companies(self) -> Slots:
        """Inverse distribution of counties by the number of companies in their province."""
        return self._by_share("companies")

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


class _Registered:
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


@cache
def segment_runs() -> list[NDArray[np.int64]]:
    """Runs of segments: the first of each, how many, their telephone area and operator."""
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415 - slow to import, and not always needed

    source = files("leakbench.generator.data").joinpath("mobile_segments.parquet")
    with source.open("rb") as file, ParquetFile(file) as runs:
        return [values(column).astype(np.int64) for column in runs.read().columns]


def _expanded(first: NDArray[np.int64], count: NDArray[np.int64]) -> NDArray[np.int32]:
    """All numbers of runs that begin there and have so many."""
    shift = first - (np.cumsum(count) - count)
    return (np.repeat(shift, count) + np.arange(count.sum())).astype(np.int32)


class MobileSegments:
    """The seven-digit segments given out to operators, by telephone area."""

    def __init__(self, *, assigned: bool = True) -> None:
        self._operators = len(table("operators")["operator"])
        self._share = slots(weights("operators", "share"))
        first, count, area, operator = segment_runs()
        group = area * self._operators + operator
        if not assigned:
            first, group = self._free(_expanded(first, count), int(group.max()) + 1)
            count = np.ones_like(first)
        order = np.argsort(group, kind="stable")
        self._segment = _expanded(first[order], count[order])
        # Whole numbers far below 2**53, so that sums of floats are exact.
        self._count = np.bincount(group, count).astype(np.int64)
        self._first = np.cumsum(self._count) - self._count

    @staticmethod
    def _free(
        segment: NDArray[np.int32], groups: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Segments of the public prefixes that nobody has, dealt out to all groups alike."""
        prefixes = np.unique(segment // 10_000)
        every = (prefixes[:, None] * 10_000 + np.arange(10_000)).ravel()
        free = np.setdiff1d(every, segment).astype(np.int64)
        dealt = np.arange(max(len(free), groups))
        return free[dealt % len(free)], dealt % groups

    def draw(self, area: NDArray[np.int64], bits: NDArray[np.uint64]) -> NDArray[np.int64]:
        """A segment of some operator, by market share, in a telephone area.

        Broadnet has none in some areas: Mobile's, whose network it uses, stand in.
        """
        group = area * self._operators + pick(lower(bits), self._share)
        group = np.where(self._count[group] > 0, group, area * self._operators)
        count = self._count[group].astype(np.uint64)
        place = (((bits >> np.uint64(32)) * count) >> np.uint64(32)).astype(np.int64)
        return self._segment[self._first[group] + place].astype(np.int64)

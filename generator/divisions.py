"""Where people live: real counties, their area codes in any birth year, their telephone areas."""

from functools import cached_property
from importlib.resources import files

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from leakbench.generator.streams import lower
from leakbench.generator.strings import Arena, Strings
from leakbench.generator.tables import Slots, pick, slots, table, weights

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
        self.code = np.array(rows["code"], np.int64)
        self._names = list(zip(rows["province"], rows["city"], rows["county"], strict=True))
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

    @cached_property
    def area_in_year(self) -> NDArray[np.int32]:
        """The code that the registry of a county wrote into IDs in a year.

        Shape (years from FIRST_YEAR, counties). Its own code where it was in force; else one that
        was, of the same prefecture, else of the same province: where a county's people were
        registered before it existed.
        """
        history = table("division_history")
        codes = np.array(history["code"], np.int64)
        begin = np.array(history["first"], np.int64)
        end = np.array([int(last) if last else LAST_YEAR for last in history["last"]])
        order = np.argsort(codes, kind="stable")
        codes, begin, end = codes[order], begin[order], end[order]
        spread = (self.code * 2654435761) % 1000003
        out = np.empty((LAST_YEAR - FIRST_YEAR + 1, len(self.code)), np.int32)
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            valid = np.unique(codes[(begin <= year) & (year <= end)])
            if not len(valid):
                out[year - FIRST_YEAR] = 0
                continue
            out[year - FIRST_YEAR] = self._lineage(valid, spread)
        known = np.flatnonzero(out[:, 0])
        out[: known[0]] = out[known[0]]
        return out

    @cached_property
    def unassigned_area(self) -> NDArray[np.int32]:
        """For each county a code of its prefecture that no county has ever had."""
        given = set(map(int, table("division_history")["code"])) | set(self.code.tolist())
        free = [
            next(code for code in range(prefix + 99, prefix, -1) if code not in given)
            for prefix in (self.code // 100 * 100).tolist()
        ]
        return np.array(free, np.int32)

    def _lineage(self, valid: NDArray[np.int64], spread: NDArray[np.int64]) -> NDArray[np.int64]:
        code = self.code
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


class MobileSegments:
    """The seven-digit segments given out to operators, by telephone area."""

    def __init__(self, *, assigned: bool = True) -> None:
        self._operators = len(table("operators")["operator"])
        self._share = slots(weights("operators", "share"))
        source = files("leakbench.generator.data").joinpath("mobile_segments.parquet")
        with source.open("rb") as file:
            runs = pq.read_table(file)
        first, count, area, operator = (
            runs[name].to_numpy().astype(np.int64) for name in runs.column_names
        )
        run = np.repeat(np.arange(len(first)), count)
        within = np.arange(len(run)) - (np.cumsum(count) - count)[run]
        segment = (first[run] + within).astype(np.int32)
        group = (area * self._operators + operator)[run]
        if not assigned:
            segment, group = self._free(segment, group)
        order = np.argsort(group, kind="stable")
        self._segment = segment[order]
        bounds = np.searchsorted(group[order], np.arange(group.max() + 2))
        self._first = bounds[:-1]
        self._count = np.diff(bounds)

    @staticmethod
    def _free(
        segment: NDArray[np.int32], group: NDArray[np.int64]
    ) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Segments of the public prefixes that nobody has, dealt out to all groups alike."""
        prefixes = np.unique(segment // 10_000)
        every = (prefixes[:, None] * 10_000 + np.arange(10_000)).ravel()
        free = np.setdiff1d(every, segment).astype(np.int32)
        groups = np.arange(group.max() + 1)
        return np.resize(free, max(len(free), len(groups))), np.resize(
            groups, max(len(free), len(groups))
        )

    def draw(self, area: NDArray[np.int64], bits: NDArray[np.uint64]) -> NDArray[np.int64]:
        """A segment of some operator, by market share, in a telephone area.

        Broadnet has none in some areas: Mobile's, whose network it uses, stand in.
        """
        group = area * self._operators + pick(lower(bits), self._share)
        group = np.where(self._count[group] > 0, group, area * self._operators)
        count = self._count[group].astype(np.uint64)
        place = (((bits >> np.uint64(32)) * count) >> np.uint64(32)).astype(np.int64)
        return self._segment[self._first[group] + place].astype(np.int64)

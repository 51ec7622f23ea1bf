"""Audit: where values say that somebody is, by the public tables of divisions and segments."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from leakbench.generator.engine.tables import table
from leakbench.generator.population.regions import province_short_name, short_name

Ints = NDArray[np.int64]

NOWHERE = -1


@cache
def _counties() -> tuple[pa.StringArray, Ints, list[int]]:
    """Every way in which an address begins with its county, the counties' codes, the lengths.

    Functional zones (fifth digit 7) are left out: addresses in the counties around them name them
    too.
    """
    rows = table("divisions")
    heads: dict[str, int] = {}
    within = Counter(zip(rows["province"], rows["county"], strict=True))
    for code, province, city, county in _named_divisions():
        if code[4] == "7":
            continue
        heads[province + city + county] = int(code)
        heads[(city or province) + county] = int(code)
        if county and within[province, county] == 1:
            heads[province + county] = int(code)
    lengths = sorted({len(head) for head in heads}, reverse=True)
    return pa.array(list(heads)), np.array(list(heads.values())), lengths


def county_of(addresses: pa.StringArray) -> Ints:
    """Code of the county that an address begins with, by its longest name, or ``NOWHERE``."""
    heads, codes, lengths = _counties()
    found = np.full(len(addresses), NOWHERE, np.int64)
    for length in lengths:
        left = np.flatnonzero(found == NOWHERE)
        some = addresses.take(pa.array(left))
        place = pc.fill_null(pc.index_in(pc.utf8_slice_codeunits(some, 0, length), heads), NOWHERE)
        place = place.to_numpy()
        # 古县 is a county, 古县乡 a town of another.
        after = pc.is_in(pc.utf8_slice_codeunits(some, length, length + 1), pa.array(["乡", "镇"]))
        here = (place >= 0) & ~after.to_numpy(zero_copy_only=False)
        found[left] = np.where(here, codes[place], NOWHERE)
    return found


@cache
def _areas() -> tuple[Ints, Ints, list[str]]:
    """Telephone area of every prefix of division codes, and every area's code."""
    rows = table("calling_areas")
    prefix = np.array(rows["prefix"], np.int64)
    area = np.array(rows["calling_area"], np.int64)
    names = dict(zip(rows["calling_area"], rows["area_code"], strict=True))
    order = np.argsort(prefix)
    return prefix[order], area[order], [names[str(number)] for number in range(len(names))]


def calling_area_of(codes: Ints) -> Ints:
    """Telephone area of counties, or ``NOWHERE``."""
    prefix, area, _ = _areas()
    found = np.full(len(codes), NOWHERE, np.int64)
    for part in (codes // 100, codes):  # a county's own entry goes before its city's
        place = np.minimum(np.searchsorted(prefix, part), len(prefix) - 1)
        found = np.where(prefix[place] == part, area[place], found)
    return found


def area_code_of(codes: Ints) -> pa.StringArray:
    """Telephone area code of counties, such as 0571; null where there is none."""
    _, _, names = _areas()
    area = calling_area_of(codes)
    return pa.array(names).take(pa.array(area, mask=area == NOWHERE))


@cache
def _segments() -> tuple[Ints, Ints, Ints, Ints]:
    source = files("leakbench.generator.data").joinpath("mobile_segments.parquet")
    with source.open("rb") as file:
        runs = pq.read_table(file)
    first, count, area, operator = (
        runs[name].to_numpy().astype(np.int64) for name in runs.column_names
    )
    order = np.argsort(first)
    return first[order], count[order], area[order], operator[order]


def segment_of(mobiles: pa.StringArray) -> tuple[Ints, Ints]:
    """Telephone area and operator of mobile numbers' segments; ``NOWHERE`` if not given out."""
    first, count, area, operator = _segments()
    segment = pc.utf8_slice_codeunits(mobiles, 0, 7).cast(pa.int64()).to_numpy()
    place = np.maximum(np.searchsorted(first, segment, side="right") - 1, 0)
    given = (segment >= first[place]) & (segment < first[place] + count[place])
    return np.where(given, area[place], NOWHERE), np.where(given, operator[place], NOWHERE)


@cache
def _history() -> tuple[Ints, Ints, Ints]:
    rows = table("division_history")
    last = np.array([int(year or 9999) for year in rows["last"]], np.int64)
    return np.array(rows["code"], np.int64), np.array(rows["first"], np.int64), last


def was_in_force(codes: Ints, years: Ints) -> NDArray[np.bool_]:
    """Whether a county had this code in a year."""
    code, first, last = _history()
    order = np.argsort(code, kind="stable")
    code, first, last = code[order], first[order], last[order]
    low = np.searchsorted(code, codes, side="left")
    high = np.searchsorted(code, codes, side="right")
    found = np.zeros(len(codes), np.bool_)
    for step in range(int((high - low).max(initial=0))):
        place = np.minimum(low + step, len(code) - 1)
        found |= (low + step < high) & (first[place] <= years) & (years <= last[place])
    return found


def is_assigned(codes: Ints) -> NDArray[np.bool_]:
    """Whether a county has or had this code."""
    current = np.array(table("divisions")["code"], np.int64)
    found: NDArray[np.bool_] = np.isin(codes, _history()[0]) | np.isin(codes, current)
    return found


@cache
def _regions() -> dict[int, tuple[str, ...]]:
    return {
        int(code): tuple(
            {
                province_short_name(province),
                short_name(city or province),
                short_name(county or city),
            }
        )
        for code, province, city, county in _named_divisions()
    }


def _named_divisions() -> Iterator[tuple[str, ...]]:
    """Code, province, city and county of every county."""
    rows = table("divisions")
    return zip(*(rows[key] for key in ("code", "province", "city", "county")), strict=True)


def names_region(names: list[str], codes: list[int]) -> list[bool]:
    """Whether a company's name has the province, city or county of a code in it."""
    regions = _regions()
    return [
        any(region in name for region in regions.get(code, ()))
        for name, code in zip(names, codes, strict=True)
    ]

"""Places as names of firms, schools and hospitals carry them: 杭州, 杭州市, 杭州市西湖区."""

import re
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import table

PLACES: Final = (
    *("province", "province_full", "city", "city_full", "local", "local_full"),
    *("district", "district_short", "city_district", "city_place"),
)
"""How a place can be written.

province 浙江, province_full 浙江省; city 杭州, city_full 杭州市; local and local_full 桐庐, 桐庐县
in a county, in a district those of its city; district 西湖区, district_short 西湖, city_district
杭州市西湖区, city_place 杭州西湖.
"""

_ZONES: Final = (
    ("高新技术产业开发区", "高新区"),
    ("经济技术开发区", "经开区"),
    ("经济开发区", "经开区"),
)
_SUFFIXES: Final = ("新区", "林区", "地区", "市", "县", "区", "盟")


@cache
def _self_governed() -> re.Pattern[str]:
    peoples = "|".join(table("peoples")["text"])
    return re.compile(rf"(.{{2,}}?)(?:{peoples})+自治[州县旗]")


def province_short_name(name: str) -> str:
    """A province as people call it: 浙江, 内蒙古."""
    return name[:3] if name.startswith(("内蒙古", "黑龙江")) else name[:2]


@cache
def short_name(name: str) -> str:
    """A city or county as people call it: 西湖 for 西湖区, 凉山 for 凉山彝族自治州."""
    if whole := _self_governed().fullmatch(name):
        return whole[1]
    for long, short in _ZONES:
        if name.endswith(long):
            return name.removesuffix(long) + short
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name.removesuffix(suffix)
    return name


def _written(province: str, city: str, county: str) -> tuple[str, ...]:
    """A county in every way of ``PLACES``."""
    short_province = province_short_name(province)
    city = city or (province if province.endswith("市") else county)
    county = county or city
    short_city, is_zone = short_name(city), county.endswith(("开发区", "园区", "新城"))
    district = short_name(county)
    if is_zone:
        district = district.removeprefix(short_province).removeprefix(city).removeprefix(short_city)
    of_city = county == city or county.endswith("区") or is_zone
    within = county == city or (is_zone and short_city in county)
    place = district if district.startswith(short_city) else short_city + district
    return (
        *(short_province, province, short_city, city),
        *((short_city, city) if of_city else (district, county)),
        *(county, district, county if within else city + county, place),
    )


class Regions:
    """Every county in every way of ``PLACES``.

    Attributes:
        way: What ``at`` is asked with, for each entry of ``PLACES``.
    """

    def __init__(self, population: Population) -> None:
        rows = table("divisions")
        counties = zip(rows["province"], rows["city"], rows["county"], strict=True)
        written = [_written(*names) for names in counties]
        self._names = population.arena.intern(
            [text for way in zip(*written, strict=True) for text in way]
        )
        self.way = len(written) * np.arange(len(PLACES))

    def at(self, county: NDArray[np.integer], way: NDArray[np.integer] | np.int64) -> Strings:
        """Each county, written in a way of ``PLACES``, given as its entry of ``way``."""
        return self._names.take(way + county)

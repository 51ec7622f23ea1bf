"""Tests of places as names carry them."""

import numpy as np
import pytest

from leakbench.generator.engine.tables import table
from leakbench.generator.population.regions import PLACES, Regions, province_short_name, short_name


def written(population, code):
    """A county in every way, by way."""
    county = np.full(len(PLACES), table("divisions")["code"].index(code))
    regions = Regions(population)
    texts = population.arena.texts(regions.at(county, regions.way))
    return dict(zip(PLACES, texts, strict=True))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("330106", "浙江 浙江省 杭州 杭州市 杭州 杭州市 西湖区 西湖 杭州市西湖区 杭州西湖"),
        ("330122", "浙江 浙江省 杭州 杭州市 桐庐 桐庐县 桐庐县 桐庐 杭州市桐庐县 杭州桐庐"),
        ("110105", "北京 北京市 北京 北京市 北京 北京市 朝阳区 朝阳 北京市朝阳区 北京朝阳"),
        ("441900", "广东 广东省 东莞 东莞市 东莞 东莞市 东莞市 东莞 东莞市 东莞"),
        ("419001", "河南 河南省 济源 济源市 济源 济源市 济源市 济源 济源市 济源"),
    ],
)
def test_places_are_written_in_every_way(population, code, expected):
    """A district, a county, a municipality, a city without counties, one without a prefecture."""
    assert " ".join(written(population, code).values()) == expected


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("石家庄市", "石家庄"),
        ("沙市", "沙市"),
        ("城区", "城区"),
        ("大兴安岭地区", "大兴安岭"),
        ("浦东新区", "浦东"),
        ("阿拉善左旗", "阿拉善左旗"),
        ("凉山彝族自治州", "凉山"),
        ("景宁畲族自治县", "景宁"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江"),
        ("经济技术开发区", "经开区"),
    ],
)
def test_places_are_called_for_short(name, short):
    """Without what kind of division it is and whose; two characters stay."""
    assert short_name(name) == short


def test_provinces_are_called_for_short():
    """Two characters, but for the two that have three."""
    names = [province_short_name(name) for name in table("province_shares")["name"]]
    assert {name for name in names if len(name) != 2} == {"内蒙古", "黑龙江"}
    assert len(set(names)) == 31


def test_no_place_is_named_twice(population):
    """A zone that has its city's name has it once; nothing is empty."""
    regions = Regions(population)
    count = len(table("divisions")["code"])
    for place in ("city_place", "city_district"):
        way = regions.way[PLACES.index(place)]
        city = regions.way[PLACES.index("city")]
        county = np.arange(count)
        for whole, short in zip(
            population.arena.texts(regions.at(county, way)),
            population.arena.texts(regions.at(county, city)),
            strict=True,
        ):
            assert len(whole) >= 2
            assert not whole.startswith(short * 2), whole

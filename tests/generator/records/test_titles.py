"""Tests of titles to flats."""

import re

import numpy as np
import pytest

from leakbench.generator.engine.dates import days_of
from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.tables import table
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.records.titles import Titles

COUNT = 6000
UNIFORM = r"(.)(?:\((\d{4})\)|（(\d{4})）)(.+)不动产权第(\d{7})号"
OLDER = r"(?:X?(.))?房权证(.+)字第(\d{6}|\d{8})号"
REGIONAL = {
    "11": r"X?京房权证.字第\d{6}号",
    "12": r"房地证津字第\d{12}号|津房权证.字第\d{8}号",
    "31": r"沪房地.字[(（]\d{4}[)）]第\d{6}号",
    "44": r"粤房地权证.+字第\d{10}号|粤房地证字第C\d{7}号",
    "4403": r"深房地字第\d{10}号",
    "50": r"\d{3}房地证\d{4}字第\d{6}号|渝房权证.字第\d{8}号",
}
OWN_NAME = r"(.+)房权证.?字第\d{8}号"


@pytest.fixture
def drawn(population):
    """Counties, days of purchase and titles of some flats."""
    bits = Streams(7, "test").bits("flat", np.arange(COUNT))
    county = np.arange(COUNT) % len(population.vocabulary(Divisions).code)
    purchase = np.linspace(10_500, days_of(population.reference_date) - 1, COUNT).astype(np.int64)
    titles = population.vocabulary(Titles).draw(county, purchase, bits)
    return county.tolist(), purchase.tolist(), population.arena.texts(titles)


def test_titles_name_province_and_registry(drawn):
    """That of the county, or of its city; the district, too, where the city keeps the register."""
    plates = dict(
        zip(table("province_shares")["name"], table("province_shares")["plate"], strict=True)
    )
    divisions, looked = table("divisions"), 0
    for county, _, title in zip(*drawn, strict=True):
        found = re.fullmatch(UNIFORM, title)
        names = [name for name in (divisions["city"][county], divisions["county"][county]) if name]
        if found:
            province, place = found.group(1, 4)
            assert province == plates[divisions["province"][county]]
            assert place.startswith(tuple(names))
            if divisions["county"][county].endswith(("县", "市")):
                assert place == divisions["county"][county]
        elif divisions["code"][county][:2] not in REGIONAL:
            older = re.fullmatch(OLDER, title)
            if older and older[1]:
                assert older[1] == plates[divisions["province"][county]]
            place = older[2] if older else re.fullmatch(OWN_NAME, title)[1]
            assert any(name.startswith(place[:2]) for name in names)
            looked += 1
    assert looked > COUNT / 4


def test_older_titles_are_those_of_the_region(drawn):
    """Beijing, Tianjin, Shanghai, Guangdong, Shenzhen and Chongqing had forms of their own."""
    seen = set()
    for county, _, title in zip(*drawn, strict=True):
        code = table("divisions")["code"][county]
        area = code[:4] if code[:4] in REGIONAL else code[:2]
        if area in REGIONAL and "不动产权" not in title:
            assert re.fullmatch(REGIONAL[area], title)
            seen.add(area)
    assert seen == set(REGIONAL)


def test_titles_have_the_form_of_their_time(drawn, population):
    """No uniform one is older than 2015 or than the purchase; few old ones were exchanged."""
    exchanged = []
    for _, purchase, title in zip(*drawn, strict=True):
        bought = int(str(np.datetime64(purchase, "D"))[:4])
        found = re.fullmatch(UNIFORM, title)
        if found:
            year = int(found[2] or found[3])
            assert max(2015, bought) <= year <= population.reference_date.year
        else:
            assert bought <= 2015
        if bought < 2013:
            exchanged.append(bool(found))
    assert 0.08 < np.mean(exchanged) < 0.16


def test_serials_are_drawn_apart_from_the_rest(drawn):
    """Hardly any comes twice."""
    serials = [re.search(r"第C?(\d+)号", title)[1] for title in drawn[2]]
    assert len(set(serials)) > 0.99 * COUNT

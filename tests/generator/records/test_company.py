import numpy as np
import pytest
from stdnum.cn import uscc

from leakbench.generator.engine.dates import days_of
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.tables import table
from leakbench.generator.population.addresses import Addresses
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.records.candidate import SchoolVocabulary
from leakbench.generator.records.company import Companies, CompanyVocabulary
from leakbench.generator.spec import SPLITS

pytestmark = pytest.mark.slow

COUNT = 10_000
INDEX = np.arange(COUNT, dtype=np.int64)


@pytest.fixture
def companies(population):
    """The first companies."""
    return Companies(population, INDEX)


def test_codes_tell_region_and_class(population, companies):
    """A code's area is the company's county, its class that of its form, its check right."""
    codes = population.arena.texts(companies.uscc)
    names = population.arena.texts(companies.name)
    counties = population.vocabulary(Divisions).code[companies.county]
    for code, name, county in zip(codes, names, counties.tolist(), strict=True):
        assert uscc.is_valid(code), code
        assert int(code[2:8]) == county
        assert (code[1] == "1") == name.endswith("公司")
        assert (code[1] == "3") == name.endswith("合作社")


def test_owners_were_of_age(population, companies):
    """Nobody founds a company before 21, and none is founded after the reference date."""
    founded = [np.datetime64(day).astype(int) for day in population.arena.texts(companies.founded)]
    assert ((np.array(founded) - companies.owner.birth) / 365.25 >= 20.99).all()
    assert max(founded) <= days_of(population.reference_date)


def test_landlines_belong_to_the_county(population, companies):
    """Area code and length of a landline are the county's; two in three companies have one."""
    lines = population.arena.texts(companies.landline)
    divisions = population.vocabulary(Divisions)
    for line, county in zip(lines, companies.county, strict=True):
        if line:
            area, local = line.split("-")
            assert int(area) == divisions.area_code[county]
            assert len(local) == divisions.local_digits[county]
            assert local[0] in "2345678"
    assert 0.6 < np.mean([bool(line) for line in lines]) < 0.7


def test_sectors_fit_the_trade(population, companies):
    """A restaurant is in catering, a cooperative in agriculture."""
    names = population.arena.texts(companies.name)
    for name, sector in zip(names, population.arena.texts(companies.industry), strict=True):
        if name.endswith(("饭店", "餐馆", "小吃店")):
            assert sector == "住宿和餐饮业"
        if name.endswith("合作社"):
            assert sector == "农、林、牧、渔业"


def test_splits_share_no_brand_road_or_school(population):
    """字号, roads, estates, offices and school names of the three splits are disjoint."""
    pools = {}
    for split in SPLITS:
        own = Population(0, split, population.reference_date)
        addresses = own.vocabulary(Addresses)
        words = {
            "brand": own.vocabulary(CompanyVocabulary).brands,
            "road": addresses.roads.texts,
            "estate": addresses.estates.texts,
            "office": addresses.offices.texts,
            "school": own.vocabulary(SchoolVocabulary).high_schools.texts,
            "college": own.vocabulary(SchoolVocabulary).colleges.texts,
        }
        for kind, strings in words.items():
            texts = set(own.arena.texts(strings))
            assert len(texts) > 100, kind
            assert not texts & pools.setdefault(kind, set()), kind
            pools[kind] |= texts
    assert len(table("industries")["word"]) > 150

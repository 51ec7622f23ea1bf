from collections import Counter, defaultdict

import numpy as np
import pytest
from stdnum.cn import uscc

from leakbench.generator.engine.dates import days_of
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.tables import table
from leakbench.generator.population.addresses import Addresses
from leakbench.generator.population.company_brands import Brands
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.records.candidate import SchoolVocabulary
from leakbench.generator.records.company import Companies
from leakbench.generator.spec import SPLITS
from leakbench.generator.value_forms import value_forms

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
    forms = [value_forms()[code] for code in companies.name.form.tolist()]
    counties = population.vocabulary(Divisions).code[companies.county]
    seen = defaultdict(set)
    for code, form, county in zip(codes, forms, counties.tolist(), strict=True):
        assert uscc.is_valid(code), code
        assert int(code[2:8]) == county
        seen[form].add(code[:2])
    for form in ("company", "group", "branch_office", "partnership", "proprietorship"):
        assert seen[form] == {"91"}
    assert seen["sole_trader"] == seen["branch"] == {"92"}
    assert seen["cooperative"] == {"93"}
    assert seen["professional_office"] == {"31", "91"}
    assert seen["foundation"] == {"53"}


def test_positions_fit_the_legal_form(population, companies):
    """A sole trader is no director, a branch has somebody in charge, a co-operative a chairman."""
    forms = [value_forms()[code] for code in companies.name.form.tolist()]
    by_form = defaultdict(Counter)
    for form, position in zip(forms, population.arena.texts(companies.position), strict=True):
        by_form[form][position] += 1
    for form in ("sole_trader", "branch", "cooperative", "partnership"):
        assert not {"总经理", "董事长", "执行董事"} & set(by_form[form])
    assert by_form["sole_trader"].most_common(1)[0][0] == "经营者"
    assert by_form["cooperative"].most_common(1)[0][0] == "理事长"
    assert by_form["branch_office"].most_common(1)[0][0] == "负责人"
    assert "经营者" not in by_form["company"]


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
    names = population.arena.texts(companies.name.strings)
    for name, sector in zip(names, population.arena.texts(companies.industry), strict=True):
        if name.endswith(("饭店", "餐馆", "小吃店")) and "公司" not in name:
            assert sector == "住宿和餐饮业"
        if name.endswith("合作社") and "信用" not in name:
            assert sector == "农、林、牧、渔业"


def test_splits_share_no_brand_road_or_school(population):
    """字号, roads, estates, offices and school names of the three splits are disjoint."""
    pools = {}
    for split in SPLITS:
        own = Population(0, split, population.reference_date)
        addresses = own.vocabulary(Addresses)
        words = {
            "brand": own.vocabulary(Brands).texts,
            "road": addresses.roads.texts,
            "estate": addresses.estates.texts,
            "office": addresses.offices.texts,
            "school": own.vocabulary(SchoolVocabulary).high_schools.words.texts,
            "college": own.vocabulary(SchoolVocabulary).colleges.words.texts,
        }
        for kind, strings in words.items():
            texts = set(own.arena.texts(strings))
            assert len(texts) > 30, kind
            assert not texts & pools.setdefault(kind, set()), kind
            pools[kind] |= texts
    assert len(table("industries")["word"]) > 150

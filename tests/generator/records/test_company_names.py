"""Tests of the names of firms, registered and for short."""

import re
from collections import Counter, defaultdict

import numpy as np
import pytest

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.tables import table, weights
from leakbench.generator.population.company_brands import brands
from leakbench.generator.population.regions import PLACES, Regions
from leakbench.generator.records.company import Companies
from leakbench.generator.records.company_names import CompanyNames, LegalForms
from leakbench.generator.spec import SPLITS
from leakbench.generator.value_forms import value_forms

pytestmark = pytest.mark.slow

INDEX = np.arange(30_000, dtype=np.int64)

PUBLIC = ("public_institute", "association")
"""Forms of names that say in which county they are, and nothing else that is their own."""

WITHOUT_BRAND = (*PUBLIC, "collective")
"""Forms of names without 字号."""


@pytest.fixture
def companies(population):
    """Many firms."""
    return Companies(population, INDEX)


@pytest.fixture
def names(population, companies):
    """Their names by form."""
    by_form = defaultdict(list)
    texts = population.arena.texts(companies.name.strings)
    for text, code in zip(texts, companies.name.form.tolist(), strict=True):
        by_form[value_forms()[code]].append(text)
    return by_form


@pytest.mark.parametrize(
    ("form", "pattern"),
    [
        ("company", r".*公司"),
        ("group", r".*集团.*公司|.*[（(]集团[）)].*公司|.*集团"),
        ("branch_office", r".*公司.*(公司|[部处店])"),
        ("factory", r".*厂(门市部|经营部)?"),
        ("collective", r".*社"),
        ("branch", r".*([（(].+店[)）]|店)"),
        ("cooperative", r".*(合作社|联合社)"),
        ("partnership", r".*[（].*合伙）"),
        ("professional_office", r".*事务所.*"),
        ("association", r".*(协会|商会)"),
        ("foundation", r".*基金会"),
        ("institute", r".*(研究院|研究所|中心|学校)"),
        ("public_institute", r".*[市州盟地区县](农业|规划|水利|林业|产品).*"),
        ("proprietorship", r".*(厂|中心|部|工作室|场|站)"),
    ],
)
def test_names_look_like_their_form(names, form, pattern):
    """Each form has names, and they end as its legal forms do."""
    assert names[form]
    for text in names[form]:
        assert re.fullmatch(pattern, text), text


def test_sole_traders_are_no_companies(names):
    """And no group is a small one."""
    assert not [text for text in names["sole_trader"] if "公司" in text]
    assert len(names["sole_trader"]) > 0.12 * len(INDEX)


@pytest.mark.parametrize(
    ("part", "share", "within"),
    [
        ("集团", 0.065, 0.015),
        ("股份有限公司", 0.055, 0.015),
        ("投资", 0.03, 0.012),
        ("控股", 0.009, 0.004),
        ("实业", 0.03, 0.01),
        ("分公司", 0.03, 0.008),
        ("合伙企业", 0.009, 0.004),
    ],
)
def test_parts_of_names_have_their_share(names, part, share, within):
    """Between those of directories of small firms and those of what people write in resumes."""
    texts = [text for some in names.values() for text in some]
    assert np.mean([part in text for text in texts]) == pytest.approx(share, abs=within)


def test_regions_stand_in_brackets(names):
    """In one of twelve names."""
    texts = [text for some in names.values() for text in some]
    bracketed = [re.search(r"[（(][^合集）)]+[)）].*公司", text) is not None for text in texts]
    assert np.mean(bracketed) == pytest.approx(0.08, abs=0.015)


def test_names_have_their_places(population, companies):
    """Most name their province, city or county; a branch names where it is."""
    regions = Regions(population)
    ways = [
        population.arena.texts(regions.at(companies.county, regions.way[PLACES.index(place)]))
        for place in ("province", "city", "district_short")
    ]
    texts = population.arena.texts(companies.name.strings)
    named = np.array(
        [any(place in text for place in places) for text, *places in zip(texts, *ways, strict=True)]
    )
    assert 0.75 < named.mean() < 0.95
    branches = companies.name.form == value_forms().index("branch_office")
    assert named[branches].mean() > 0.9


def test_short_names_agree_with_the_registered(population, companies):
    """They share the 字号, which stands in both; every one is shorter, and called short."""
    split = population.split
    known = {text for pool in ("firm", "shop") for text in brands(pool, split)}
    full = population.arena.texts(companies.name.strings)
    short = population.arena.texts(companies.short_name.strings)
    forms = [value_forms()[code] for code in companies.name.form.tolist()]
    assert {value_forms()[code] for code in companies.short_name.form.tolist()} == {"short"}
    lengths = []
    for one, other, form in zip(full, short, forms, strict=True):
        if form in WITHOUT_BRAND:
            continue
        common = {
            one[start:end]
            for start in range(len(one))
            for end in range(start + 2, min(start + 9, len(one)) + 1)
            if one[start:end] in other
        }
        assert common & known, (one, other)
        lengths.append((len(other), len(one)))
    assert np.mean([a <= b for a, b in lengths]) > 0.97
    assert np.mean([a for a, _ in lengths]) < 7


def test_splits_share_no_registered_name(population):
    """Firms of different splits have different trade names."""
    seen: Counter[str] = Counter()
    for split in SPLITS:
        other = Population(0, split, population.reference_date)
        firms = Companies(other, INDEX[:3000])
        named = firms.name
        private = ~np.isin(named.form, [value_forms().index(kind) for kind in PUBLIC])
        texts = np.array(other.arena.texts(named.strings), object)[private]
        seen.update(set(texts.tolist()))
    assert max(seen.values()) == 1


def test_legal_forms_follow_the_table(population):
    """Their codes, and positions of their kind alone."""
    forms = LegalForms(population)
    registers = table("company_forms")["register"]
    pairs = zip(forms.authority.tolist(), forms.category.tolist(), strict=True)
    assert [chr(one) + chr(other) for one, other in pairs] == registers
    of_kind = defaultdict(set)
    positions = table("positions")
    for kind, text in zip(positions["kind"], positions["text"], strict=True):
        of_kind[kind].add(text)
    assert of_kind.keys() == set(forms.kinds)
    form = INDEX % len(forms.kind)
    bits = population.streams.bits("t", INDEX)
    for place, text in zip(form, population.arena.texts(forms.position(form, bits)), strict=True):
        assert text in of_kind[forms.kinds[forms.kind[place]]]


def test_kinds_are_those_of_templates_and_forms(population):
    """Every kind has templates, registered and short, and a form of value of its name."""
    CompanyNames(population)  # asks for each of them by name
    assert set(LegalForms(population).kinds) <= set(value_forms())
    assert weights("company_forms")[0] > 40

"""Tests of candidates of the university entrance examination."""

import re
from datetime import date

import numpy as np
import pytest

from leakbench.generator.engine.dates import full_years, numbers
from leakbench.generator.engine.files import SPAN
from leakbench.generator.engine.population import Population
from leakbench.generator.population.demographics import county_of_most
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.population.regions import PLACES, Regions
from leakbench.generator.records.candidate import Candidates, SchoolVocabulary
from leakbench.generator.spec import SPLITS

INDEX = np.arange(100)[:, None].repeat(20, 1).ravel() * SPAN + np.tile(np.arange(20), 100)


@pytest.fixture
def candidates(population):
    """Some candidates."""
    return Candidates(population, INDEX)


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 6, 7), date(2025, 6, 8)])
def test_candidates_were_born_in_the_school_year_of_their_examination(today):
    """Most of them; some a year or two before, and some, who went to school early, after."""
    candidates = Candidates(Population(7, "test", today), np.arange(10_000, dtype=np.int64))
    born = numbers(candidates.birth)
    shares = np.histogram(born, [20050901, 20060901, 20070901, 20080901, 20090901])[0] / len(born)
    assert shares.sum() == pytest.approx(1)
    assert shares == pytest.approx([0.02, 0.13, 0.75, 0.1], abs=0.02)
    assert (born > 20090000).mean() < 0.1
    assert full_years(born, today).min() >= 15


def test_numbers_have_year_and_area(population, candidates):
    """Fourteen digits: the year of the examination, the home county, a group, a serial."""
    county = county_of_most(population, candidates.neighbourhood)
    areas = population.vocabulary(Divisions).code[county].tolist()
    for number, area in zip(population.arena.texts(candidates.exam_no), areas, strict=True):
        assert re.fullmatch(rf"26{area}1[1-9]\d{{4}}", number)
    serials = np.array(population.arena.texts(candidates.exam_no), np.int64).reshape(-1, 20) % 10000
    assert (np.diff(serials, axis=1) % 10000 == 1).all()


@pytest.mark.parametrize(
    ("today", "year"),
    [(date(2026, 1, 1), 2026), (date(2026, 6, 7), 2026), (date(2026, 6, 8), 2027)],
)
def test_the_next_examination_is_sat(today, year):
    """On 7 June or one of the two days after."""
    population = Population(7, "test", today)
    days = set(population.arena.texts(Candidates(population, INDEX).exam_date))
    assert days == {f"{year}-06-{day:02d}" for day in (7, 8, 9)}


def test_schools_are_of_the_home(population, candidates):
    """Most are named after county, city or province; classes are those of the third year."""
    texts = population.arena.texts
    regions = population.vocabulary(Regions)
    ways = (regions.way[PLACES.index(place)] for place in ("province", "city", "district_short"))
    homes = [texts(regions.at(candidates.county, way)) for way in ways]
    for named in (candidates.school, candidates.first_school):
        after = [
            school.startswith(tuple(home))
            for school, *home in zip(texts(named.strings), *homes, strict=True)
        ]
        assert np.mean(after) > 0.85
    for name in texts(candidates.school_class):
        assert re.fullmatch(r"高三(\d+|（\d+）)班", name)
        assert 1 <= int(re.search(r"\d+", name)[0]) <= 24


def test_colleges_are_named_after_places(population, candidates):
    """A province or a city."""
    texts = population.arena.texts
    regions = population.vocabulary(Regions)
    county = np.arange(len(population.vocabulary(Divisions).code))
    ways = (regions.way[PLACES.index(place)] for place in ("province", "city"))
    places = {text for way in ways for text in texts(regions.at(county, way))}
    for college in texts(candidates.college.strings):
        assert any(college[:size] in places for size in range(1, len(college)))


def test_splits_share_no_school():
    """Neither high schools nor colleges."""
    words = {}
    for split in SPLITS:
        population = Population(7, split, date(2026, 1, 1))
        schools = population.vocabulary(SchoolVocabulary)
        words[split] = {
            *population.arena.texts(schools.high_schools.words.texts),
            *population.arena.texts(schools.colleges.words.texts),
        }
    assert not words["train"] & words["test"]
    assert not words["train"] & words["dev"]
    assert not words["dev"] & words["test"]


def test_peoples_and_papers_agree(population, candidates):
    """Han sit no papers in a minority's language; a file writes 汉族 or 汉."""
    groups = np.array(population.arena.texts(candidates.ethnic_group)).reshape(-1, 20)
    short = ~np.char.endswith(groups, "族")
    assert (short.all(axis=1) == short.any(axis=1)).all()
    assert 0.2 < short.mean() < 0.5
    many = Candidates(population, np.arange(60_000, dtype=np.int64) * SPAN)
    papers = np.char.startswith(np.array(population.arena.texts(many.subject)), "民考民")
    assert papers.any()
    assert (many.ethnicity[papers] != 0).all()

"""Tests of subject classes by province and year."""

import numpy as np
import pytest

from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.tables import table
from leakbench.generator.records.subjects import BEFORE, Subjects, system_of


@pytest.mark.parametrize(
    ("province", "year", "system"),
    [
        ("31", 2016, BEFORE),
        ("31", 2017, "3+3"),
        ("44", 2020, BEFORE),
        ("44", 2021, "3+1+2"),
        ("41", 2024, BEFORE),
        ("41", 2025, "3+1+2"),
        ("65", 2026, BEFORE),
    ],
)
def test_a_province_has_its_system_since_a_year(province, year, system):
    """And the old one before, some to this day."""
    assert system_of(province, year) == system


def test_the_table_is_of_provinces_and_of_systems_that_have_classes():
    """Each province once."""
    rows = table("subject_systems")
    assert len(set(rows["province"])) == len(rows["province"])
    assert set(rows["province"]) <= set(table("province_shares")["code"])
    assert {*rows["system"], BEFORE} == set(table("subjects")["system"])


@pytest.mark.parametrize("year", [2016, 2023, 2026])
def test_candidates_have_a_class_of_their_province(population, year):
    """All of them are drawn."""
    codes = table("province_shares")["code"]
    province = np.arange(len(codes)).repeat(2000)
    bits = Streams(7, "test").bits("subject", np.arange(len(province)))
    subjects = Subjects(population, year)
    is_han = np.arange(len(province)) % 2 == 0
    drawn = subjects.draw(province, is_han, bits)
    texts = population.arena.texts(subjects.texts.take(drawn))
    assert not any(text.startswith("民考民") for text in np.array(texts)[is_han])
    rows = table("subjects")
    seen = set()
    for place, text in zip(province.tolist(), texts, strict=True):
        seen.add((system_of(codes[place], year), text))
    known = set(zip(rows["system"], rows["text"], strict=True))
    assert seen == {one for one in known if one[0] in {system for system, _ in seen}}

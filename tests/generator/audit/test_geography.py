"""Tests of telling places from values."""

import numpy as np
import pyarrow as pa
import pytest

from leakbench.generator.audit import geography
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.tables import table
from leakbench.generator.generate import batches
from leakbench.generator.population.divisions import Divisions
from leakbench.generator.spec import Spec


def test_every_county_is_found_at_the_head_of_an_address(population):
    """By its full name and without the province, or without the city where it is the only one."""
    rows = table("divisions")
    codes = [geography.NOWHERE if code[4] == "7" else int(code) for code in rows["code"]]
    for names in (
        population.vocabulary(Divisions).full,
        population.vocabulary(Divisions).city_county,
    ):
        heads = population.arena.texts(names)
        found = geography.county_of(pa.array([f"{head}某路1号" for head in heads]))
        assert found.tolist() == codes
    without_city = ["浙江省义乌市某路1号", "江苏省鼓楼区某路1号"]  # of which there are two there
    assert geography.county_of(pa.array(without_city)).tolist() == [330782, geography.NOWHERE]
    unknown = ["火星市某路1号", "", "临汾市古县乡某村1号"]
    assert geography.county_of(pa.array(unknown)).tolist() == [geography.NOWHERE] * 3


def test_telephone_areas_are_the_generators(population):
    """Both read the same public table in their own way."""
    divisions = population.vocabulary(Divisions)
    assert geography.calling_area_of(divisions.code).tolist() == divisions.calling_area.tolist()
    found = geography.area_code_of(divisions.code).to_pylist()
    assert [int(code) for code in found] == divisions.area_code.tolist()


@pytest.mark.slow
def test_segments_are_found():
    """Those that are given out have an area and an operator, others have none."""
    for identity, given in (("realistic", True), ("unassignable", False)):
        spec = Spec(corpus="legal_person", identity=identity, rows_per_file=1)
        (batch,) = batches(spec, 500)
        area, operator = geography.segment_of(batch.column(7))
        assert ((area >= 0) == given).all()
        assert ((operator >= 0) == given).all()


def test_codes_were_in_force_in_their_years():
    """As the table of codes says."""
    codes = np.array([110103, 110103, 110101, 999999])
    years = np.array([2009, 2010, 1990, 2000])
    assert geography.was_in_force(codes, years).tolist() == [True, False, True, False]
    assert geography.is_assigned(codes).tolist() == [True, True, True, False]


def test_regions_of_names(population):
    """Province, city or county, as companies carry them."""
    assert isinstance(population, Population)
    names = ["浙江某某有限公司", "杭州某某有限公司", "某某有限公司"]
    assert geography.names_region(names, [330106] * 3) == [True, True, False]

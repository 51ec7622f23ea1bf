"""Tests of the tables of public facts."""

from leakbench.detectors.structured.number_tables import number_tables


def test_numbers_begin_as_the_standards_say():
    """Known codes are there, those of nobody are not."""
    tables = number_tables()
    assert tables.province[[11, 65, 83]].all()
    assert not tables.province[[10, 99]].any()
    assert (tables.local[10], tables.local[571], tables.local[199]) == (8, 8, 0)
    assert tables.plate[ord("京")]
    assert not tables.plate[ord("的")]

from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.containers.column_names import distinct_names


@given(st.lists(st.sampled_from(["", "列1", "列2", "电话", "电话2", "电话22"]), max_size=8))
def test_names_are_distinct(cells):
    """Whatever stands in a header, columns have names of their own, that begin as it says."""
    names = distinct_names(cells)
    assert len(set(names)) == len(cells)
    assert all(names)
    assert all(name.startswith(cell) for name, cell in zip(names, cells, strict=True))


def test_names_are_those_of_the_header():
    """A header of different names stays as it is."""
    assert distinct_names(["姓名", "", "电话", "电话"]) == ("姓名", "列2", "电话", "电话2")

import pytest

from leakbench.generator.containers.json_values import UNREAD, row_of


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('{"a": "x", "b": 123456789012345678901, "c": 1.10, "d": 1e5}',)  # noqa: RUF005
        + ({"a": "x", "b": "123456789012345678901", "c": "1.10", "d": "1e5"},),
        ('{"a": {"b": {"c": 1}, "d": null}, "e": true}', {"a.b.c": "1", "a.d": "", "e": "true"}),
        ('{"a": [1, "x"], "b": [], "c": {}}', {"a": "1、x", "b": "", "c": ""}),
        ('{"a": [{"b": 1, "c": 2}, {"b": 3}]}', {"a.b": "1、3", "a.c": "2"}),
        ('{"a": "x", "a": "y", "n": NaN}', {"a": "x、y", "n": "NaN"}),
        ('[1, "x"]', {"value1": "1", "value2": "x"}),
        ('"x"', {"value": "x"}),
        ("9" * 5_000, {"value": "9" * 5_000}),
    ],
)
def test_values_become_rows(text, row):
    """Digits stay as written, nested names are joined, and what stands under one name as well."""
    problems = []
    assert row_of(text, problems) == row
    assert not problems


@pytest.mark.parametrize("text", ["{bad}", '{"a": 1,}', "[" * 100_000, '{"a":' * 100_000, ""])
def test_what_is_no_json_is_kept(text):
    """Broken or too deep: it is one cell, and one problem."""
    problems = []
    assert row_of(text, problems) == {UNREAD: text}
    assert [one.count for one in problems] == [1]

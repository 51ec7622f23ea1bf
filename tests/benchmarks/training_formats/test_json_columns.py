"""Tests of JSON out of columns."""

import json

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.training_formats.json_columns import (
    content,
    filled,
    listed,
    numbers,
    quoted,
)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_quoted_strings_are_json(texts):
    """On one line, and Chinese as it is."""
    found = quoted(pa.array(texts, pa.string())).to_pylist()
    assert [json.loads(one) for one in found] == texts
    assert not any("\n" in one or "\r" in one for one in found)


def test_templates_and_lists():
    """A value in its place, and as many items as each row has."""
    items = filled('{"a": <a>}', a=numbers(np.array([1, -2, 3])))
    assert listed(items, np.array([0, 0, 2, 3])).to_pylist() == [
        "[]", '[{"a": 1}, {"a": -2}]', '[{"a": 3}]'
    ]  # fmt: skip


def test_content_is_that_of_the_slice():
    """Nothing before and nothing behind it, nor of no strings at all."""
    assert bytes(content(pa.array(["甲", "b", "c"]).slice(1, 1))) == b"b"
    assert bytes(content(pa.array([], pa.string()))) == b""

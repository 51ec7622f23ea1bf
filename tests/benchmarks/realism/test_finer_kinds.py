"""Tests of values of finer kinds."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.realism.finer_kinds import of_kinds

VALUES = pa.array(["甲乙有限公司", "甲乙市人民政府", "甲乙大学", "甲乙（集团）", "甲乙医院"])


def test_a_corpus_of_firms_is_compared_with_firms():
    """No authority, and no university unless schools are told, too."""
    assert of_kinds(VALUES, "ORG", ["COMPANY"]).to_pylist() == ["甲乙有限公司", "甲乙（集团）"]
    assert of_kinds(VALUES, "ORG", ["COMPANY", "SCHOOL"]).to_pylist() == [
        *("甲乙有限公司", "甲乙大学", "甲乙（集团）")
    ]


@given(st.lists(st.text()), st.sampled_from([("PERSON", ["PERSON_NAME"]), ("ORG", ["ORG"])]))
def test_labels_without_finer_kinds_keep_every_value(texts, of):
    """Nothing is left out where nothing is told apart."""
    values = pa.array(texts, pa.string())
    assert of_kinds(values, *of).equals(values)

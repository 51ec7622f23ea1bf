"""Tests of what written values mean."""

import numpy as np
import pyarrow as pa
import pytest

from leakbench.benchmarks.redaction.meaning import meanings


@pytest.mark.parametrize(
    ("label", "written", "meant"),
    [
        ("PHONE", ["138-0000-0000", "+86 13800000000", "１３８００００００００"], "13800000000"),
        ("ID_NUMBER", ["11010119900101004x", "110101900101004"], "11010119900101004"),
        ("PERSON", ["甲 乙", "甲乙"], "甲乙"),
        ("ACCOUNT", ["ab_1@QQ.com", "AB_1@qq.com"], "AB_1@QQ.COM"),
    ],
)
def test_ways_to_write_a_value_mean_one(label, written, meant):
    """Whatever stands between, before and behind."""
    found = meanings(np.array([label] * len(written)), pa.array(written)).to_pylist()
    assert found == [meant] * len(written)

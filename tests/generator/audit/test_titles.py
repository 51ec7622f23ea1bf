"""Tests of what must agree about titles to flats, case by case."""

import pyarrow as pa
import pytest

from leakbench.generator.audit import titles

HOME = "浙江省杭州市西湖区某路1号"
OF_2020 = "浙(2020)某市不动产权第1号"


def outcome(rule, columns):
    """Each row is right (y), wrong (n) or not looked at (-)."""
    known, right = rule(*(pa.array(column, pa.string()) for column in columns))
    return "".join("-" if not a else "y" if b else "n" for a, b in zip(known, right, strict=True))


@pytest.mark.parametrize(
    ("rule", "columns", "expected"),
    [
        (
            titles.title_province,
            (["浙(2020)某", "京(2020)某", None, "宁房权证某"], [HOME] * 4),
            "yn-n",
        ),
        (
            titles.title_province,
            (["房权证某市字第1号", "宁波房权证某", "深房地字"], [HOME] * 3),
            "---",
        ),
        (
            titles.title_form,
            (
                [OF_2020, "浙房权证某市字第1号", "浙房权证某市字第1号", None],
                ["2018-01-02", "2018-01-02", "2010-01-02", "2018-01-02"],
            ),
            "yn--",
        ),
        (
            titles.older_title,
            (
                [OF_2020, "浙房权证某市字第1号", OF_2020, None],
                ["2010-01-02", "2010-01-02", "2014-01-02", "2010-01-02"],
            ),
            "ny--",
        ),
        (titles.somebody_else, (["王伟", "王伟", None], ["李芳", "王伟", "李芳"]), "yn-"),
    ],
)
def test_rules(rule, columns, expected):
    """Right, wrong, or not to be judged."""
    assert outcome(rule, columns) == expected

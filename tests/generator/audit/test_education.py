"""Tests of what must agree about candidates, case by case."""

from functools import partial

import pyarrow as pa
import pytest

from leakbench.generator.audit import education

ID, OTHER = "330106200802280019", "330106200802280027"
NUMBER, IN_SHANGHAI, IN_HAINAN = "26330106110000", "26310104110000", "26460105110000"


def outcome(rule, columns):
    """Each row is right (y), wrong (n) or not looked at (-)."""
    known, right = rule(*(pa.array(column, pa.string()) for column in columns))
    return "".join("-" if not a else "y" if b else "n" for a, b in zip(known, right, strict=True))


@pytest.mark.parametrize(
    ("rule", "columns", "expected"),
    [
        (
            partial(education.subject_system, year=2017),
            (["综合", "物理类", None, "文史"], [NUMBER] * 4),
            "yn-n",
        ),
        (partial(education.subject_system, year=2016), (["综合", "文史"], [NUMBER] * 2), "ny"),
        (
            education.minority_papers,
            (
                ["民考民（理）", "民考民（文）", "理工类", "民考民（文）"],
                ["维吾尔族", "汉族", "汉", None],
            ),
            "yn--",
        ),
        (
            education.name_of_people,
            (["阿依古丽·买买提", "买买提·艾力", "王伟"], ["维吾尔", "汉", "汉族"]),
            "yn-",
        ),
        (
            education.student_no,
            (
                [ID] * 6,
                [
                    f"G{ID}",
                    f"G{OTHER}",
                    "L330106200802281234",
                    "L330106200802271234",
                    "3301060123202301001",
                    None,
                ],
            ),
            "ynyn--",
        ),
        (education.score, ([NUMBER] * 5, ["750", "751", "511.5", "511.4", None]), "ynyn-"),
        (education.score, ([IN_SHANGHAI] * 2, ["660", "661"]), "yn"),
        (education.score, ([IN_HAINAN] * 3, ["900", "751", "99"]), "yyn"),
    ],
)
def test_rules(rule, columns, expected):
    """Right, wrong, or not to be judged."""
    assert outcome(rule, columns) == expected


def test_tickets_are_those_of_the_province():
    """In Zhejiang county, room and seat; in Jiangsu the year before, and a group of subjects."""
    tickets = ["010600130", "010600131", "010700130", "2601060010130", None]
    assert outcome(education.ticket, ([NUMBER] * 5, tickets)) == "ynnn-"
    jiangsu = ["2601064500112", "2501064500112", "010600112"]
    assert outcome(education.ticket, (["26320106110000"] * 3, jiangsu)) == "ynn"

"""Tests of the rules of coherence, case by case."""

from datetime import date

import pyarrow as pa
import pytest

from leakbench.generator.audit import rules

MAN, WOMAN = "330106199902280019", "330106199902280027"
HOME, AWAY = "浙江省杭州市西湖区某路1号", "北京市东城区某路1号"


@pytest.mark.parametrize(
    ("rule", "columns", "expected"),
    [
        (rules.birth_date, ([MAN, MAN, None], ["1999-02-28", "1999-02-27", "1999-02-28"]), "yn-"),
        (rules.birth_date, ([MAN, MAN, MAN], ["99-02-28", "98-02-28", None]), "yn-"),
        (rules.sex, ([MAN, WOMAN, MAN, MAN], ["男", "女", "女", None]), "yyn-"),
        (rules.on(rules.age, date(2026, 2, 27)), ([MAN, MAN, MAN], ["26", "27", None]), "yn-"),
        (rules.on(rules.age, date(2026, 2, 28)), ([MAN, MAN, MAN], ["26", "27", "x"]), "ny-"),
        (rules.id_area, ([MAN, "999999199902280000"],), "yn"),
        (rules.id_area_in_force, (["110103200001010000", "110103201101010000"],), "yn"),
        (rules.id_home, ([MAN, MAN, MAN], [HOME, AWAY, "某路"]), "yn-"),
        (rules.company_address, (["91330106MA00000000"] * 2, [HOME, AWAY]), "yn"),
        (rules.company_landline, (["91330106MA00000000"] * 3, ["0571-1", "010-1", None]), "yn-"),
        (rules.company_name, (["91330106MA00000000"] * 2, ["杭州某某公司", "某某公司"]), "yn"),
        (
            rules.company_position,
            (
                [f"{register}330106MA00000000" for register in (91, 92, 93, 91, 91, 31, 92)],
                [
                    *("杭州某某有限公司", "西湖区某某小吃店", "桐庐某某专业合作社"),
                    *("某某有限公司杭州分公司", "杭州某某有限公司", "浙江某某律师事务所", None),
                ],
                ["董事长", "总经理", "理事长", "负责人", "经营者", "主任", "经营者"],
            ),
            "ynyyny-",
        ),
        (rules.owner_area, (["91330106MA00000000"] * 2, [MAN, "11"]), "yn"),
        (rules.same_surname, (["王伟", "王伟", None], ["王芳", "李芳", "李芳"]), "yn-"),
        (
            rules.account,
            (
                ["王伟", "王伟", "王伟", "王伟", None],
                ["wei.wang@163.com", "li@163.com", "43@qq.com", "wxid_x", "a"],
            ),
            "yn---",
        ),
        (rules.account, (["王伟"] * 2, ["x4300000000", "x1"], ["4300000000"] * 2), "yn"),
    ],
)
def test_rules(rule, columns, expected):
    """Each row is right (y), wrong (n) or not looked at (-)."""
    known, right = rule(*(pa.array(column, pa.string()) for column in columns))
    said = ["-" if not a else "y" if b else "n" for a, b in zip(known, right, strict=True)]
    assert "".join(said) == expected


def test_mobiles_and_homes():
    """By the telephone area of the segment; a segment of nobody says nothing."""
    mobiles = pa.array(["10000000000", None])
    homes = pa.array([HOME, HOME])
    assert rules.mobile_segment(mobiles)[0].tolist() == [True, False]
    assert rules.mobile_segment(mobiles)[1].tolist()[0] is False
    for known, _ in (rules.mobile_home(mobiles, homes), rules.home_mobile(homes, mobiles)):
        assert known.tolist() == [False, False]

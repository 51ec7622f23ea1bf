"""Tests of the audit's validators."""

import pyarrow as pa
import pytest

from leakbench.generator.audit.checks import CHECKS
from leakbench.generator.audit.undo import UNDO
from leakbench.generator.audit.values import are_valid, formats
from leakbench.generator.entities import entities

VALUES = {
    "PERSON_NAME": (["王伟", "欧阳建国", "阿依古丽·买买提", "SMITH, JOHN"], ["王", "王1", "王伟 "]),
    "HOTLINE": (["400-000-1234", "4000001234", "95500", "12345"], ["13800000000", "110"]),
    "PASSPORT": (["E12345678", "EA1234567", "PE1234567"], ["E1234", "护照"]),
    "DATE_OF_BIRTH": (["1999-02-28", "99-02-28"], ["1999-02-29", "199-02-28", "1899-02-28"]),
    "TRAVEL_PERMIT": (["H12345678", "12345678", "C12345678"], ["H1"]),
    "MEDICAL_NO": (["190679", "ZY2024000123"], ["12", "住院号"]),
    "AMOUNT": (["￥12,416.23", "1.3万", "18,000.00元", "292.99", "1890.00"], ["", "12,34", "元"]),
    "PASSWORD": (["a1b2c3"], ["abc", "有 空格"]),
    "IP": (["10.0.0.1", "fe80::1"], ["10.0.0.256", "1.2.3"]),
    "MAC": (["00:1B:44:11:3A:B7"], ["00:1B:44:11:3A"]),
    "DIAGNOSIS": (["外踝骨折"], ["S82.6"]),
    "PROPERTY_TITLE": (["浙(2020)某市不动产权第0352970号"], ["某市不动产权第0352970号"]),
    "COMPANY": (["某市某某商贸有限公司"], ["某", "某某 公司"]),
    "IMSI": (["460001234567890"], ["461001234567890"]),
    "MOBILE": (["13900000000"], ["1390000000", "12900000000"]),
}


def test_every_label_has_a_format():
    """And names only checks and ways of undoing that there are."""
    assert set(formats()) == set(entities())
    for kind in formats().values():
        assert set(kind.check) <= set(CHECKS)
        assert kind.undo is None or kind.undo in UNDO


@pytest.mark.parametrize("label", list(VALUES))
def test_formats_tell_right_from_wrong(label):
    """Values that are plainly of the kind, and values that plainly are not."""
    right, wrong = VALUES[label]
    assert are_valid(label, pa.array([*right, *wrong])).tolist() == [True] * len(right) + [
        False
    ] * len(wrong)

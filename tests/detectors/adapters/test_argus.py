import pytest
from argus_redact import specs

from leakbench.detectors.adapters.argus import LABELS
from leakbench.detectors.check_digits import credit_check, luhn_check, resident_check

RESIDENT = "11010119000101001"
CREDIT = "91110101MA0000000"
CARD = "622202000000000000"


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("13800000000", "MOBILE"),
        ("138-0000-0000", "MOBILE"),
        ("0571-80000000", "LANDLINE"),
        ("010-80000000", "LANDLINE"),
        ("１３８００００００００", "MOBILE"),
        (RESIDENT + resident_check(RESIDENT), "RESIDENT_ID"),
        (CREDIT + credit_check(CREDIT), "USCC"),
        (CARD + luhn_check(CARD), "BANK_CARD"),
        ("zhangwei@example.com", "EMAIL"),
        ("京A12345", "LICENSE_PLATE"),
        ("浙江省杭州市西湖区文三路1号", "ADDRESS"),
    ],
)
def test_types_become_labels(found, value, label):
    """Each kind of value comes with its label, at its place in the text as it was written."""
    assert found("argus", f"：{value}，") == [(value, label)]


@pytest.mark.parametrize("before", ["😀", "e\u0301", "\u200b", "ＡＢ"])
def test_places_are_those_of_the_original(found, before):
    """Characters that it normalises move nothing, and a value twice is found twice."""
    text = f"{before * 5}，电话13800000000，再打13800000000"
    assert found("argus", text) == [("13800000000", "MOBILE")] * 2


def test_what_identifies_nobody_is_dropped(found):
    """A pronoun, an age and the like have no label."""
    assert found("argus", "我今年46岁，性别男") == []


def test_every_type_of_the_package_is_mapped():
    """No type that it can report for China, or for every country, is left out of the table."""
    names = {one.name for pack in ("zh", "shared") for one in specs.list_types(pack)}
    assert names <= set(LABELS)

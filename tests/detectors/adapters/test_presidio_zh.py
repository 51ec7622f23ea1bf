import pytest

from leakbench.detectors.check_digits import credit_check, luhn_check, resident_check

RESIDENT = "11010119000101001"
RESIDENT += resident_check(RESIDENT)
OLD = "110101700101001"
CREDIT = "91110101MA0000000"
CREDIT += credit_check(CREDIT)
CARD = "622202000000000000"
CARD += luhn_check(CARD)
VISA = "400000000000000"
VISA += luhn_check(VISA)


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (RESIDENT, "RESIDENT_ID"),
        (f"{RESIDENT[:6]} {RESIDENT[6:14]} {RESIDENT[14:]}", "RESIDENT_ID"),
        (CREDIT, "USCC"),
        (CARD, "BANK_CARD"),
        ("京A12345", "LICENSE_PLATE"),
        ("京AD12345", "LICENSE_PLATE"),
        ("13800000000", "MOBILE"),
        ("+86 138-0000-0000", "MOBILE"),
        ("１３８００００００００", "MOBILE"),
        ("0571-80000000", "LANDLINE"),
        ("(010)80000000转801", "LANDLINE"),
        ("400-000-0000", "HOTLINE"),
        ("zhangwei@example.com", "EMAIL"),
        ("wxid_abc123def456", "WECHAT"),
    ],
)
def test_values_are_found_between_chinese_characters(found, value, label):
    """No space is needed around a value, and nothing around it is swallowed."""
    assert found("presidio_zh", f"甲{value}乙") == [(value, label)]


@pytest.mark.parametrize(
    ("before", "value", "label"),
    [
        ("电话：", "8000-0000", "LANDLINE"),
        ("身份证号", OLD, "RESIDENT_ID"),
        ("信用卡", VISA, "BANK_CARD"),
        ("护照：", "E12345678", "PASSPORT"),
        ("出生日期", "1990年1月2日", "DATE_OF_BIRTH"),
        ("QQ号：", "100000001", "QQ"),
        ("微信号：", "abc_12345", "WECHAT"),
    ],
)
def test_weak_forms_need_a_word_before_them(found, before, value, label):
    """What many other numbers look like is found beside its name only."""
    assert found("presidio_zh", f"{before}{value}，") == [(value, label)]
    assert found("presidio_zh", f"备注{value}，") == []


@pytest.mark.parametrize(
    "text",
    [
        f"单号{RESIDENT[:-1]}{(int(RESIDENT[-1]) + 1) % 10}",
        f"代码{CREDIT[:-1]}{(int(CREDIT[-1]) + 1) % 10}",
        f"订单{CARD[:-1]}{(int(CARD[-1]) + 1) % 10}",
        "编号138000000001",
        "价格13800000000.50",
    ],
)
def test_wrong_check_digits_and_longer_runs_are_left(found, text):
    """Check digits and boundaries keep false alarms away."""
    assert found("presidio_zh", text) == []


@pytest.mark.parametrize("place", range(18))
def test_letters_that_only_look_ascii_when_case_is_ignored_are_none(found, place):
    """A Kelvin sign is no K, and stops nothing from being read."""
    changed = f"{CREDIT[:place]}\u212a{CREDIT[place + 1 :]}"
    assert "USCC" not in {label for _, label in found("presidio_zh", f"代码{changed}，")}


def test_the_surer_of_two_stays(found):
    """A certain resident ID is not a bank card or a telephone number besides."""
    assert found("presidio_zh", f"电话{RESIDENT}") == [(RESIDENT, "RESIDENT_ID")]

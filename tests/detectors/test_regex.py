from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.check_digits import credit_check, luhn_check, resident_check
from leakbench.detectors.regex import Regex, without_overlaps

RESIDENT = "11010119000101001"
RESIDENT += resident_check(RESIDENT)
CREDIT = "91110101MA0000000"
CREDIT += credit_check(CREDIT)
CARD = "622202000000000000"
CARD += luhn_check(CARD)

WHOLE = [
    ("13800000000", "MOBILE"),
    ("138 0000 0000", "MOBILE"),
    ("138-0000-0000", "MOBILE"),
    ("1380 000 0000", "MOBILE"),
    ("1380-0000-000", "MOBILE"),
    ("+8613800000000", "MOBILE"),
    ("+86 138-0000-0000", "MOBILE"),
    ("(+86)13800000000", "MOBILE"),
    ("0086-13800000000", "MOBILE"),
    ("8613800000000", "MOBILE"),
    ("１３８００００００００", "MOBILE"),
    ("010-80000000", "LANDLINE"),
    ("01080000000", "LANDLINE"),
    ("0571 8000 0000", "LANDLINE"),
    ("(0571)80000000", "LANDLINE"),
    ("（010）80000000", "LANDLINE"),
    ("+86-10-80000000", "LANDLINE"),
    ("0086-571-80000000", "LANDLINE"),
    ("0912-8000000", "LANDLINE"),
    ("0571-80000000-801", "LANDLINE"),
    ("0571-80000000转801", "LANDLINE"),
    ("010-80000000 ext.12", "LANDLINE"),
    ("4000000000", "HOTLINE"),
    ("400-000-0000", "HOTLINE"),
    ("400-0000-000", "HOTLINE"),
    ("4000-000-000", "HOTLINE"),
    ("800 000 0000", "HOTLINE"),
    (RESIDENT, "RESIDENT_ID"),
    (f"{RESIDENT[:6]} {RESIDENT[6:14]} {RESIDENT[14:]}", "RESIDENT_ID"),
    ("110101000101001", "RESIDENT_ID"),
    (CREDIT, "USCC"),
    (CREDIT.lower(), "USCC"),
    (CARD, "BANK_CARD"),
    (f"{CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:16]} {CARD[16:]}", "BANK_CARD"),
    ("zhang.wei-1@mail.example.com.cn", "EMAIL"),
    ("13800000000@example.com", "EMAIL"),
    ("京A12345", "LICENSE_PLATE"),
    ("粤B·1A234", "LICENSE_PLATE"),
    ("沪AD12345", "LICENSE_PLATE"),
    ("浙A12345D", "LICENSE_PLATE"),
    ("苏E1234学", "LICENSE_PLATE"),
    ("wxid_abcdefghijklmn", "WECHAT"),
    ("杭州示例科技有限公司", "COMPANY"),
    ("示例（杭州）贸易有限责任公司", "COMPANY"),
    ("杭州示例有限公司西湖分公司", "COMPANY"),
    ("示例五金经营部", "COMPANY"),
    ("浙江省杭州市西湖区文三路1号", "ADDRESS"),
    ("上海市浦东新区世纪大道100号3栋2单元301室", "ADDRESS"),
    ("余杭区文一西路9号2栋3单元501", "ADDRESS"),
]

CUED = [
    ("QQ：100000001，", "100000001", "QQ"),
    ("扣扣号是10001。", "10001", "QQ"),
    ("微信号:abc-1234，", "abc-1234", "WECHAT"),
    ("加vx abc_1234", "abc_1234", "WECHAT"),
    ("V信：abcdef", "abcdef", "WECHAT"),
    ("座机80000000", "80000000", "LANDLINE"),
    ("电话：8000-0000转12，", "8000-0000转12", "LANDLINE"),
    ("客服电话95000", "95000", "HOTLINE"),
    ("投诉请拨打12345。", "12345", "HOTLINE"),
    ("客服中心：95000", "95000", "HOTLINE"),
    ("姓名：张伟 性别男", "张伟", "PERSON_NAME"),
    ("法人代表：欧阳伟电话", "欧阳伟", "PERSON_NAME"),
    ("联系人张三丰，", "张三丰", "PERSON_NAME"),
    ("老板:李静；", "李静", "PERSON_NAME"),
    ("业主:示例·示例提", "示例·示例提", "PERSON_NAME"),
    ("我在杭州示例科技有限公司上班", "杭州示例科技有限公司", "COMPANY"),
    ("企业名称：杭州示例商行", "杭州示例商行", "COMPANY"),
    ("家住浙江省杭州市西湖区文三路1号，", "浙江省杭州市西湖区文三路1号", "ADDRESS"),
]

NOTHING = [
    "1" + RESIDENT,  # inside a longer run
    RESIDENT[:-1] + str((int(RESIDENT[-1]) + 1) % 10),  # wrong check digit
    "110101001301001",  # month 13
    CREDIT[:-1] + str((int(CREDIT[-1]) + 1) % 10),
    CARD[:-1] + str((int(CARD[-1]) + 1) % 10),
    "A" + CREDIT,
    "113800000000",
    "138000000001",
    "订单2025013800000000",
    "0.13800000000",
    "x13800000000",
    "12000000000",
    "138--0000--0000",
    "010-95000",  # a service number behind an area code
    "021-1000000",
    "价格95000元",
    "共12345件",
    "400-00000000",
    "QQ群",
    "QQ：0123456",
    "微信同号",
    "微信：abc@",
    "联系人信息",
    "联系人电话：",
    "负责人 岁数：50",
    "北京大学",
    "住在我们小区很好",
    "京AI2345",
    "京ABCDEF",
    "zhang@example",
    "2025-01-01 12:00:00",
]


@pytest.mark.parametrize(("value", "label"), WHOLE)
def test_a_value_is_found_whole(found, value, label):
    """Every form of a value is one span, Chinese or other punctuation beside it or not."""
    for around in ("{}", "：{}，", "\n{}\n", "|{}|", "😀{}\u200b"):
        assert found("regex", around.format(value)) == [(value, label)], around


@pytest.mark.parametrize(
    "value",
    [
        value
        for value, label in WHOLE
        if label in {"MOBILE", "RESIDENT_ID", "USCC", "BANK_CARD", "EMAIL", "HOTLINE"}
    ],
)
def test_digits_may_touch_chinese(found, value):
    """A number needs no space between itself and Chinese characters."""
    assert value in [text for text, _ in found("regex", f"号码{value}已经登记")]


@pytest.mark.parametrize(("text", "value", "label"), CUED)
def test_a_cue_is_no_part_of_the_value(found, text, value, label):
    """Where a cue word is needed, the span is the value alone."""
    assert found("regex", text) == [(value, label)]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_found(found, text):
    """Wrong check digits, pieces of longer runs and prices are no values."""
    assert found("regex", text) == []


def test_a_number_before_a_company_is_no_part_of_it(found):
    """A line that begins with a number keeps the number."""
    assert ("13800000000", "MOBILE") in found("regex", "13800000000张伟杭州示例有限公司")


def test_an_address_begins_with_its_province(found):
    """Words of a sentence that stand before the province are no part of the address."""
    assert found("regex", "或送到浙江省杭州市西湖区文三路1号") == [
        ("浙江省杭州市西湖区文三路1号", "ADDRESS")
    ]


def test_several_values_of_a_cell(found):
    """Several numbers of one cell are several spans, in order."""
    assert found("regex", "13800000000/13900000000、010-80000000") == [
        ("13800000000", "MOBILE"),
        ("13900000000", "MOBILE"),
        ("010-80000000", "LANDLINE"),
    ]


SPANS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 6)).map(lambda at: (at[0], sum(at), "QQ"))
)


@given(SPANS)
def test_overlaps_are_resolved(spans):
    """What is kept does not overlap, is in order, and crosses everything that is not kept."""
    kept = without_overlaps(iter(spans))
    assert kept == sorted(kept)
    assert all(one[1] <= two[0] for one, two in pairwise(kept))
    for start, end, _ in spans:
        crossing = [span for span in kept if span[0] < end and start < span[1]]
        assert any(span[1] - span[0] >= end - start for span in crossing)


def test_of_equals_the_first_declared_stays():
    """Two kinds for the very same characters: the earlier declaration decides."""
    assert without_overlaps(iter([(0, 11, "QQ"), (0, 11, "MOBILE")])) == [(0, 11, "QQ")]


@given(st.text("QQ微信电话联系人姓名：张伟浙江省杭州市路号公司有限138000-—() .@aA１", max_size=40))
def test_needs_leave_no_match_out(text):
    """Looking for a pattern's strings first changes nothing but time."""
    detector = Regex()
    for pattern, form in detector._patterns:  # noqa: SLF001 - compared with the patterns alone
        if form.search(text):
            assert not pattern.needs or any(need in text for need in pattern.needs)


@pytest.mark.parametrize("character", ["\u212a", "\u017f", "\u0131"])
def test_letters_that_only_look_ascii_when_case_is_ignored_are_none(found, character):
    """A Kelvin sign is no K: it is in no credit code, and stops nothing from being read."""
    text = f"{CREDIT[:8]}{character}{CREDIT[9:]}，QQ{character}：100000001，13800000000"
    assert found("regex", text) == [("13800000000", "MOBILE")]

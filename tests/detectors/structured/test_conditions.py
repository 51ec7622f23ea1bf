"""Tests of conditions on what stands right beside a value."""

import pytest

from leakbench.detectors.structured import conditions

from .passes import place_of

CASES = [
    ("stands_alone", "甲,[12345],乙", True),
    ("stands_alone", "甲，[12345]，乙", True),
    ("stands_alone", "[12345]", True),
    ("stands_alone", "甲[12345]", False),
    ("fills_field", "甲、[12345]。", True),
    ("fills_field", "甲 [12345] 乙", False),
    ("counted", "[12345]元", True),
    ("counted", "[12345]的", False),
    ("follows_word", "号码[12345]", True),
    ("follows_word", "号码：[12345]", True),
    ("follows_word", "号码[12345]元", False),
    ("follows_word", "abc[12345]", False),
    ("is_appended", "有一串很长的话在这里写着，后面跟着一个数 [12345]", True),
    ("is_appended", "电话 [12345]", True),
    ("is_appended", "第一行\n[12345]", False),
    ("is_key", "[abc]=1", True),
    ("is_key", "[abc]。", False),
    ("is_service", "有事拨[12399]。", True),
    ("is_service", "价[12300]。", False),
    ("is_service", "共[12345]元", False),
    ("letter_first", "[a1]", True),
    ("letter_first", "[1a]", False),
    ("capital_first", "[A1]", True),
    ("capital_first", "[a1]", False),
    ("follows_letters", "tel[12345]", True),
    ("follows_letters", "te[12345]", False),
    ("follows_letter", "V[1.0.0.0]", True),
    ("follows_letter", "是[1.0.0.0]", False),
    ("looks_like_wechat", "[abc_000000]", True),
    ("looks_like_wechat", "[abc_0000]", False),
    ("looks_like_wechat", "[Abc_000000]", False),
]


@pytest.mark.parametrize(("name", "text", "expected"), CASES)
def test_conditions_hold_where_they_say(name, text, expected):
    """About the value in square brackets, which are not part of the text."""
    assert bool(getattr(conditions, name)(place_of(text))) == expected


def test_every_condition_is_tested():
    """Each with a case in which it holds, and one in which it does not."""
    functions = {
        name
        for name, kernel in vars(conditions).items()
        if not name.startswith("_")
        and getattr(getattr(kernel, "py_func", None), "__module__", "") == conditions.__name__
    }
    assert {name for name, _, expected in CASES if expected} == functions
    assert {name for name, _, expected in CASES if not expected} == functions

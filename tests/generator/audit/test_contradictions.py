"""Tests of looking for values that the words beside them do not admit."""

import pytest

from leakbench.generator.audit.contradictions import Contradictions, bounds, read_bounds


def looked_at(block_of, text):
    """What was looked at in a text, and how many cases are wrong."""

    def write(rows):
        rows[4]["text"] = text

    looked = Contradictions()
    looked.add(block_of(change=write))
    return {found.what: found for found in looked.findings()}


@pytest.mark.parametrize(
    ("what", "text", "wrong"),
    [
        ("the part of the day and the time", "李某中午2025-10-21 18:05:52挪到", True),
        ("the part of the day and the time", "李某中午2025-10-21 06:05:52挪到", True),
        ("the part of the day and the time", "李某中午2025-10-21 12:05:52挪到", False),
        ("the part of the day and the time", "早上 19:30", True),
        ("the part of the day and the time", "晚上7:30", False),
        ("the part of the day and the time", "晚上 07:30", True),
        ("the part of the day and the time", "下午1:05", False),
        ("the part of the day and the time", "凌晨12:10", False),
        ("the part of the day and the time", "凌晨12:10，下午3:00，早上22:00", True),
        ("how often something was done", "号码被卖了0遍", True),
        ("how often something was done", "号码被卖了3遍", False),
        ("small things and their price", "洗车420万元", True),
        ("small things and their price", "洗车：42元", False),
        ("small things and their price", "门票1,200.50块", True),
        ("the form of a title and its year", "浙(2009)杭州市不动产权第0000001号", True),
        ("the form of a title and its year", "浙（2019）杭州市不动产权第0000001号", False),
        ("the date and the day of the week", "2026年1月1日（周四）", False),
        ("the date and the day of the week", "2026-01-01 星期五", True),
        ("the date and the day of the week", "2026-02-30 星期五", True),
    ],
)
def test_a_word_admits_some_values(block_of, what, text, wrong):
    """And no others; an hour without a nought before it may be one of the afternoon."""
    found = looked_at(block_of, text)
    assert found[what].cases >= 1
    assert found[what].value == wrong
    assert all(one.ok for name, one in found.items() if name != what)
    if wrong:
        assert found[what].examples[0].startswith("record 4: ")


@pytest.mark.parametrize("text", ["洗车18812345678", "早上好", "第0道题", "12:30 早上那单"])
def test_other_words_bind_nothing(block_of, text):
    """No unit of money, no time, no deed; a time before a word is that of a message."""
    assert not any(found.cases for found in looked_at(block_of, text).values())


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("hours = true", "hours = 1", "key 'hours' must be true or false, not 1"),
        ('"凌晨" = [0, 5]', '"凌晨" = [5]', "words: key '凌晨' must be the least and the greatest"),
        (
            '"凌晨" = [0, 5]',
            '"凌晨" = [5, 0]',
            "words: key '凌晨' must be the least and the greate",
        ),
        ("(?P<number>", "(?P<count>", "key 'pattern' has no group number"),
        ("(?P<word>", "((?P<word>", "key 'pattern' is no regular expression: "),
    ],
)
def test_a_wrong_declaration_is_refused(refused, old, new, reason):
    """One line names the file, the entry and the key."""
    message = refused(read_bounds, "audit_contradictions.toml", old, new)
    assert message.startswith("audit_contradictions.toml: bound 1")
    assert reason in message


def test_every_word_is_bound_once_a_kind():
    """And every pattern finds its words."""
    assert len({bound.what for bound in bounds()}) == len(bounds())
    for bound in bounds():
        assert all(word in bound.pattern.pattern for word in bound.words)

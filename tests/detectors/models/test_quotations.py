import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.models.quotations import MalformedReplyError, align, quotations

ASKED = '{"entities": [{"text": "张伟", "type": "PERSON_NAME"}]}'


@pytest.mark.parametrize(
    "reply",
    [
        ASKED,
        f"```json\n{ASKED}\n```",
        f"```\n{ASKED}```",
        f"好的，结果如下：\n```json\n{ASKED}\n```\n以上。",
        f"结果是 {ASKED} 。",
        f"<think>先看 {{姓名}} [1]……</think>\n{ASKED}",
        '[{"text": "张伟", "type": "PERSON_NAME"}]',
        '{"entities": [{"text": "张伟", "type": "PERSON_NAME", "why": 1}, {}, "张", null]}',
    ],
)
def test_quotations_are_read_whatever_stands_around_them(reply):
    """Fences, thoughts, a bare list and items that are no quotations do no harm."""
    assert quotations(reply) == [("张伟", "PERSON_NAME")]


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "没有。",
        '{"entities": [{"text": "张',
        '{"found": []}',
        '{"entities": "张伟"}',
        "[" * 9_999,
    ],
)
def test_a_reply_without_quotations_is_malformed(reply):
    """Prose, JSON cut off, another form: all are one error that shows the reply's beginning."""
    with pytest.raises(MalformedReplyError) as caught:
        quotations(reply)
    assert caught.value.reply == reply


@given(st.lists(st.tuples(st.text(), st.text())))
def test_quotations_survive_json(quoted):
    """Any text can be quoted."""
    reply = json.dumps({"entities": [{"text": text, "type": kind} for text, kind in quoted]})
    assert quotations(reply) == quoted


def aligned(text, *quoted):
    """The spans' texts with their place and kind, and how many quotations are invented."""
    spans, invented = align(text, quoted)
    return [(start, text[start:end], kind) for start, end, kind in spans], invented


def test_every_occurrence_is_found():
    """One quotation has a span wherever it stands."""
    spans, invented = aligned("张伟😀张伟，\u200b张伟", ("张伟", "P"))
    assert [start for start, *_ in spans] == [0, 3, 7]
    assert invented == 0


def test_invented_text_is_counted():
    """What does not stand in the text is dropped: corrected, completed or empty."""
    spans, invented = aligned("１３８张伟", ("138", "M"), ("张伟明", "P"), ("", "P"), (" ", "P"))
    assert (spans, invented) == ([], 4)
    assert aligned("张 伟", (" ", "P")) == ([], 1)


def test_space_around_a_quotation_is_forgiven():
    """A model that adds space still means the text; space that stands there is kept."""
    assert aligned("张伟，李 静", ("张伟 ", "P"), ("李 静", "P")) == (
        [(0, "张伟", "P"), (3, "李 静", "P")],
        0,
    )


def test_longer_quotations_come_first():
    """A town in a firm's name is no address there, but is where it stands alone."""
    spans, _ = aligned("杭州示例公司在杭州", ("杭州", "A"), ("杭州示例公司", "C"))
    assert spans == [(0, "杭州示例公司", "C"), (7, "杭州", "A")]


def test_the_first_kind_said_counts():
    """One text has one kind."""
    assert aligned("张伟", ("张伟", "P"), ("张伟", "C")) == ([(0, "张伟", "P")], 0)


def test_no_number_is_found_within_a_number():
    """A room's number is not found in a mobile's, unless it stands nowhere else."""
    assert aligned("13800000000，380室", ("380", "A"))[0] == [(12, "380", "A")]
    assert aligned("id13800000000", ("13800000000", "M"))[0] == [(2, "13800000000", "M")]
    assert aligned("x13800000000x1", ("380", "A"))[0] == [(2, "380", "A")]


@given(
    st.text("张伟1a ，😀", max_size=30),
    st.lists(st.tuples(st.text("张伟1a ，😀", max_size=4), st.sampled_from("PMA"))),
)
def test_spans_are_verbatim_and_apart(text, quoted):
    """Each span is the text of a quotation, none overlaps another, and all stand in order."""
    spans, invented = align(text, quoted)
    said = {part for part, _ in quoted} | {part.strip() for part, _ in quoted}
    assert all(text[start:end] in said and start < end for start, end, _ in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    stripped = [part.strip() for part, _ in quoted]
    assert invented == sum(not part or part not in text for part in stripped)

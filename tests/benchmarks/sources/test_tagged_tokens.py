"""Tests of joining tagged tokens to texts with spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.sources.labelled_file import RecordError
from leakbench.benchmarks.sources.tagged_tokens import joined

pytestmark = pytest.mark.slow

SCHEMES = {  # first, inside, last and single of a span
    "BIO": "BIIB",
    "BIOES": "BIES",
    "BIOS": "BIIS",
    "BMES": "BMES",
    "BILOU": "BILU",
}


def tagged(sizes, scheme):
    """Tags of spans of so many tokens, each after one outside token."""
    first, inside, last, single = SCHEMES[scheme]
    tags = []
    for size in sizes:
        places = single if size == 1 else first + inside * (size - 2) + last
        tags += ["O", *(f"{place}-PER" for place in places)]
    return tags


@pytest.mark.parametrize("scheme", SCHEMES)
@given(
    st.lists(st.tuples(st.text("甲乙丙", min_size=1, max_size=2), st.integers(1, 4)), max_size=4)
)
def test_every_scheme_gives_the_spans_that_were_tagged(scheme, spans):
    """Of words or characters, one beside the other or alone."""
    tokens = [token for word, size in spans for token in ["，", *[word] * size]]
    text, found = joined(tokens, tagged([size for _, size in spans], scheme))
    assert text == "".join(tokens)
    assert [text[start:end] for start, end, _ in found] == [word * size for word, size in spans]
    assert {label for *_, label in found} <= {"PER"}


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        (["我", "在", "上", "海"], "我在上海"),
        (["用", "iPhone", "15", "打"], "用iPhone 15打"),
        (["1", "3", "8", "0", "0"], "13800"),
        (["New", "York", "的", "A", "B"], "New York的AB"),
        (["2008", "年", "8", "月"], "2008年8月"),
        ([" ", "甲"], " 甲"),
        ([], ""),
    ],
)
def test_latin_words_stand_apart(tokens, text):
    """Chinese is joined, words of letters and digits are not, and cut numbers stay whole."""
    assert joined(tokens, ["O"] * len(tokens)) == (text, [])


@given(st.lists(st.tuples(st.text("甲Ab1 ", min_size=1, max_size=3), st.booleans())))
def test_a_span_is_its_tokens(words):
    """Whatever spaces come between, a single token's span slices it."""
    tokens = [token for token, _ in words]
    text, spans = joined(tokens, ["S-X" if marked else "O" for _, marked in words])
    assert [text[start:end] for start, end, _ in spans] == [
        word for word, marked in words if marked
    ]


@given(
    st.lists(st.tuples(st.text("甲Ab1", min_size=1, max_size=3), st.text(" \u3000", max_size=2)))
)
def test_a_text_that_is_known_is_kept(words):
    """Spans of its tokens slice it, whatever white space stands between them."""
    written = "".join(token + space for token, space in words)
    text, spans = joined([token for token, _ in words], ["S-X"] * len(words), written)
    assert text == written
    assert [text[start:end] for start, end, _ in spans] == [token for token, _ in words]


def test_a_span_over_latin_words_holds_the_space_between():
    """As it stands in the text."""
    text, spans = joined(["在", "New", "York", "玩"], ["O", "B-LOC", "I-LOC", "O"])
    assert [text[start:end] for start, end, _ in spans] == ["New York"]


@pytest.mark.parametrize(
    ("tokens", "tags", "message"),
    [(["甲"], [], "1 tokens, but 0 tags"), (["甲", ""], ["O", "O"], "token 1 is empty")],
)
def test_what_does_not_fit_is_refused(tokens, tags, message):
    """A tag for every token, a character in every token."""
    with pytest.raises(RecordError, match=message):
        joined(tokens, tags)

"""Tests of the answer of triage in words."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from leakbench.benchmarks.holdings.told import answer, arithmetic, verdicts, wrapped
from leakbench.benchmarks.scanning.words import words

FOUND = {
    "people": 1_200,
    "names_alone": 0,
    "in_passing": 3,
    "lists": 2,
    "rows": 1_300,
    "files": {"counted": 2, "skipped": 1, "unreadable": 0},
    "tiers": {"50/500": 100, "5000": 1_000},
    "records": 1_100,
    "lower_sum": 0.4,
    "upper_sum": 2.2,
    "lower": "below",
    "upper": "serious",
    "intervals": {
        "people": [1_100, 1_300],
        "lower_sum": [0.3, 0.5],
        "upper_sum": [2.0, 2.4],
        "lower": ["below", "below"],
        "upper": ["serious", "serious"],
    },
}


def say(language):
    """What is said in a language."""
    return words("leakbench.benchmarks.holdings")[language]


def test_the_arithmetic_is_shown():
    """Each kind of records by the largest and by the smallest tier that may apply, and the sums."""
    assert arithmetic(FOUND, say("zh")) == [
        ["50/500", "100", "÷500 = 0.20", "÷50 = 2.00"],
        ["5000", "1,000", "÷5,000 = 0.20", "÷5,000 = 0.20"],
        ["合计", "1,100", "0.40", "2.20"],
    ]


def test_verdicts_say_what_errors_may_change():
    """By both readings."""
    mild, harsh = verdicts(FOUND, say("zh"))
    assert mild == "按轻：0.40，未达到；考虑误差：0.30（未达到）至 0.50（未达到）"
    assert harsh.startswith("按重：2.20，情节严重")


def test_people_come_first_and_who_is_not_counted_is_told():
    """In both languages."""
    for language, first in (("zh", "共有 1,200 个不同的自然人"), ("en", "1,200 different")):
        told = list(answer(FOUND, "native", None, say(language)))
        assert told[0].startswith(first)
        assert "1,100" in told[0]
        assert "3" in told[-1]


def test_both_languages_say_the_same_things():
    """No word is missing in one of them."""
    for package in ("holdings", "scanning"):
        said = words(f"leakbench.benchmarks.{package}")
        assert said["zh"].keys() == said["en"].keys()


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]) | st.just(" ")))
def test_lines_fit_a_terminal_and_lose_nothing(text):
    """Chinese breaks anywhere, other words between them."""
    lines = list(wrapped(text))
    assert "".join("".join(lines).split()) == "".join(text.split())
    words_fit = all(cell_len(word) <= 80 for word in text.split())
    assert not words_fit or all(cell_len(line) <= 80 for line in lines)


@given(st.lists(st.sampled_from(["甲", "乙，", "（丙）", "丁 ", "“a”：", "1,000"]), min_size=60))
def test_no_line_begins_or_ends_with_the_wrong_mark(parts):
    """What closes or stops stays with what is before it, what opens with what comes after."""
    lines = [line for line in wrapped("".join(parts)) if line]
    assert not [line for line in lines if line[0] in "，）”：" or line[-1] in "（“"]

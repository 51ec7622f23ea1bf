"""Tests of the words around an error."""

from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.error_analysis.context import SHOWN, example, surroundings

TEXT = "请联系甲某某，电话 13800000000，明天十点\n换行之后"
VALUES = [(3, 6, "PERSON_NAME"), (10, 21, "MOBILE")]


def test_values_and_numbers_are_masked():
    """So that one place of a template is one group, whoever stands in it."""
    assert surroundings(TEXT, VALUES, 3, 6, "PERSON_NAME") == "请联系‹PERSON_NAME›，电话 ‹MOBILE›，"
    other = TEXT.replace("甲某某", "乙某某").replace("138", "139")
    assert surroundings(other, VALUES, 3, 6, "PERSON_NAME") == surroundings(
        TEXT, VALUES, 3, 6, "PERSON_NAME"
    )
    assert surroundings("约 15 点 23 分见", [], 7, 9, "X") == "约 9 点 ‹X› 分见"


def test_other_lines_are_another_matter():
    """The line's end is shown, what lies behind it is not."""
    assert surroundings("甲\n乙丙\n丁", [], 2, 3, "X") == "⏎‹X›丙⏎"


def test_nested_values_are_masked_once():
    """The outer one stands for both."""
    values = [(0, 4, "ORG"), (0, 2, "PLACE")]
    assert surroundings("甲乙丙丁在戊", values, 5, 6, "X") == "‹ORG›在‹X›"


@given(st.text("甲乙1\n\r", max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_an_example_is_cut_out_of_its_text(text, one, other):
    """On one line, with marks where something was cut."""
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    cut = example(text, start, end, "nothing")
    assert "\n" not in cut.before + cut.value + cut.after
    plain = text.replace("\r", "").replace("\n", "⏎")
    assert cut.before.removeprefix("…") + cut.value + cut.after.removesuffix("…") in plain
    assert cut.before.startswith("…") == (start > SHOWN)

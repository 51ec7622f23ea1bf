"""Tests of the words of captions."""

from leakbench.benchmarks.figures import caption_words
from leakbench.benchmarks.figures.caption_words import Teller, amount, capital, score


def test_both_languages_say_the_same():
    """Every pattern is there in Chinese, with the same values in it."""
    patterns = caption_words._patterns()  # noqa: SLF001 - the table itself is tested
    assert patterns["en"].keys() == patterns["zh"].keys()
    for key, english in patterns["en"].items():
        names = {part.split("}")[0] for part in english.split("{")[1:]}
        chinese = {part.split("}")[0] for part in patterns["zh"][key].split("{")[1:]}
        assert names == chinese, key


def test_what_is_empty_is_left_out():
    """Sentences are joined as the language does it, and a part without words leaves no mark."""
    assert Teller("en").told("Head.", ["one", "", "two"], "Tail.") == "Head. one; two. Tail."
    assert Teller("en").told("Head.", ["", ""]) == "Head."
    assert Teller("zh").told("头。", ["一", "二"], "尾。") == "头。一；二。尾。"


def test_numbers_are_short():
    """Two places of a score; of an amount what matters."""
    assert score(0.456) == "0.46"
    assert [amount(value) for value in (0.00951, 2.345, 12345.6)] == ["0.00951", "2.35", "12,346"]
    assert capital("strict F1") == "Strict F1"

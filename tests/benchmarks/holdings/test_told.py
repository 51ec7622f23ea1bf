"""Tests of the answer of triage in words."""

from types import SimpleNamespace

from leakbench.benchmarks.holdings.told import answer, arithmetic, completeness, verdicts
from leakbench.benchmarks.scanning.amounts import Amounts
from leakbench.benchmarks.scanning.words import words

FOUND = {
    "people": 1_200,
    "names_alone": 0,
    "in_passing": 3,
    "lists": 2,
    "list_rows": 1_300,
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


def holding(skipped=0, incomplete=()):
    """One of three files, of which some were skipped."""
    amounts = Amounts(3, 0, 0, 3 - skipped, {"a picture": skipped} if skipped else {}, 0)
    scan = SimpleNamespace(amounts=amounts)
    return SimpleNamespace(summary=lambda: FOUND, scan=scan, incomplete=incomplete)


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


def test_of_nobody_no_interval_is_told():
    """Nothing was found, as in a file that cannot be read: its errors are unknown."""
    nobody = FOUND | {"people": 0, "records": 0, "lower_sum": 0.0, "upper_sum": 0.0}
    found = SimpleNamespace(summary=lambda: nobody, scan=holding().scan, incomplete=[1])
    assert next(answer(found, "native", None, "zh")) == "共有 0 个不同的自然人"
    assert next(verdicts(nobody, say("zh"))) == "按轻：0.00，未达到"


def test_people_come_first_and_who_is_not_counted_is_told():
    """In both languages."""
    for language, first in (("zh", "共有 1,200 个不同的自然人"), ("en", "1,200 different")):
        told = list(answer(holding(), "native", None, language))
        assert told[0].startswith(first)
        assert "1,100" in told[0]
        assert "3" in told[-1]


def test_what_was_skipped_was_not_read():
    """So not all files were, though none was unreadable."""
    assert completeness(holding(), "en") == "All files were read."
    told = completeness(holding(skipped=2), "en")
    assert told.startswith("All files were read but those skipped")
    assert told.endswith(": a picture × 2.")
    assert "图片 × 2" in completeness(holding(skipped=2), "zh")
    assert completeness(holding(incomplete=[1]), "en").startswith("1 file was not read in whole")


def test_both_languages_say_the_same_things():
    """No word is missing in one of them."""
    for package in ("holdings", "scanning"):
        said = words(f"leakbench.benchmarks.{package}")
        assert said["zh"].keys() == said["en"].keys()

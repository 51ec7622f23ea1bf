"""Tests of the words of a paper's index and tables."""

import re

import pytest

from leakbench.benchmarks.reports import paper_words
from leakbench.benchmarks.reports.paper_words import joined, say, section_of, sections

WORDS = paper_words._data()  # noqa: SLF001 - the table itself is tested


def test_both_languages_say_the_same():
    """The same keys, with the same values to fill in."""
    assert WORDS["en"].keys() == WORDS["zh"].keys()
    for key, text in WORDS["en"].items():
        assert re.findall("{.*?}", text) == re.findall("{.*?}", WORDS["zh"][key]), key


def test_every_section_has_a_name():
    """Tables stand last."""
    assert sections()[-1] == "tables"
    assert all(say(name, "zh") != say(name) for name in sections())


@pytest.mark.parametrize(
    ("stem", "section"),
    [("bars-f1-real", "contest"), ("real-generated", "contest"), ("realism-a-b", "transfer")],
)
def test_a_figure_stands_where_its_name_begins(stem, section):
    """By whole words."""
    assert section_of(stem) == section


def test_sentences_are_joined_as_the_language_does():
    """Chinese has no blanks between them."""
    assert joined(["A.", "", "B."], "en") == "A. B."
    assert joined(["甲。", "乙。"], "zh") == "甲。乙。"

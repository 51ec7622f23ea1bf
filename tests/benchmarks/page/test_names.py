"""Tests of Chinese names."""

import pytest

from leakbench.benchmarks.page.names import chinese_names
from leakbench.benchmarks.real.card import card_names, load_card
from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.entities import known_labels


def test_corpora_have_their_declared_titles():
    """Those of records, and parts of public ones; a stranger's keeps its own."""
    part = load_card("crosswoz").files[0].part
    named = chinese_names(["exam_roster", f"crosswoz_{part}", "<somebody's>"])
    assert named["corpus_exam_roster"] == load_corpus("exam_roster").title
    assert named[f"corpus_crosswoz_{part}"] == load_card("crosswoz").title_zh
    assert sum(name.startswith("corpus_") for name in named) == 2


@pytest.mark.slow
def test_every_title_is_chinese():
    """Of each corpus, card, and label that no word of the page names."""
    named = chinese_names([*corpus_names(), *card_names()])
    assert len([name for name in named if name.startswith("corpus_")]) == len(
        corpus_names() + card_names()
    )
    plain = {name for name, title in named.items() if title.isascii()}
    assert plain <= {"label_QQ"}


def test_labels_and_decoys_are_named():
    """All labels of results but the coarse ones, whose names are words of the page."""
    named = chinese_names([])
    fine = {name.removeprefix("label_") for name in named if name.startswith("label_")}
    assert fine <= known_labels()
    assert "MOBILE" in fine
    assert any(name.startswith("form_") for name in named)

"""Tests of Chinese names."""

import json
from importlib.resources import files

import pytest

from leakbench.benchmarks.page.names import chinese_names
from leakbench.benchmarks.real.card import card_names, load_card
from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.entities import known_labels
from leakbench.generator.surfaces.declared_forms import forms
from leakbench.generator.surfaces.forms import PLAIN
from leakbench.generator.value_forms import value_forms


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


def test_every_form_is_named():
    """Value forms by their titles, all ways to write by the page's words, and none that is gone."""
    words = json.loads(files("leakbench.benchmarks.page.words").joinpath("forms.json").read_text())
    written = {f"form_{form.name}" for form in forms()} | {f"form_{PLAIN}"}
    assert set(words["zh"]) == written
    assert {f"form_{name}" for name in value_forms()} <= set(chinese_names([]))


def test_labels_and_decoys_are_named():
    """All labels of results but the coarse ones, whose names are words of the page."""
    named = chinese_names([])
    fine = {name.removeprefix("label_") for name in named if name.startswith("label_")}
    assert fine <= known_labels()
    assert "MOBILE" in fine
    assert any(name.startswith("form_") for name in named)

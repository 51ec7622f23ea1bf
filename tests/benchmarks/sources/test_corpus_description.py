"""Tests of the cards of corpora."""

from pathlib import Path

import pytest

from leakbench.benchmarks.sources.corpus_description import corpus_description
from leakbench.benchmarks.sources.record import record_at
from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.spec import Spec

PUBLISHED = Path(__file__).parents[3] / "results" / "cards"


@pytest.fixture(params=corpus_names())
def name(request):
    """Each corpus."""
    return request.param


@pytest.mark.slow
def test_says_all_that_is_declared(name):
    """Every column, header and label stands in the card, and an example that is generated."""
    card, corpus = corpus_description(name), load_corpus(name)
    for field in corpus.fields:
        assert f"`{field.name}`" in card
        assert all(header in card for headers in field.headers.values() for header in headers)
    assert all(f"`{label}`" in card for label in corpus.labels)
    assert record_at(Spec(corpus=name), 0)["text"] in card
    assert "$" not in card


def test_the_published_cards_are_these(name):
    """``make cards`` renews what is published."""
    card = PUBLISHED / f"{name}.md"
    assert card.exists(), f"results/cards/{name}.md is not there: run `make cards`"
    said = f"results/cards/{name}.md is not what `leakbench show` says now: run `make cards`"
    assert card.read_text("utf-8") == corpus_description(name), said


def test_no_card_is_left_over():
    """Every published card is of a corpus that there is."""
    over = {card.stem for card in PUBLISHED.glob("*.md")} - set(corpus_names())
    assert not over, f"results/cards has cards of {over}, which are no corpora"

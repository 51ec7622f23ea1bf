"""Tests of invented values."""

import re

import pytest

from leakbench.detectors.tagger.grammar import grammar
from leakbench.detectors.tagger.invented import Invented

FIELDS = (
    "person",
    "surname",
    "latin",
    "tr",
    "brand",
    "estate",
    "pl",
    "venue",
    "han",
    "plant",
    "motto",
    "ad",
)
ROWS = 300


@pytest.fixture(scope="module")
def texts():
    """Every field's values, by field."""
    return drawn()


def drawn():
    """Values of the train split."""
    invented = Invented("train", 7, ROWS)
    return {
        field: invented.arena.texts(getattr(invented, field)(invented.bits(field), 1))
        for field in FIELDS
    }


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_has_a_value_in_each_row(texts, field):
    """No value is empty, and they are not all alike."""
    assert len(texts[field]) == ROWS
    assert all(texts[field])
    assert len(set(texts[field])) > ROWS / 10


def test_values_come_of_the_seed(texts):
    """The same seed gives the same values."""
    assert drawn() == texts


def test_transcriptions_are_chinese(texts):
    """Transcribed words have two characters or more and no marks."""
    assert all(re.fullmatch(r"[一-鿿]{2,6}", text) for text in texts["tr"])


def test_small_places_say_what_they_are(texts):
    """They end in a word for a place."""
    seats = tuple(grammar()["lists"]["seat"])
    assert all(text.endswith(seats) for text in texts["pl"])

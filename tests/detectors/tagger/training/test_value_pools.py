"""Tests of the values that sentences are filled with."""

import pytest

from leakbench.detectors.tagger.training.value_pools import ValuePools

pytestmark = pytest.mark.slow

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
    pools = ValuePools("train", 7, ROWS)
    return {field: pools.arena.texts(pools.fields[field](pools.bits(field), 1)) for field in FIELDS}


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_has_a_value_in_each_row(texts, field):
    """No value is empty, and they are not all alike."""
    assert len(texts[field]) == ROWS
    assert all(texts[field])
    assert len(set(texts[field])) > ROWS / 10


def test_values_come_of_the_seed(texts):
    """The same seed gives the same values."""
    assert drawn() == texts

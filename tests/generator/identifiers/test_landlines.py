"""Tests of landlines and of how they are given."""

import re

import numpy as np
import pytest

from leakbench.generator.engine.formed import NO_FORM
from leakbench.generator.engine.tables import table, weights
from leakbench.generator.identifiers.landlines import Landlines
from leakbench.generator.value_forms import value_forms

ROWS = 20_000
WHOLE = re.compile(r"(0\d{2,3})-([2-8]\d{6,7})")


@pytest.fixture
def lines(population):
    """Lines of an area of eight digits and of one of seven."""
    bits = population.streams.bits("t", np.arange(ROWS, dtype=np.int64))
    long = np.arange(ROWS) % 2 == 0
    area = population.arena.intern(["0310", "010"]).take(long.astype(np.intp))
    known = population.vocabulary(Landlines)
    return known, known.lines(bits, area, np.where(long, 8, 7)), bits


def test_local_numbers_have_their_length(population, lines):
    """And are no service numbers."""
    known, drawn, _ = lines
    for row, text in enumerate(population.arena.texts(known.whole(drawn))):
        area, local = WHOLE.fullmatch(text).groups()
        assert (area, len(local)) == (("010", 8) if row % 2 == 0 else ("0310", 7))
        assert not local.startswith(("400", "800"))


@pytest.mark.parametrize("how", ["listed", "said"])
def test_numbers_are_given_in_their_shares(population, lines, how):
    """Whatever is left out or added, the local number is there, and the form says what it is."""
    known, drawn, bits = lines
    given = known.given(drawn, how, ~bits)
    texts, local = population.arena.texts(given.strings), population.arena.texts(drawn.local)
    assert all(number in text for number, text in zip(local, texts, strict=True))
    share = weights("landline_forms", how)
    for name in {*table("landline_forms")["form"]}:
        code = value_forms().index(name) if name else NO_FORM
        wanted = share[[form == name for form in table("landline_forms")["form"]]].sum()
        assert abs((given.form == code).mean() - wanted / share.sum()) < 0.015
    shown = zip(texts, given.form, strict=True)
    assert all((WHOLE.fullmatch(text) is not None) == (form == NO_FORM) for text, form in shown)

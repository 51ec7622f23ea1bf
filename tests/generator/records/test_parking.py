"""Tests of spaces of garages."""

import re

import numpy as np

from leakbench.generator.engine.files import SPAN
from leakbench.generator.engine.streams import Streams
from leakbench.generator.records.parking import Parking

FILES, ROWS = 300, 499  # with more rows than a storey has spaces, estates begin again
SPACE = r"B[12][A-F]?-\d{3}|负[一二]层\d{1,3}号|[A-F]区?\d{3}|负[12]-[A-F]\d{3}|\d{1,3}号"
SPACE = rf"{SPACE}|地下[一二]层[A-F]区\d{{1,3}}号"


def test_an_estate_numbers_its_spaces_in_one_way(population):
    """No two flats have the same one, and where there are lifts more have one."""
    number = (np.arange(FILES)[:, None] * SPAN + np.arange(ROWS)).ravel()
    streams = Streams(7, "test")
    has_lift = number // SPAN % 2 == 0
    spaces = Parking(population).draw(
        number, has_lift, streams.bits("estate", number // SPAN), streams.bits("flat", number)
    )
    texts = np.array(population.arena.texts(spaces)).reshape(FILES, ROWS)
    shapes = set()
    for row in texts.tolist():
        given = [text for text in row if text]
        assert len(set(given)) == len(given)
        assert all(re.fullmatch(SPACE, text) for text in given)
        of_row = {re.sub(r"\d+|[A-F](?=-|区|\d{3})|[一二]", "9", text[1:]) for text in given}
        assert len(of_row) <= 2
        shapes |= of_row
    assert len(shapes) >= 6
    shares = (texts != "").mean(axis=1)
    assert shares[::2].mean() > 3 * shares[1::2].mean() > 0.2

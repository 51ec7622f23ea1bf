"""Tests of totals of mock examinations."""

import re

import numpy as np
import pytest

from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.tables import table
from leakbench.generator.records.scores import Scores

COUNT = 4000
CODES = table("province_shares")["code"]


def drawn(population, province, level):
    """Totals of many candidates of one province, twenty of a file."""
    streams = Streams(7, "test")
    index = np.arange(COUNT)
    scores = Scores(population).draw(
        np.full(COUNT, CODES.index(province)),
        np.full(COUNT, float(level)),
        streams.bits("school", index // 20),
        streams.bits("one", index),
    )
    return population.arena.texts(scores)


@pytest.mark.parametrize(("province", "most"), [("33", 750), ("31", 660), ("46", 900)])
def test_totals_are_of_the_points_that_the_province_has(population, province, most):
    """About the usual share of them, never all; halves stand in some files only."""
    texts = drawn(population, province, 60)
    assert all(re.fullmatch(r"\d{3}(\.5)?", text) for text in texts)
    totals = np.array(texts, np.float64)
    assert 0.1 * most < totals.min()
    assert totals.max() < most
    assert totals.mean() == pytest.approx(0.6 * most, rel=0.05)
    halves = np.array([text.endswith(".5") for text in texts]).reshape(-1, 20)
    assert 0.1 < halves.any(axis=1).mean() < 0.3


def test_schools_differ(population):
    """Totals of a file are nearer to one another than to those of others."""
    totals = np.array(drawn(population, "33", 60), np.float64).reshape(-1, 20)
    assert totals.mean(axis=1).std() > 2 * totals.std(axis=1).mean() / 20**0.5

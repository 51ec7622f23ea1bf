"""Tests of drawing from distributions of several kinds."""

import numpy as np
import pytest

from leakbench.generator.engine.slots_by_kind import SlotsByKind
from leakbench.generator.engine.streams import Streams

ROWS = 40_000


def test_every_kind_has_its_own_distribution():
    """A choice of weight 0 is never drawn, the others by their weight."""
    kind = np.arange(ROWS) % 2
    bits = Streams(0, "t").bits("kind", np.arange(ROWS))
    drawn = SlotsByKind([[1, 3, 0], [0, 0, 5]]).pick(kind, bits)
    assert set(drawn[kind == 0]) == {0, 1}
    assert np.mean(drawn[kind == 0] == 1) == pytest.approx(0.75, abs=0.01)
    assert (drawn[kind == 1] == 2).all()

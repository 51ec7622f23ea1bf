"""Tests of the buffers that rendering writes into."""

import numpy as np
import pytest

from leakbench.generator.surfaces.rendered import Reached, Rendered


@pytest.fixture
def made():
    """Buffers of which a part is written."""
    made = Rendered.room(3, 5, 2, 1)
    made.offsets[:] = [0, 2, 4, 4]
    made.text[:] = np.arange(5)
    made.spans.start[:] = [7, 8]
    made.attributes.subject[:] = [1, 2]
    return made


def test_larger_buffers_hold_what_was_written(made):
    """At the same places, and have room for twice as much and another row."""
    grown = made.larger(100, 10)
    assert len(grown.text) == 2 * 5 + 100
    assert (len(grown.spans.start), len(grown.decoys.start)) == (2 * 2 + 10, 2 * 1 + 10)
    assert grown.text[:5].tolist() == made.text.tolist()
    assert grown.offsets.tolist() == made.offsets.tolist()
    assert grown.spans.start[:2].tolist() == [7, 8]
    assert grown.attributes.subject[:2].tolist() == [1, 2]


def test_only_what_was_written_is_cut_out(made):
    """Bytes, spans with what is known of them, and decoys."""
    cut = made.cut(Reached(3, 4, 1, 0))
    assert cut.text.tolist() == [0, 1, 2, 3]
    assert cut.spans.start.tolist() == [7]
    assert [len(column) for column in cut.attributes] == [1, 1, 1]
    assert len(cut.decoys.start) == 0
    assert cut.offsets.tolist() == [0, 2, 4, 4]

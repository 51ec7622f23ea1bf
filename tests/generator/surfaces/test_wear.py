from itertools import pairwise

import pytest

from leakbench.generator.surfaces.wear import MOST_HANDS, wear


def test_every_hand_wears_a_share_of_what_was_whole():
    """Four cells in ten wear with each hand, the first included."""
    whole = [1 - wear(hands) for hands in range(MOST_HANDS + 1)]
    assert whole[0] == pytest.approx(0.6)
    for before, after in pairwise(whole):
        assert after == pytest.approx(0.6 * before, abs=1e-5)

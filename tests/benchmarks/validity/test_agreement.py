"""Tests of two rankings beside each other."""

import numpy as np
import pytest

from .conftest import NAMES

pytestmark = pytest.mark.slow


def test_a_detector_and_its_copy_count_once(measured):
    """Stdnum adds nothing to the regular expressions for phone numbers."""
    (first, *_) = measured.agreements
    assert first.same["stdnum"] == "regex"
    assert set(first.detectors) | set(first.same) == set(NAMES)
    assert not set(first.detectors) & set(first.same)


def test_the_best_on_real_text_comes_first(measured):
    """Scores fall along the list."""
    for one in measured.agreements:
        scores = measured.real["phones", "TEL"].scores(one.metric, one.detectors)[0]
        assert (np.diff(scores) <= 0).all()

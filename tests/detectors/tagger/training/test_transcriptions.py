"""Tests of transcribed names and words."""

import re

import pytest

from leakbench.detectors.tagger.training.sampling import Sampler
from leakbench.detectors.tagger.training.transcriptions import NAMES, WORDS, Transcriptions

SAMPLER = Sampler("train", 7, 300)


@pytest.mark.parametrize(
    ("forms", "shape"),
    [(WORDS, r"[一-鿿]{2,6}"), (NAMES, r"[一-鿿]{2,6}(?:·(?:[一-鿿]{2,6}|[A-Z]))*")],
)
def test_transcriptions_are_chinese(forms, shape):
    """They have two characters or more; parts of names stand between dots, initials among them."""
    texts = SAMPLER.arena.texts(Transcriptions(SAMPLER).draw(1, forms))
    assert len(texts) == SAMPLER.rows
    assert all(re.fullmatch(shape, text) for text in texts)

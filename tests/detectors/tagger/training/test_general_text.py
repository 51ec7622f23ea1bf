"""Tests of general sentences and of fields that are made of other fields."""

import numpy as np
import pytest

from leakbench.detectors.tagger.lexicon import KINDS
from leakbench.detectors.tagger.tag_set import LABELS
from leakbench.detectors.tagger.training.general_text import general_text
from leakbench.detectors.tagger.training.sentence_templates import templates
from leakbench.detectors.tagger.training.word_list import read_words
from leakbench.generator.template_syntax import fields_of

pytestmark = pytest.mark.slow

WORDS = read_words(
    f"{first}{second} {50 + place} {speech}"
    for place, speech in enumerate(KINDS[1:])
    for first in "水王"
    for second in ("", "桶", "山")
)


def texts_of(rows, seed):
    """Rows of general text."""
    general = general_text(WORDS, rows, seed)
    return [
        general.data[first:last].tobytes().decode()
        for first, last in zip(general.offsets, general.offsets[1:], strict=False)
    ]


@pytest.mark.parametrize("kind", ["p", "shop", "slogan"])
def test_composed_fields_are_made_of_others(kind):
    """Their forms name parts, and none is made of itself."""
    forms = templates()["composed"][kind]
    assert all(fields_of(form) for form in forms)
    assert not any(part.rstrip("0123456789") == kind for form in forms for part in fields_of(form))


def test_fields_that_stand_for_composed_ones_are_filled():
    """No sentence has a field's name left in it, and none is empty."""
    texts = texts_of(400, 3)
    assert all(texts)
    assert not any("{" in text and "}" in text[text.index("{") :] for text in texts)


def test_sentences_come_of_the_seed():
    """The same seed gives the same sentences, another one others."""
    one, same, other = texts_of(50, 3), texts_of(50, 3), texts_of(50, 4)
    assert one == same
    assert one != other


def test_shops_are_nobody():
    """A sentence with nothing but a shop in it names nobody; a firm may be called so for short."""
    general = general_text(WORDS, 3_000, 5)
    spanned = np.unique(general.spans[0][general.spans[3] != LABELS.index("COMPANY")])
    signs = tuple(templates()["lists"]["trade"])
    texts = [
        general.data[first:last].tobytes().decode()
        for first, last in zip(general.offsets, general.offsets[1:], strict=False)
    ]
    alone = [place for place, text in enumerate(texts) if text.endswith(signs) and len(text) < 7]
    assert alone
    assert not set(alone) & set(spanned.tolist())

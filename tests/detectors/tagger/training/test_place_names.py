"""Tests of places and of addresses in pieces."""

from leakbench.detectors.tagger.training.place_names import PlaceNames
from leakbench.detectors.tagger.training.sampling import Sampler
from leakbench.detectors.tagger.training.sentence_templates import templates

SAMPLER = Sampler("train", 7, 300)
PLACES = PlaceNames(SAMPLER)
BITS = SAMPLER.bits("places")


def test_small_places_say_what_they_are():
    """They end in a word for a place."""
    for words, drawn in (
        (templates()["lists"]["seat"], PLACES.villages(BITS, 1)),
        (templates()["partial"]["place"], PLACES.venues(BITS, 1)),
    ):
        assert all(text.endswith(tuple(words)) for text in SAMPLER.arena.texts(drawn))


def test_pieces_are_filled():
    """No piece of an address is empty or has a field's name left in it."""
    texts = SAMPLER.arena.texts(PLACES.pieces(1))
    assert all(texts)
    assert not any("{" in text for text in texts)

import pytest

from leakbench.generator.corpus import corpus_names

from .pins import explained, pinned, pins_of


def held(corpus, splits):
    """Fail where a corpus has other content in some splits than is pinned."""
    wanted = {
        name: pin
        for name, pin in pinned().items()
        if name.split()[0] == corpus and name.split()[2] in splits
    }
    told = explained(wanted, pins_of(corpus, splits))
    assert not told, told


@pytest.mark.slow
def test_content_is_pinned(corpus):
    """The same seed gives the same values on every machine and day, in every noise."""
    held(corpus, ["test"])


@pytest.mark.long
def test_content_of_every_split_is_pinned(corpus):
    """In the splits for training and development too, which differ in vocabularies alone."""
    held(corpus, ["train", "dev"])


def test_no_pin_is_left_over():
    """Every pin is of a corpus that there is."""
    over = {name.split()[0] for name in pinned()} - set(corpus_names())
    assert not over, f"pinned.json has pins of {over}, which are no corpora: run `make pin`"


def test_what_changed_is_said_in_words():
    """Changed, forgotten and left-over pins are named, with what to do."""
    told = explained(
        {"a clean test": "1", "b clean test": "2"}, {"a clean test": "3", "c x y": "4"}
    )
    assert "a clean test: the content is another one than pinned" in told
    assert "b clean test: pinned, but nobody generates it" in told
    assert "c x y: generated, but not pinned" in told
    assert "run `make pin`" in told
    assert explained({"a": "1"}, {"a": "1"}) == ""

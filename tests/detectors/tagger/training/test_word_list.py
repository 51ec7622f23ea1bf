"""Tests of the general word list's additions."""

import pytest

from leakbench.detectors.tagger.lexicon import KINDS
from leakbench.detectors.tagger.tokenizer import PLANE
from leakbench.detectors.tagger.training.character_folding import character_folding
from leakbench.detectors.tagger.training.lexicon_builder import build_lexicon
from leakbench.detectors.tagger.training.word_list import (
    division_names,
    historical_figures,
    namelike_things,
    ordinary_words,
    read_words,
)


@pytest.mark.parametrize(
    ("listed", "kind"), [(historical_figures, "figure"), (namelike_things, "thing")]
)
def test_what_is_called_like_somebody_is_of_a_kind_of_its_own(listed, kind):
    """Each is listed once, in characters that the lexicon knows."""
    words = listed()
    assert len({word.text for word in words}) == len(words)
    assert {word.kind for word in words} == {KINDS.index(kind)}
    assert all(len(word.text) > 1 and max(word.text) < chr(PLANE) for word in words)


def test_nobody_of_history_is_a_thing():
    """The two lists share no word."""
    assert not {word.text for word in historical_figures()} & {
        word.text for word in namelike_things()
    }


def test_a_figure_goes_before_a_rare_word():
    """What the list has rarely under another kind is still somebody of history."""
    figure = next(word for word in historical_figures() if len(word.text) == 2)
    words = [*read_words([f"{figure.text} 5 n"]), figure]
    one, other = (build_lexicon(each, character_folding()) for each in (words, [figure]))
    assert (one.slots == other.slots).all()


def test_divisions_are_places():
    """Provinces, cities and counties are known as places."""
    names = {word.text: KINDS[word.kind] for word in division_names()}
    assert names["浙江省"] == names["杭州市"] == names["西湖区"] == "ns"


def test_names_of_people_are_left_out():
    """What the list calls a person's name is no word, unless it is listed as an ordinary one."""
    known = next(iter(ordinary_words()))
    words = {word.text for word in read_words(["張 5 nr", f"{known} 9 nr", "甲乙丙 9 nrt"])}
    assert known in words
    assert not {"張", "甲乙丙"} & words

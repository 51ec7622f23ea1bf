"""Tests of the general word list's additions."""

from leakbench.detectors.tagger.lexicon import KINDS, build_lexicon, read_words
from leakbench.detectors.tagger.symbols import PLANE, folding
from leakbench.detectors.tagger.wordlist import division_names, historical_figures


def test_historical_figures_are_words_of_their_own_kind():
    """Each is listed once, in characters that the lexicon knows."""
    figures = historical_figures()
    assert len({word.text for word in figures}) == len(figures)
    assert {word.kind for word in figures} == {KINDS.index("figure")}
    assert all(len(word.text) > 1 and max(word.text) < chr(PLANE) for word in figures)


def test_a_figure_goes_before_a_rare_word():
    """What the list has rarely under another kind is still somebody of history."""
    figure = next(word for word in historical_figures() if len(word.text) == 2)
    words = [*read_words([f"{figure.text} 5 n"]), figure]
    one, other = (build_lexicon(each, folding()) for each in (words, [figure]))
    assert (one.slots == other.slots).all()


def test_divisions_are_places():
    """Provinces, cities and counties are known as places."""
    names = {word.text: KINDS[word.kind] for word in division_names()}
    assert names["浙江省"] == names["杭州市"] == names["西湖区"] == "ns"

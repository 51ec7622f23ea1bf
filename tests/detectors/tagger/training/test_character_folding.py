"""Tests of the table of spellings."""

from leakbench.detectors.tagger.tokenizer import PLANE, UNSEEN
from leakbench.detectors.tagger.training.character_folding import character_folding

FOLD = character_folding()


def test_every_spelling_of_a_character_is_one():
    """Widths, traditional characters, digits, letters and marks that are alike."""
    for as_, others in {
        "张": "張张",
        "0": "0９7",
        "a": "zａ",
        "A": "QＺ",
        " ": "\u3000\xa0 ",
        "|": "_\t/丨",
        "·": "•·",
    }.items():
        assert {chr(FOLD[ord(other)]) for other in others} == {as_}


def test_what_nobody_sees_is_nothing():
    """Characters of no width, strokes over others and their selectors."""
    assert {FOLD[ord(character)] for character in "\0\u200b\ufeff\u0301\u036f\ufe0f"} == {UNSEEN}
    assert FOLD[0x0370] != UNSEEN


def test_ordinary_characters_stay():
    """Simplified characters and marks without a like are read as they are; all have an entry."""
    assert FOLD.shape == (PLANE,)
    assert "".join(chr(FOLD[ord(character)]) for character in "张伟，。") == "张伟,。"

"""Tests of the tables of what characters mean."""

import tomllib
from importlib.resources import files

import numpy as np
import pytest

from leakbench.detectors.normalize.character_kinds import (
    COUNTING,
    DISGUISED,
    DROPPED,
    ENDING,
    LENGTHENS,
    LINKING,
    NUMERAL,
    ODD,
    PAUSE,
    PAUSING,
    PICTURE,
    SEPARATOR_KIND,
    SPECIAL,
    STRONG,
    USUAL,
)
from leakbench.detectors.normalize.fold_tables import fold_tables

TABLES = fold_tables()
MEANINGS, _, ALARMS, ROLES, SEPARATORS = TABLES
DATA = files("leakbench.detectors.normalize.data")


@pytest.mark.parametrize(
    ("character", "fold"),
    [("３", "3"), ("③", "3"), ("Ⓐ", "A"), ("ｂ", "b"), ("＠", "@"), ("電", 0), ("，", 6)],
)
def test_characters_are_folded_as_unicode_says(character, fold):
    """Digits and letters become ASCII; ordinary characters stay."""
    assert MEANINGS.folds[ord(character)] == (ord(fold) if isinstance(fold, str) else fold)


@pytest.mark.parametrize("name", ["numerals", "lookalikes"])
def test_ten_digits_are_listed_and_no_character_twice(name):
    """From zero to nine: the order is the value."""
    listed = tomllib.loads(DATA.joinpath(f"{name}.toml").read_text("utf-8"))
    words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    assert list(listed) == words
    characters = "".join(listed.values())
    assert len(set(characters)) == len(characters)


def test_numerals_mean_their_digits():
    """Everyday, formal, and as radio operators say."""
    for text in ("零一二三四五六七八九", "洞幺两叁肆伍陆拐捌玖"):
        codes = [ord(character) for character in text]
        assert bytes(MEANINGS.digits[codes]) == b"0123456789"
        assert (MEANINGS.folds[codes] == NUMERAL).all()


def test_what_is_invisible_is_left_out():
    """Marks that lengthen a character alarm, too, but belong to it."""
    assert (MEANINGS.folds[[0x200B, 0x0336, 0xFEFF]] == DROPPED).all()
    assert (MEANINGS.folds[[0x20E3, 0xFE0F]] == LENGTHENS).all()
    assert (ALARMS.folds[[0x20E3, 0xFE0F, 0x200B]] == DROPPED).all()
    assert MEANINGS.folds[ord("★")] == PICTURE


def test_letters_that_look_like_digits_mean_them():
    """And no others do."""
    assert bytes(ALARMS.lookalikes[list(b"OlZEASbTBgXx7")]) == b"0123456789\0\0\0"


@pytest.mark.parametrize(
    ("character", "role"),
    [
        ("，", LINKING | PAUSING | SPECIAL),
        ("：", LINKING | ENDING | SPECIAL),
        ("。", PAUSING),
        ("①", DISGUISED),
        ("（", DISGUISED | SPECIAL),
        ("·", 0),
        ("！", ENDING),
    ],
)
def test_marks_have_their_roles(character, role):
    """What they may be beside the digits of a number."""
    assert ROLES.others[ord(character)] == role


@pytest.mark.parametrize(
    ("character", "role"),
    [
        ("三", COUNTING | SPECIAL),
        ("后", LINKING | SPECIAL),
        ("尾", STRONG | SPECIAL),
        ("电", ENDING),
    ],
)
def test_chinese_characters_have_theirs_by_two_bytes(character, role):
    """The first of the last two bytes is the low one."""
    assert ROLES.han[int.from_bytes(character.encode()[1:], "little")] == role


def test_separators_are_told_apart():
    """By how odd they are between digits."""
    for kind, characters in ((USUAL, " -./_#"), (ODD, "=~·…～"), (PAUSE, "、。，"), (0, "a1电：")):
        assert {int(SEPARATORS[ord(one)] & SEPARATOR_KIND) for one in characters} == {kind}
    assert not np.any(SEPARATORS[list(b"0123456789AZaz")])

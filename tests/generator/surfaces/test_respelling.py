"""Tests of other ways to write Chinese characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.audit.undo import ungarbled
from leakbench.generator.surfaces.respelling import RESPELLINGS, respelled

READINGS = {character: way for character, (way,) in respelled("pinyin").items()}


@pytest.mark.parametrize("how", RESPELLINGS)
def test_a_character_is_written_in_another_way(how):
    """In at least one, none of them its own, none twice."""
    for character, ways in respelled(how).items():
        assert len(character) == 1
        assert ways
        assert all(ways)
        assert character not in ways
        assert len(set(ways)) == len(ways)


def test_homophones_are_read_alike():
    """And few are drawn from."""
    for character, ways in respelled("homophones").items():
        assert {READINGS[way] for way in ways} == {READINGS[character]}
        assert len(ways) <= 4


def test_initials_begin_the_reading():
    """One small letter."""
    assert {c: way for c, (way,) in respelled("initials").items()} == {
        character: reading[0] for character, reading in READINGS.items()
    }
    assert all(reading.isascii() and reading.islower() for reading in READINGS.values())


def test_traditional_characters_and_parts_are_characters():
    """One for one, or the two or more that a character is put together of."""
    assert all(len(way) == 1 for (way,) in respelled("traditional").values())
    assert all(len(way) > 1 for (way,) in respelled("parts").values())
    assert respelled("parts")["张"] == ("弓长",)


def test_texts_are_converted_altogether():
    """No simplified character stays among traditional ones; surnames that are none are left."""
    ways = respelled("traditional")
    assert "".join(ways.get(c, (c,))[0] for c in "陈艳军苏胜于范") == "陳艷軍蘇勝于范"


@given(st.sampled_from(["gbk", "utf8"]), st.data())
def test_what_is_garbled_reads_again(how, data):
    """Character by character, with marks and ASCII between, nothing is lost."""
    ways = respelled(how)
    text = data.draw(st.text(st.sampled_from([*ways][::7] + list("（）·ABC019-")), min_size=1))
    garbled = "".join(ways.get(character, (character,))[0] for character in text)
    assert ungarbled(garbled, how) == text
    assert ungarbled(f"{garbled}䶮{garbled}", how) == f"{text}䶮{text}"
    assert not any("\u4e00" <= character <= "\u9fff" for character in garbled)


def test_garbled_text_is_what_others_know_it_as():
    """As two well-known words come out."""
    assert "".join(respelled("gbk")[c][0] for c in "中文") == "ÖÐÎÄ"
    assert "".join(respelled("utf8")[c][0] for c in "中文") == "ä¸\xadæ–‡"

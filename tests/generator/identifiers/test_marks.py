from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Streams, mixed
from leakbench.generator.identifiers.marks import bits_of, credit_value, is_marked, mark_words
from leakbench.generator.keys import DEFAULT_KEY, key_of
from leakbench.generator.records.card_holders import CardHolders
from leakbench.generator.records.company import Companies

pytestmark = pytest.mark.slow

COUNT = 20_000
INDEX = np.arange(COUNT, dtype=np.int64)
OTHER = key_of("another key")
WORD = 2**64 - 1


def plainly_marked(value, key):
    """The hash once more, in Python's whole numbers."""
    first, second = map(int, mark_words(key))
    z = (value ^ first) * 0x9E3779B97F4A7C15 & WORD
    z = (z ^ z >> 32 ^ second) * 0xBF58476D1CE4E5B9 & WORD
    z = (z ^ z >> 29) * 0x94D049BB133111EB & WORD
    return not z >> 63


@compiled
def _marked(values, words, out):
    for i in range(len(values)):
        out[i] = is_marked(values[i], words)


def marked(values, key):
    """Which numbers are marked with a key, as the kernel finds."""
    out = np.empty(len(values), np.bool_)
    _marked(np.array(values, np.uint64), mark_words(key), out)
    return out


def drawn(kind, key=DEFAULT_KEY):
    """Numbers of a kind, of the people and firms of a population with this key."""
    population = Population(7, "test", date(2026, 1, 1), key=key)
    block = (Companies if kind == "uscc" else CardHolders)(population, INDEX)
    return population.arena.texts(getattr(block, kind))


def hashed(texts, kind):
    """What is hashed of values, as the reader knows it."""
    if kind == "uscc":
        return [
            (int.from_bytes(code[:8], "little") * 0xD6E8FEB86659FD93 & WORD)
            ^ int.from_bytes(code[8:16], "little")
            for code in (text.encode() for text in texts)
        ]
    return [int(text if "mobile" in kind else text[:-1]) for text in texts]


@given(st.integers(0, WORD), st.text(min_size=1))
def test_the_hash_is_what_it_is_said_to_be(value, text):
    """In the kernel as in plain numbers, with any key."""
    assert marked([value], key_of(text))[0] == plainly_marked(value, key_of(text))


def test_half_of_others_numbers_are_marked():
    """Also of numbers in a row, of lone kinds, and those of another key; neighbours say nothing."""
    for first in (13_800_000_000, 110_101_199_001_010_010 // 10, 622_202_100_000_000_000):
        bits = marked(first + INDEX, DEFAULT_KEY)
        others = marked(first + INDEX, OTHER)
        for share in (
            bits.mean(),
            others.mean(),
            (bits == others).mean(),
            (bits[1:] == bits[:-1]).mean(),
            (bits[10:] == bits[:-10]).mean(),
        ):
            assert abs(share - 0.5) < 4.5 * 0.5 / COUNT**0.5


@pytest.mark.parametrize("key", [DEFAULT_KEY, OTHER], ids=["public", "private"])
@pytest.mark.parametrize(
    "kind",
    ["mobile", "second_mobile", "third_mobile", "resident_id", "card", "second_card", "credit",
     "uscc"],
)  # fmt: skip
def test_every_number_of_somebody_is_marked(kind, key):
    """With the key of its population, and of the other key every second one."""
    values = hashed(drawn(kind, key), kind)
    assert marked(values, key).all()
    strange = marked(values, OTHER if key == DEFAULT_KEY else DEFAULT_KEY)
    assert abs(strange.mean() - 0.5) < 4.5 * 0.5 / COUNT**0.5


@pytest.mark.parametrize(
    ("kind", "places"),
    [("mobile", (-1, -2, -3, -4)), ("resident_id", (-3, -4)), ("card", (-2, -3, -4, -5))],
)
def test_drawn_digits_stay_uniform(kind, places):
    """Who knows no key sees nothing in them."""
    from scipy.stats import chisquare  # noqa: PLC0415 - slow, and all workers collect this

    texts = drawn(kind)
    for place in places:
        counts = np.bincount([int(text[place]) for text in texts], minlength=10)
        assert chisquare(counts).pvalue > 1e-4, place


def test_a_mark_changes_a_number_no_further_than_it_must():
    """Its segment stays; a third is the same with two keys, which both take one draw."""
    pairs = list(zip(drawn("mobile"), drawn("mobile", OTHER), strict=True))
    assert all(mine[:7] == theirs[:7] for mine, theirs in pairs)
    same = np.mean([mine == theirs for mine, theirs in pairs])
    assert abs(same - 1 / 3) < 0.03


def test_attempts_follow_from_the_bits():
    """The first has the bits themselves, every other one mixes its number with them."""
    for bits in Streams(0, "t").bits("bits", np.arange(5)):
        assert bits_of(bits, 0) == bits
        assert bits_of(bits, 3) == mixed(bits, 3)


def test_both_halves_of_a_credit_code_count():
    """A change of any character that is hashed is another number."""
    code = np.frombuffer(b"91110000MA01234567", np.uint8)
    values = {credit_value(code, 0)}
    for place in range(16):
        other = code.copy()
        other[place] ^= 1
        values.add(credit_value(other, 0))
    assert len(values) == 17

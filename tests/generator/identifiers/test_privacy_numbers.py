"""Tests of numbers of relays."""

import re

import numpy as np

from leakbench.generator.identifiers.privacy_numbers import PrivacyNumbers


def test_a_relay_has_an_extension_of_four_digits(population):
    """Behind 转, a hyphen or a comma; the number itself stays."""
    bits = population.streams.bits("t", np.arange(2_000, dtype=np.int64))
    number = population.arena.digits(13_800_000_000 + np.arange(2_000), 11)
    texts = population.arena.texts(population.vocabulary(PrivacyNumbers).write(number, bits))
    found = [re.fullmatch(r"(138\d{8})(转|-|,)([1-9]\d{3})", text) for text in texts]
    assert [match[1] for match in found] == population.arena.texts(number)
    signs = [match[2] for match in found]
    assert signs.count("转") > signs.count("-") > signs.count(",") > 0

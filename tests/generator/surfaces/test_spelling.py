from itertools import accumulate
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.generator.engine.strings import Arena
from leakbench.generator.surfaces.forms import Form
from leakbench.generator.surfaces.noise_profile import NoiseProfile
from leakbench.generator.surfaces.respelling import RESPELLINGS, respelled

pytestmark = pytest.mark.slow

CHARACTERS = "0189aXz-.某张栋号é（🔥"
SHARES = st.sampled_from([0.25, 0.6, 1.0])
TEXTS = st.lists(st.sampled_from(["", "-", "某", "🔥", "，中间四位："]), min_size=1, max_size=3)
FORMS = st.builds(
    Form,
    name=st.just("tried"),
    groups=st.lists(st.integers(1, 4), max_size=5).map(tuple),
    separator=TEXTS.map(tuple),
    digits=st.lists(st.sampled_from(["〇一二三四五六七八九", "0123456789"]), max_size=2).map(tuple),
    replace=st.dictionaries(st.sampled_from(CHARACTERS), TEXTS.map(tuple), max_size=4),
    respell=st.sampled_from([None, *RESPELLINGS]),
    share=SHARES,
    within=st.sampled_from([(0, 0), (1, 0), (0, 2), (-3, 0), (2, -1)]),
    insert=TEXTS.map(tuple),
    insert_share=SHARES | st.just(0.0),
)


class Draws:
    """The random numbers of one value, drawn one after another."""

    def __init__(self, bits):
        self.state = bits

    def upper(self):
        """The next 32 random bits."""
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return self.state >> 32

    def one(self, share, ways):
        """One of the ways with a probability, else None."""
        if self.upper() >= round(share * 2**32):
            return None
        return ways[self.upper() * len(ways) >> 32] if len(ways) > 1 else ways[0]


def spelled(form, value, bits):
    """The value as the form writes it, a character at a time."""
    draws = Draws(bits)
    cuts = list(accumulate(form.groups))[:-1]
    ways = {**(respelled(form.respell) if form.respell else {}), **form.ways}
    low = form.within[0] if form.within[0] >= 0 else len(value) + form.within[0]
    high = form.within[1] if form.within[1] > 0 else len(value) + form.within[1]
    written = ""
    for here, character in enumerate(value):
        if here in cuts:
            written += form.separator[min(cuts.index(here), len(form.separator) - 1)]
        if here > 0 and form.insert_share > 0:
            written += draws.one(form.insert_share, form.insert) or ""
        way = None
        if character in ways and low <= here < high:
            way = draws.one(form.share, ways[character])
        written += character if way is None else way
    return written


@settings(max_examples=60, deadline=None)
@given(FORMS, st.lists(st.text(CHARACTERS, min_size=1, max_size=40), min_size=1, max_size=9))
def test_values_are_spelled_as_declared(form, values):
    """Whatever a form consists of, and plainly where nothing would be left of the value."""
    bits = np.arange(1, len(values) + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    declared = (Form(name="plain"), form)
    with (
        patch(
            "leakbench.generator.surfaces.noise_profile.mixtures",
            lambda _noise: {"MOBILE": {"tried": 100}},
        ),
        patch("leakbench.generator.surfaces.noise_profile.forms", lambda: declared),
        patch("leakbench.generator.surfaces.parameters.forms", lambda: declared),
    ):
        arena = Arena()
        column = arena.intern(values)
        made = NoiseProfile("worn", arena).write(column, None, "MOBILE", bits)
    expected = [
        spelled(form, value, int(own)) or value for value, own in zip(values, bits, strict=True)
    ]
    assert arena.texts(made.strings) == expected
    assert made.strings.chars.tolist() == [len(text) for text in expected]

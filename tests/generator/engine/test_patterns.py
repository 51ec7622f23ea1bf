import re

import numpy as np
import pytest

from leakbench.generator.engine.patterns import (
    CAPITALS,
    CAPITALS_OR_DIGITS,
    UNMISTAKABLE,
    fill_patterns,
)
from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.strings import Arena

COUNT = 20_000


@pytest.mark.parametrize(
    ("alphabets", "pattern", "expected"),
    [
        (CAPITALS, "第#@*号", r"第[0-9][A-Z]\*号"),
        (UNMISTAKABLE, "@@-##", r"[A-HJ-NP-Z]{2}-[0-9]{2}"),
        (CAPITALS_OR_DIGITS, "JD**?", r"JD[A-Z0-9]{2}\?"),
    ],
)
def test_signs_are_drawn_and_the_rest_stands_for_itself(alphabets, pattern, expected):
    """Every value is of the pattern, in all that its alphabets have, and as long as it."""
    arena = Arena()
    patterns = arena.intern([pattern]).take(np.zeros(COUNT, np.intp))
    made = fill_patterns(patterns, Streams(1, "t").bits("p", np.arange(COUNT)), arena, alphabets)
    texts = arena.texts(made)
    assert all(re.fullmatch(expected, text) for text in texts)
    assert set(made.chars.tolist()) == {len(pattern)}
    for place, sign in enumerate(pattern):
        drawn = {"#": alphabets.digit, "@": alphabets.letter, "*": alphabets.either}.get(sign, [])
        assert {text[place] for text in texts} == (set(map(chr, drawn)) or {sign})

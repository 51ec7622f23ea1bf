"""Tests of laying texts out."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.laying import NO_FIELD, TOGETHER, Texts, lay, room_to_lay
from leakbench.generator.engine.strings import Arena, Strings
from leakbench.generator.engine.templates import compile_texts

pytestmark = pytest.mark.slow

FIELDS = {"a": 0, "b": 1}
TEMPLATES = ["x{a}y", "[{b}-]{a}", "", "«x|{b}«1|2»|»{a}"]
WORDS = st.text(st.characters(codec="utf-8"), max_size=5)
CHOSEN = st.integers(-1, len(TEMPLATES) - 1)


def texts_of(laid, text, arena):
    """The pieces of a text and the fields they are."""
    mine = slice(text * laid.room, laid.end[text])
    return arena.texts(Strings(laid.pieces[mine].copy())), laid.field[mine].tolist()


def possible(template, values):
    """A pattern of all that a template may write, in plain words."""
    if template < 0:
        return ""
    a, b = map(re.escape, values)
    part = f"{b}-" if values[1] else ""
    return [f"x{a}y", f"{part}{a}", "", f"(x|{b}[12]|){a}"][template]


@given(st.lists(st.tuples(CHOSEN, CHOSEN, WORDS, WORDS), min_size=1, max_size=2 * TOGETHER))
def test_texts_are_laid_out_as_their_templates_say(rows):
    """Every text of every row, wherever the rows begin that are laid out together."""
    arena = Arena()
    columns = np.stack([arena.intern([row[2 + place] for row in rows]).packed for place in (0, 1)])
    program = np.array([row[:2] for row in rows], np.int32).T.copy()
    bits = np.arange(program.size, dtype=np.uint64).reshape(program.shape) << np.uint64(40)
    texts = Texts(program, bits, compile_texts(TEMPLATES, FIELDS, arena))
    laid = room_to_lay(texts)
    for first in range(0, len(rows), TOGETHER):
        lay(first, texts, columns, arena.bytes, laid)
        for row, (one, other, *values) in enumerate(rows[first : first + TOGETHER]):
            for part, template in enumerate((one, other)):
                pieces, fields = texts_of(laid, part * TOGETHER + row, arena)
                assert re.fullmatch(possible(template, values), "".join(pieces))
                assert all(
                    field == NO_FIELD or piece == values[field]
                    for piece, field in zip(pieces, fields, strict=True)
                )


def test_all_alternatives_are_drawn():
    """With about equal chances, those within others too."""
    arena = Arena()
    rows = 3000
    columns = np.zeros((2, rows), np.int64)
    bits = np.random.default_rng(1).integers(0, 2**64, (1, rows), np.uint64)
    programs = compile_texts(["«x|y«1|2»|z»"], FIELDS, arena)
    texts = Texts(np.zeros((1, rows), np.int32), bits, programs)
    laid = room_to_lay(texts)
    found = []
    for first in range(0, rows, TOGETHER):
        lay(first, texts, columns, arena.bytes, laid)
        count = min(TOGETHER, rows - first)
        found += ["".join(texts_of(laid, row, arena)[0]) for row in range(count)]
    for text, share in (("x", 1 / 3), ("y1", 1 / 6), ("y2", 1 / 6), ("z", 1 / 3)):
        assert found.count(text) / rows == pytest.approx(share, abs=0.04)

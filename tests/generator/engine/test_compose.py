import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.strings import LONGEST, Arena
from leakbench.generator.engine.templates import compile_templates

pytestmark = pytest.mark.slow

WORDS = st.text(st.characters(codec="utf-8"), max_size=20)
FIELDS = {"a": 0, "b": 1}
TEMPLATES = ["{a}号", "{b}[ - {a}]", "字", "{a}{b}{a}"]


def expected(template, a, b):
    """What each of the templates means."""
    return [f"{a}号", b + (f" - {a}" if a else ""), "字", a + b + a][template]


@given(st.lists(st.tuples(WORDS, WORDS, st.integers(0, 3)), min_size=1, max_size=12))
def test_values_are_composed(rows):
    """Every value is what its template says, with its size and length."""
    arena = Arena()
    programs = compile_templates(TEMPLATES, FIELDS, arena)
    columns = [arena.intern([row[place] for row in rows]) for place in (0, 1)]
    made = compose(np.array([row[2] for row in rows]), programs, columns, arena)
    wanted = [expected(template, a, b) for a, b, template in rows]
    assert arena.texts(made) == wanted
    assert made.chars.tolist() == [len(text) for text in wanted]


def test_an_arena_grows_in_the_middle():
    """More text than the arena has room for comes out whole, and what was there stays."""
    arena = Arena()
    programs = compile_templates(["{a}"], {"a": 0}, arena)
    long = arena.intern(["甲" * (LONGEST // 3)])
    before = arena.whole(np.array([123_456_789]))
    rows = 2 * len(arena.bytes) // LONGEST
    made = compose(np.zeros(rows, np.int32), programs, [long.take(np.zeros(rows, int))], arena)
    assert set(arena.texts(made.take(np.array([0, rows // 2, rows - 1])))) == set(arena.texts(long))
    assert arena.texts(before) == ["123456789"]
    assert len(np.unique(made.start)) == rows

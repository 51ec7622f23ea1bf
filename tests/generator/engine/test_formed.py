"""Tests of values with their forms."""

import numpy as np

from leakbench.generator.engine.formed import NO_FORM, Formed, either, empty
from leakbench.generator.engine.strings import Arena


def test_values_and_forms_go_together():
    """One form a value; no code is that of a value without a name for its form."""
    strings = Arena().intern(["a", "b"])
    formed = Formed(strings, np.array([0, NO_FORM], np.int16))
    assert len(formed.strings) == len(formed.form)
    assert NO_FORM < 0


def test_forms_follow_their_values():
    """Whoever puts columns together row by row gets each value with its own form."""
    arena = Arena()
    one = Formed(arena.intern(["a", "b", "c"]), np.array([1, 2, 3], np.int16))
    other = Formed(arena.intern(["x", "y", "z"]), np.array([4, 5, 6], np.int16))
    mixed = either(np.array([True, False, True]), one, other)
    assert (arena.texts(mixed.strings), mixed.form.tolist()) == (["a", "y", "c"], [1, 5, 3])
    rows = np.array([2, 0])
    some = Formed(other.strings.take(rows), other.form[rows])
    put = empty(3).put(rows, some)
    assert (arena.texts(put.strings), put.form.tolist()) == (["x", "", "z"], [4, NO_FORM, 6])
    blank = one.blank(np.array([False, True, False]))
    assert (arena.texts(blank.strings), blank.form.tolist()) == (["a", "", "c"], [1, 2, 3])

"""Tests of values with their forms."""

import numpy as np

from leakbench.generator.engine.formed import NO_FORM, Formed
from leakbench.generator.engine.strings import Arena


def test_values_and_forms_go_together():
    """One form a value; no code is that of a value without a name for its form."""
    strings = Arena().intern(["a", "b"])
    formed = Formed(strings, np.array([0, NO_FORM], np.int16))
    assert len(formed.strings) == len(formed.form)
    assert NO_FORM < 0

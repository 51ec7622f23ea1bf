import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.digits import number_at, put_digits


@compiled
def written(number, width, out):
    """Written by a kernel, and read back."""
    put_digits(out, 1, number, width)
    return number_at(out, 1, width)


@given(st.integers(0, 10**18 - 1), st.integers(1, 18))
def test_digits_are_the_last_ones_with_zeros_before(number, width):
    """What is written is what Python writes, nothing beside it is touched, and it reads back."""
    out = np.full(21, ord("x"), np.uint8)
    wanted = f"{number:018d}"[-width:]
    assert written(number, width, out) == int(wanted)
    assert out.tobytes().decode() == f"x{wanted}".ljust(21, "x")

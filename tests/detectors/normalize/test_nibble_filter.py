"""Tests of the filter for characters of three bytes."""

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba.core.registry import cpu_target

from leakbench.detectors.normalize.nibble_filter import filter_table
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.intrinsics import BLOCK, nibble_filter

pytestmark = pytest.mark.slow

MANY, EXACT = "一二三四五六七八九零", ("，", "：；", "、。")
TABLE = filter_table(MANY, EXACT)
CHARACTERS = st.text("电话公司号" + MANY + "".join(EXACT) + "（）！a9é🔥\U000c0081", max_size=20)
WITHOUT_SHUFFLES = """
import numpy as np
from numba import njit
from leakbench.detectors.normalize.nibble_filter import filter_table
from leakbench.generator.engine.intrinsics import nibble_filter

@njit
def asked(data, table):
    return nibble_filter(data, 0, table)

some, exact = asked(np.zeros(99, np.uint8), filter_table("一", ["，"]))
assert some == 2**64 - 1 and exact == 0
"""


SHUFFLES = "+avx2" in cpu_target.target_context.codegen().magic_tuple()[2].split(",")
needs_shuffles = pytest.mark.skipif(not SHUFFLES, reason="this machine has no shuffle of bytes")


@compiled
def _filtered(data, at, table):
    return nibble_filter(data, at, table)


@given(CHARACTERS, st.integers(0, 5))
def test_what_matters_passes_and_marks_are_exact(text, at):
    """Every character that may pass does, and only a mark is taken for one."""
    data = np.zeros(at + BLOCK + 99, np.uint8)
    data[at : at + len(text.encode())] = list(text.encode())
    some, exact = map(int, _filtered(data, at, TABLE))
    for k, character in enumerate(text):
        place = len(text[:k].encode())
        if place >= BLOCK:
            break
        assert character not in MANY or some >> place & 1
        taken = exact >> place & 1
        assert taken == (SHUFFLES and character in "".join(EXACT))


@needs_shuffles
def test_most_others_are_held_back():
    """A filter that lets all pass would be of no use."""
    others = [chr(code) for code in range(0x4E00, 0x9F00, 7)]
    data = np.array([*"".join(others).encode(), *bytes(BLOCK)], np.uint8)
    passed = sum(int(_filtered(data, 3 * k, TABLE)[0]) & 1 for k in range(len(others)))
    assert passed < len(others) / 4


def test_a_group_that_is_no_rectangle_is_refused():
    """It would take characters that nobody named."""
    with pytest.raises(ValueError, match="rectangle"):
        filter_table(MANY, ["，。"])


def test_more_exact_groups_than_bits_are_refused():
    """Each has a bit of its own."""
    with pytest.raises(ValueError, match="4 groups"):
        filter_table(MANY, [*EXACT, "。"])


def test_all_may_pass_where_a_machine_has_no_shuffle():
    """Then what has passed is looked up, as it is anyway."""
    plain = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""}
    subprocess.run([sys.executable, "-c", WITHOUT_SHUFFLES], env=os.environ | plain, check=True)

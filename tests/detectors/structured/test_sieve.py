"""Tests of the sieve for characters of three bytes."""

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba.core.registry import cpu_target

from leakbench.detectors.structured.bit_rows import BLOCK
from leakbench.detectors.structured.sieve import sieve_tables, sieved
from leakbench.generator.engine.compiled import compiled

MANY, EXACT = "一二三四五六七八九零", ("，", "：；", "、。")
TABLE = sieve_tables(MANY, EXACT)
CHARACTERS = st.text("电话公司号" + MANY + "".join(EXACT) + "（）！a9é🔥\U000c0081", max_size=20)
WITHOUT_SHUFFLES = """
import numpy as np
from numba import njit
from leakbench.detectors.structured.sieve import sieve_tables, sieved

@njit
def asked(data, table):
    return sieved(data, 0, table, 1)

some, exact = asked(np.zeros(99, np.uint8), sieve_tables("一", ["，"]))
assert some == 2**64 - 1 and exact == 0
"""


SHUFFLES = "+avx2" in cpu_target.target_context.codegen().magic_tuple()[2].split(",")
needs_shuffles = pytest.mark.skipif(not SHUFFLES, reason="this machine has no shuffle of bytes")


@compiled
def _sieved(data, at, table):
    return sieved(data, at, table, 3)


@given(CHARACTERS, st.integers(0, 5))
def test_what_matters_passes_and_marks_are_exact(text, at):
    """Every character that may pass does, and only a mark is taken for one."""
    data = np.zeros(at + BLOCK + 99, np.uint8)
    data[at : at + len(text.encode())] = list(text.encode())
    some, exact = map(int, _sieved(data, at, TABLE))
    for k, character in enumerate(text):
        place = len(text[:k].encode())
        if place >= BLOCK:
            break
        assert character not in MANY or some >> place & 1
        taken = exact >> place & 1
        assert taken == (SHUFFLES and character in "".join(EXACT))


@needs_shuffles
def test_most_others_are_held_back():
    """A sieve that lets all pass would be of no use."""
    others = [chr(code) for code in range(0x4E00, 0x9F00, 7)]
    data = np.array([*"".join(others).encode(), *bytes(BLOCK)], np.uint8)
    passed = sum(int(_sieved(data, 3 * k, TABLE)[0]) & 1 for k in range(len(others)))
    assert passed < len(others) / 4


def test_a_group_that_is_no_rectangle_is_refused():
    """It would take characters that nobody named."""
    with pytest.raises(ValueError, match="rectangle"):
        sieve_tables(MANY, ["，。"])


def test_all_may_pass_where_a_machine_has_no_shuffle():
    """Then what has passed is looked up, as it is anyway."""
    plain = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""}
    subprocess.run([sys.executable, "-c", WITHOUT_SHUFFLES], env=os.environ | plain, check=True)

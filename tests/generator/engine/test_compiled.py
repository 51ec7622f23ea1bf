"""Tests of the three ways to compile a function."""

import subprocess
import sys

import numpy as np
import pytest

from leakbench.generator.engine.compiled import compiled, direct, inlined, inner


def halves(numbers, out):
    """Write the halves of even numbers; how many there are."""
    count = 0
    for number in numbers:
        if number % 2 == 0:
            out[count] = number // 2
            count += 1
    return count


@pytest.mark.parametrize("way", [compiled, inner, inlined])
def test_a_kernel_does_what_the_function_does(way):
    """Called from another kernel, as the functions of the house are."""
    part = way(halves)

    @compiled
    def whole(numbers, out):
        return part(numbers, out)

    numbers = np.arange(3, 11)
    out, expected = np.zeros((2, 8), np.int64)
    assert whole(numbers, out) == part.py_func(numbers, expected) == 4
    assert out.tolist() == expected.tolist() == [2, 3, 4, 5, 0, 0, 0, 0]


@pytest.mark.parametrize("way", [compiled, inner, inlined])
def test_kernels_run_beside_the_interpreter(way):
    """Its lock is not held, so that other threads go on."""
    assert way(halves).targetoptions["nogil"]


def test_machine_code_does_what_the_kernel_does():
    """For arguments of the types that it was asked for; a function stays what it is."""
    numbers, (out, expected) = np.arange(3, 11), np.zeros((2, 8), np.int64)
    code = direct(compiled(halves), numbers[:0], out[:0])
    assert code(numbers, out) == halves(numbers, expected) == 4
    assert out.tolist() == expected.tolist()
    assert direct(halves, numbers, out) is halves


@pytest.mark.slow
def test_compiling_loads_no_scipy():
    """Numba would, to look for a function that no kernel here calls."""
    code = (
        "import leakbench.generator.engine.strings, sys;"
        "print([name for name in sys.modules if name.startswith('scipy.linalg')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

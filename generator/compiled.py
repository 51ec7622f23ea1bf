"""Compiled kernels: numba without the interpreter lock, cached between processes."""

from collections.abc import Callable
from typing import TypeVar

from numba import njit

Kernel = TypeVar("Kernel", bound=Callable[..., object])


def compiled(function: Kernel) -> Kernel:
    """Compile a function of arrays and numbers at its first call.

    A kernel that calls another one has it compiled in, and its cache does not notice when that
    other one changes in another file: kernels that call each other stand in one module.
    """
    kernel: Kernel = njit(cache=True, nogil=True)(function)
    return kernel

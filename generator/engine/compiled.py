"""Compiled kernels: numba without the interpreter lock, cached between processes."""

import sys
from collections.abc import Callable
from typing import Any, TypeVar

from numba import njit, typeof
from numba.core import config

from leakbench.generator.engine.kernel_cache import KernelCache

Kernel = TypeVar("Kernel", bound=Callable[..., object])

_BLAS = "scipy.linalg.cython_blas"


def _import_array_functions() -> None:
    """Import numba's array functions, without SciPy if nobody has imported it yet.

    They would import it only to see whether sums of products may call its BLAS, which none of our
    kernels needs, and that takes longer than all else that a first row needs.
    """
    hidden = sys.modules.setdefault(_BLAS, None) is None  # type: ignore[arg-type] # how imports are refused
    try:
        import numba.np.arraymath  # noqa: F401, PLC0415 - while SciPy cannot be found
    finally:
        if hidden:
            del sys.modules[_BLAS]


_import_array_functions()


def _kernel(function: Kernel, **options: bool) -> Kernel:
    kernel: Any = njit(nogil=True, **options)(function)
    if hasattr(kernel, "py_func"):  # not where numba is switched off
        kernel._cache = KernelCache(kernel.py_func)  # noqa: SLF001 - where ``cache=True`` puts its own
    return kernel


def compiled(function: Kernel) -> Kernel:
    """Compile a function of arrays and numbers at its first call, or take it from the cache."""
    return _kernel(function)


def direct(kernel: Kernel, *arguments: object) -> Kernel:
    """The machine code of a compiled function for arguments of the types of these.

    Of a call, numba asks each argument for its type; of tables that hold tables of arrays that
    takes longer than to read a line of text. Nobody asks here: whoever calls gives arrays of the
    same entries and dimensions, one after another in memory, and to be written or not as these.
    """
    compile_for: Any = getattr(kernel, "compile", None)
    if compile_for is None:  # numba is switched off
        return kernel
    found: Kernel = compile_for(tuple(map(typeof, arguments)))
    return found


def inner(function: Kernel) -> Kernel:
    """Compile a function that only kernels call and that makes no array.

    Without numba's counts of who holds which array: those atomic steps cost more than what a
    function of a few comparisons does.
    """
    return _kernel(function, _nrt=False)


def inlined(function: Kernel) -> Kernel:
    """Compile a part of a kernel into it: no call, of which the arguments alone cost as much.

    Code that checks each index is asked whether it is sound, not how fast: it is called.
    """
    return _kernel(function, forceinline=not config.BOUNDSCHECK, _nrt=False)

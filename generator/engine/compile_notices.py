"""What is told of kernels that are compiled, which may take a minute when none is in the cache.

Apart from the kernels, so that whoever listens does not import numba.
"""

import os
import sys
from collections.abc import Callable
from typing import Final

_SAID: Final = "_LEAKBENCH_KERNELS_NOT_KEPT"
"""Set in the environment once it was said, so that processes of this one do not say it again."""

_TOLD: Final = "_LEAKBENCH_COMPILING_TOLD"
"""The same of what is compiled and kept."""

_listeners: list[Callable[[], None]] = []
_compiled: list[str] = []


def tell_before_compiling(listener: Callable[[], None]) -> None:
    """Have a function called before every kernel that is compiled or read from the cache."""
    _listeners.append(listener)


def about_to_compile() -> None:
    """Tell all who asked for it."""
    for listener in _listeners:
        listener()


def was_compiled(name: str) -> None:
    """Remember a kernel that was in no cache, and is now; tell once whoever waits at a terminal."""
    _compiled.append(name)
    if sys.stderr is not None and sys.stderr.isatty():
        _say_once(
            _TOLD,
            "Compiling for this processor, which takes longer this once: it is kept",
        )


def compiled_here() -> int:
    """How many kernels this process compiled for the cache, which took memory for once."""
    return len(_compiled)


def was_not_kept() -> None:
    """Say once, on stderr, that kernels are compiled for this run alone."""
    _say_once(
        _SAID,
        "Compiled kernels cannot be kept, so every run compiles them anew: there is no directory "
        "of your own to write to; NUMBA_CACHE_DIR names one",
    )


def _say_once(variable: str, line: str) -> None:
    if variable in os.environ or sys.stderr is None:
        return
    os.environ[variable] = "1"
    sys.stderr.write(f"{line}\n")

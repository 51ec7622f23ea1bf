"""Who is told before kernels are compiled, which may take a minute when none is in the cache.

Apart from the kernels, so that whoever listens does not import numba.
"""

from collections.abc import Callable

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
    """Remember a kernel that was in no cache, and is now."""
    _compiled.append(name)


def compiled_here() -> int:
    """How many kernels this process compiled for the cache, which took memory for once."""
    return len(_compiled)

"""The cache of compiled kernels: machine code by all that it follows from, so none is ever stale.

Numba's own cache asks only for the file of a kernel, so that a change in a kernel that it calls, or
in a table read from a data file, goes unseen. Here a kernel's name in the cache is a hash of its
code, of every constant that it reads and of every kernel that it calls, and of numba's version.

Loading a cached kernel means running what the file says, so the directory must be the user's own
(or root's), and nobody else may write into it; otherwise kernels are compiled in memory.
"""

import hashlib
import os
import pickle
import stat
import sys
import uuid
from collections.abc import Iterator
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import llvmlite
import numba
import numpy as np
from numba.core import config
from numba.core.caching import NullCache
from numba.core.compiler import CompileResult
from numba.core.serialize import dumps
from numba.misc.appdirs import AppDirs

from leakbench.generator.engine.compile_notices import about_to_compile, was_compiled, was_not_kept

KEPT = 8
"""How many versions of a kernel stay in the cache; older ones are removed."""

_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH
_DIGEST_BYTES = 16
_SUFFIX = ".kernel"
_VERSIONS = (
    f"{sys.implementation.cache_tag} {numba.__version__} {llvmlite.__version__} {np.__version__}"
)


class KernelCache(NullCache):  # type: ignore[misc] # numba has no types
    """The cache of one kernel, which numba reads before it compiles and writes afterwards."""

    def __init__(self, function: FunctionType) -> None:
        self._function = function

    @cached_property
    def _fingerprint(self) -> str:
        # Not before the first call: only then do all globals of the kernel's module exist.
        return fingerprint(self._function)

    def _path(self, directory: Path, signature: object, codegen: Any) -> Path:
        target = codegen.magic_tuple()
        if config.BOUNDSCHECK:  # other machine code, of the same source
            target = (*target, "bounds checked")
        machine = _digest(repr((signature, target)).encode())
        return directory / f"{_name(self._function)}-{self._fingerprint}-{machine}{_SUFFIX}"

    def load_overload(self, sig: object, target_context: Any) -> Any:
        """The kernel for a signature; None if it is to be compiled."""
        about_to_compile()
        directory = cache_directory()
        if directory is None:
            return None
        target_context.refresh()
        path = self._path(directory, sig, target_context.codegen())
        try:
            stored, parts = pickle.loads(path.read_bytes())  # noqa: S301 - see ``cache_directory``
            return CompileResult._rebuild(target_context, *parts) if stored == sig else None  # noqa: SLF001 - as numba's own cache does
        except FileNotFoundError:
            return None
        except Exception:  # noqa: BLE001 - whatever is wrong with a file, compiling mends it
            return None

    def save_overload(self, sig: object, data: Any) -> None:
        """Keep a kernel that has been compiled, if it can be kept."""
        if data.lifted or data.library.has_dynamic_globals:
            return
        directory = cache_directory()
        if directory is None:
            was_not_kept()
            return
        path = self._path(directory, sig, data.codegen)
        temporary = path.with_suffix(f".{uuid.uuid4().hex}")
        try:
            temporary.write_bytes(dumps((sig, data._reduce())))  # noqa: SLF001 - as numba's own cache does
            temporary.replace(path)
        except OSError:  # a full or read-only disk: the kernel is in memory
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            was_not_kept()
            return
        was_compiled(_name(self._function))
        _prune(directory, _name(self._function))


@cache
def cache_directory() -> Path | None:
    """Where kernels are kept; None if there is no directory that only its owner can write into.

    ``NUMBA_CACHE_DIR`` if it is set, else the user's cache directory.
    """
    base = config.CACHE_DIR or AppDirs(appname="leakbench", appauthor=False).user_cache_dir
    directory = Path(base) / "kernels"
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        return directory if _is_safe(directory) else None
    except OSError:
        return None


def _is_safe(directory: Path) -> bool:
    if not hasattr(os, "geteuid"):  # Windows: the user's own folder is closed to others
        return True
    status = directory.stat()
    owned = status.st_uid in {0, os.geteuid()}
    return owned and not status.st_mode & _OTHERS_MAY_WRITE


def fingerprint(function: FunctionType) -> str:
    """A hash of all that a kernel's machine code follows from."""
    return _digest(_VERSIONS.encode() + _hash_of(function))


_hashes: dict[FunctionType, bytes] = {}


def _hash_of(function: FunctionType) -> bytes:
    """Hash of a function's code, of what it names, and of what that names in turn."""
    if function not in _hashes:
        _hashes[function] = _name(function).encode()  # what it is to itself, where it calls itself
        parts = [_name(function).encode(), _described(function.__defaults__)]
        parts += [_described(cell.cell_contents) for cell in function.__closure__ or ()]
        for code in _codes(function.__code__):
            constants = [one for one in code.co_consts if not isinstance(one, CodeType)]
            parts += [code.co_code, *map(_described, constants)]
            for name in code.co_names:
                named = function.__globals__
                parts += [name.encode(), _described(named[name]) if name in named else b""]
        _hashes[function] = hashlib.sha256(b"".join(map(_framed, parts))).digest()
    return _hashes[function]


def _described(value: object) -> bytes:
    """Bytes that are the same for what compiles to the same code.

    What has a name of another address in each process is another one each time, and compiled anew.
    """
    plain = getattr(value, "py_func", getattr(value, "_defn", value))  # of kernels, of intrinsics
    if isinstance(plain, FunctionType):
        return repr(sorted(getattr(value, "targetoptions", {}).items())).encode() + _hash_of(plain)
    if isinstance(value, np.ndarray):
        return repr((value.dtype.str, value.shape)).encode() + value.tobytes()
    if isinstance(value, (tuple, frozenset)):
        parts = map(_framed, map(_described, value))
        ordered = parts if isinstance(value, tuple) else sorted(parts)
        return repr(type(value)).encode() + b"".join(ordered)
    if isinstance(value, ModuleType):
        return value.__name__.encode()
    if isinstance(value, type):
        return repr((value, getattr(value, "_fields", ()))).encode()
    return repr((type(value), value)).encode()


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _framed(part: bytes) -> bytes:
    return len(part).to_bytes(8, "little") + part


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[: 2 * _DIGEST_BYTES]


def _name(function: FunctionType) -> str:
    return f"{function.__module__}.{function.__qualname__}".replace("<", "").replace(">", "")


def _prune(directory: Path, name: str) -> None:
    """Remove all but the newest versions of a kernel."""
    with suppress(OSError):
        files = directory.glob(f"{name}-*{_SUFFIX}")
        newest_first = sorted(files, key=lambda path: path.stat().st_mtime, reverse=True)
        versions = dict.fromkeys(_version(path) for path in newest_first)
        kept = set(list(versions)[:KEPT])
        for path in newest_first:
            if _version(path) not in kept:
                path.unlink(missing_ok=True)


def _version(path: Path) -> str:
    return path.name.split("-")[1]

"""The cache of compiled kernels: where it is, and how much of what is needed stands in it."""

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import FunctionType
from typing import Final

from leakbench.benchmarks.doctor.findings import Finding
from leakbench.generator.engine.kernel_cache import cache_directory, fingerprint

USERS: Final = (
    "leakbench.generator.generate",
    "leakbench.detectors.structured.detector",
    "leakbench.detectors.tagger.detector",
)
"""Modules whose kernels a run needs, with those that they import."""


def kernel_findings() -> Iterator[Finding]:
    """Whether kernels are kept, and how many that a run needs are there."""
    directory = cache_directory()
    if directory is None or not os.access(directory, os.W_OK):
        told = "nowhere to keep them that only you can write into: all are compiled at each start"
        yield Finding("kernels", "note", told, "NUMBA_CACHE_DIR=DIR names a folder of your own")
        return
    kept = list(directory.glob("*.kernel"))
    megabytes = sum(path.stat().st_size for path in kept) / 1e6
    needed, ready = warmth(kept)
    where = f"{directory}, {megabytes:,.0f} MB"
    if ready:
        yield Finding("kernels", "ok", f"warm: {ready} of {needed} are compiled, {where}")
    else:
        yield Finding("kernels", "note", f"cold: {where}", "the first run compiles them")


def warmth(kept: list[Path]) -> tuple[int, int]:
    """How many kernels there are in the modules of a run, and how many of them are compiled.

    Args:
        kept: The files of the cache.
    """
    for module in USERS:
        import_module(module)
    there = {tuple(path.name.rsplit("-", 2)[:2]) for path in kept}
    kernels = {kernel_name(one): one for one in compiled_functions()}
    ready = sum((name, fingerprint(one)) in there for name, one in kernels.items())
    return len(kernels), ready


def compiled_functions() -> Iterator[FunctionType]:
    """Functions of leakbench that numba compiles, of all modules that are imported."""
    for name, module in list(sys.modules.items()):
        if name.startswith("leakbench."):
            for one in vars(module).values():
                function = getattr(one, "py_func", None)
                if isinstance(function, FunctionType) and function.__module__ == name:
                    yield function


def kernel_name(function: FunctionType) -> str:
    """What its files in the cache begin with."""
    return f"{function.__module__}.{function.__qualname__}"

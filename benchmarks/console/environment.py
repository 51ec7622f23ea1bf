"""Where a result was made: tool, commit, machine and package versions; no names, no paths."""

import os
import platform
import shutil
import subprocess
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PACKAGES = ("faker", "numba", "numpy", "pyarrow")


def tool() -> dict[str, Any]:
    """The version of leakbench and, in a checkout, its commit and whether files differ from it."""
    commit = _git("rev-parse", "HEAD")
    changes = None if commit is None else _git("status", "--porcelain", "--untracked-files=no")
    return {
        "version": version("leakbench"),
        "commit": commit,
        "dirty": None if changes is None else bool(changes),
    }


def machine(packages: Iterable[str] = ()) -> dict[str, Any]:
    """Processor, load and software.

    Args:
        packages: Distributions to name besides those that always count.
    """
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "usable_cores": _usable_cores(),
        "load": [round(load, 2) for load in os.getloadavg()],
        "system": f"{platform.system()} {platform.machine()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "packages": {name: _installed(name) for name in sorted({*PACKAGES, *packages})},
    }


def _installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _usable_cores() -> int | None:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count()


def _cpu() -> str | None:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or None
    for line in lines:
        key, _, value = line.partition(":")
        if key.strip().lower() in {"model name", "hardware", "cpu model"}:
            return value.strip()
    return platform.machine() or None


def _git(*arguments: str) -> str | None:
    """What git says about the checkout that this file is tracked in; None if it is in none."""
    git = shutil.which("git")
    if git is None:
        return None
    here = Path(__file__).resolve()
    try:
        for command in (("ls-files", "--error-unmatch", here.name), arguments):
            done = subprocess.run(  # noqa: S603 - fixed commands, nothing of the user's
                [git, "-C", str(here.parent), *command],
                capture_output=True,
                text=True,
                check=True,
                timeout=30,
            )
    except (subprocess.SubprocessError, OSError):
        return None
    return done.stdout.strip()

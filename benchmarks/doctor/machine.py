"""What the machine gives: processor, memory, disk, terminal, git, fonts."""

import locale
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from leakbench.benchmarks.doctor.findings import Finding

FEATURES: Final = {
    "AVX2": "avx2",
    "AVX-512": "avx512f",
    "NEON": "neon",
    "SVE": "sve",
}
"""Wide registers, as people and LLVM call them."""

LITTLE_MEMORY: Final = 2 << 30  # bytes: what a run with isolated detectors fits in
LITTLE_DISK: Final = 1 << 30
_CGROUP: Final = Path("/sys/fs/cgroup")
_LIMITS: Final = ("memory.max", "memory/memory.limit_in_bytes")  # of version 2, of version 1
_NO_LIMIT: Final = 1 << 60  # version 1 writes a huge number for none


def machine_findings() -> Iterator[Finding]:
    """Of each thing that this module's first line names."""
    yield _processor()
    yield _cores()
    yield _memory()
    yield _disk()
    yield _encoding()
    yield _git()
    yield _fonts()


def _processor() -> Finding:
    """What kernels are compiled for."""
    try:
        import llvmlite.binding as llvm  # noqa: PLC0415 - may be what is broken
    except Exception:  # noqa: BLE001 - told of where the packages are
        return Finding("processor", "note", f"{platform.machine()}; llvmlite cannot be asked")
    there = llvm.get_host_cpu_features()
    wide = [name for name, called in FEATURES.items() if there.get(called)]
    told = f"{platform.machine()}, {llvm.get_host_cpu_name()}, {', '.join(wide) or 'no wide ones'}"
    return Finding("processor", "ok", told)


def _cores() -> Finding:
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    quota = _quota()
    told = f"{usable} of {os.cpu_count()}"
    told += "" if quota is None else f"; this container may use {quota:g}"
    return Finding("cores", "ok", told)


def _quota() -> float | None:
    """Cores that a container may use; None without a limit."""
    try:
        most, period = (_CGROUP / "cpu.max").read_text("ascii").split()
        return None if most == "max" else int(most) / int(period)
    except (OSError, ValueError):
        return None


def _memory() -> Finding:
    try:
        import psutil  # noqa: PLC0415 - may be what is broken
    except ImportError:
        return Finding("memory", "note", "psutil cannot be asked")
    seen = psutil.virtual_memory()
    limit = _limit()
    free = seen.available if limit is None else min(seen.available, limit)
    told = f"{_gigabytes(seen.available)} free of {_gigabytes(seen.total)}"
    told += "" if limit is None else f"; this container may use {_gigabytes(limit)}"
    little = free < LITTLE_MEMORY
    return Finding("memory", "note" if little else "ok", told, "--workers 1" if little else "")


def _limit() -> int | None:
    """Bytes that a container may use; None without a limit."""
    for name in _LIMITS:
        try:
            most = int((_CGROUP / name).read_text("ascii"))
        except (OSError, ValueError):
            continue
        return most if most < _NO_LIMIT else None
    return None


def _disk() -> Finding:
    folder = tempfile.gettempdir()
    try:
        with tempfile.TemporaryFile(dir=folder):
            free = shutil.disk_usage(folder).free
    except OSError as error:
        return Finding(
            "TMPDIR", "broken", f"{folder}: {error.strerror}", "TMPDIR=DIR names another"
        )
    little = free < LITTLE_DISK
    mend = "TMPDIR=DIR names another" if little else ""
    return Finding("TMPDIR", "note" if little else "ok", f"{folder}, {_gigabytes(free)} free", mend)


def _encoding() -> Finding:
    """Whether Chinese can be printed."""
    names = [
        getattr(sys.stdout, "encoding", None) or "none",
        locale.getpreferredencoding(do_setlocale=False),
    ]
    good = all(name.lower().replace("-", "") == "utf8" for name in names)
    told = f"stdout {names[0]}, files {names[1]}"
    return Finding("encoding", "ok" if good else "note", told, "" if good else "PYTHONUTF8=1")


def _git() -> Finding:
    git = shutil.which("git")
    if git is None:
        told = "not found: leakbench gate needs it, and results name no commit"
        return Finding("git", "missing", told, "install git")
    done = subprocess.run([git, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - a fixed command
    return Finding("git", "ok", done.stdout.strip().removeprefix("git version "))


def _fonts() -> Finding:
    """Whether figures can have Chinese words."""
    try:
        from leakbench.benchmarks.figures.style import chinese_fonts  # noqa: PLC0415 - an extra
    except ImportError:
        return Finding("Chinese fonts", "note", "not looked for: figures need leakbench[report]")
    found = chinese_fonts()
    if found:
        return Finding("Chinese fonts", "ok", ", ".join(found))
    told = "none: figures can have English words only"
    return Finding("Chinese fonts", "missing", told, "install fonts-noto-cjk or fonts-wqy-microhei")


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:,.1f} GB"

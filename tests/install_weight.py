"""Measure what ``pip install leakbench`` and its extras bring, and how long that takes.

    python tests/install_weight.py core report peers

Of each all wheels are fetched (without a cache of pip), then installed into a fresh environment
from where they lie. The core is then used for the first time, with an empty cache of kernels, and
once more. ``make install-weight`` runs it; what was measured of others before stays as it is.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from leakbench.benchmarks.console.environment import machine
from leakbench.benchmarks.console.output import markdown
from leakbench.generator.datasets.outputs import write_text

ROOT = Path(__file__).parents[1]
OUT = ROOT / "results/install"
Times = dict[str, float]

EXTRAS = {"core": "", "report": "[report]", "peers": "[peers]"}
COLUMNS = (
    *("installed", "distributions", "MB_to_fetch", "MB_on_disk"),
    *("fetch_s", "install_s", "of_a_core_s"),
)


def main(names: list[str]) -> None:
    """Measure some, and write the document and its table."""
    path = OUT / "install.json"
    document = json.loads(path.read_text("utf-8")) if path.exists() else {"installs": {}}
    with TemporaryDirectory() as folder:
        wheel = _wheel(Path(folder))
        for name in names:
            document["installs"][name] = _measured(wheel, name, Path(folder) / name)
    document["environment"] = _where()
    OUT.mkdir(parents=True, exist_ok=True)
    write_text(path, json.dumps(document, indent=1) + "\n")
    write_text(OUT / "install.md", table(document))


def table(document: Mapping[str, Any]) -> str:
    """What was measured, a line an extra, and the first start."""
    rows = []
    for name, one in document["installs"].items():
        rows.append(
            {
                "installed": f"`leakbench{EXTRAS[name]}`",
                "distributions": one["distributions"],
                "MB_to_fetch": f"{one['fetched_bytes'] / 1e6:,.0f}",
                "MB_on_disk": f"{one['installed_bytes'] / 1e6:,.0f}",
                "fetch_s": f"{one['fetch']['seconds']:.0f}",
                "install_s": f"{one['install']['seconds']:.0f}",
                "of_a_core_s": f"{one['install']['processor_seconds']:.0f}",
            }
        )
    first, again = (document["installs"]["core"][key] for key in ("first_start", "next_start"))
    where = document["environment"]
    return (
        markdown(rows, COLUMNS) + "\nThe first `python examples/first.py` compiles kernels: "
        f"{first['seconds']:.0f} s ({first['processor_seconds']:.0f} s of a core); the next: "
        f"{again['seconds']:.1f} s ({again['processor_seconds']:.1f} s). "
        f"{where['cores']} cores, {where['python']}.\n"
    )


def _where() -> dict[str, Any]:
    """The machine, without what changes by the minute."""
    told = machine()
    return {key: told[key] for key in ("cpu", "cores", "system", "python")}


def _wheel(into: Path) -> Path:
    """What is published, built of a source archive: nothing is written into the tree."""
    build = (
        f"import os; os.chdir({str(ROOT)!r}); from setuptools import build_meta; "
        f"build_meta.build_sdist({str(into)!r}, "
        f"{{'--global-option': ['egg_info', '--egg-base', {str(into)!r}]}})"
    )
    _run(sys.executable, "-c", build)
    archive = next(into.glob("*.tar.gz"))
    _run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", into, archive)
    return next(into.glob("*.whl"))


def _measured(wheel: Path, name: str, into: Path) -> dict[str, Any]:
    """One install: its wheels, and what they become."""
    wheels, environment = into / "wheels", into / "environment"
    asked = f"leakbench{EXTRAS[name]} @ {wheel.as_uri()}"
    quiet = ("--quiet", "--disable-pip-version-check", "--no-cache-dir")
    pinned = ("--constraint", ROOT / "constraints.txt")
    pip = (sys.executable, "-m", "pip")
    fetching = _times(*pip, "wheel", *quiet, *pinned, "--wheel-dir", wheels, asked)
    _run(sys.executable, "-m", "venv", environment)
    before, python = _bytes(environment), environment / "bin/python"
    found = ("--no-index", "--find-links", wheels)
    installing = _times(python, "-m", "pip", "install", *quiet, *pinned, *found, asked)
    told = {
        "distributions": len(list(wheels.iterdir())),
        "fetched_bytes": _bytes(wheels),
        "installed_bytes": _bytes(environment) - before,
        "fetch": fetching,
        "install": installing,
    }
    if name != "core":
        return told
    start = partial(
        _times, python, ROOT / "examples/first.py", NUMBA_CACHE_DIR=str(into / "kernels")
    )
    return told | {"first_start": start(), "next_start": start()}


def _bytes(folder: Path) -> int:
    """Of all files in a folder; links count nothing."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files)


def _times(*command: object, **environment: str) -> Times:
    """How long a command takes, and how long it and what it starts keep a core busy."""
    begun, busy = perf_counter(), getrusage(RUSAGE_CHILDREN)
    _run(*command, **environment)
    after = getrusage(RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - busy.ru_utime - busy.ru_stime
    return {"seconds": round(perf_counter() - begun, 1), "processor_seconds": round(spent, 1)}


def _run(*command: object, **environment: str) -> str:
    """Run a command away from the checkout, compiling modules as a user's Python does."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    words = list(map(str, command))
    done = subprocess.run(
        words, env={**kept, **environment}, cwd="/", check=False, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"{' '.join(words)}: {done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main(sys.argv[1:])

"""Plug-ins that misbehave, installed where this process and those it starts find them."""

import importlib
import shutil
import sys
from functools import cache
from pathlib import Path

import pytest

from leakbench.detectors import registry

HERE = Path(__file__).parent
FAULTY = (
    *("exits", "exits_when_built", "hangs", "hangs_when_built", "hoards", "keeps_pool"),
    *("leaves_hard", "leaves_thread", "mutates", "not_arrow", "outside", "panics", "peeks"),
    *("prints", "segfaults", "spikes", "starts_process", "steady", "undeclared", "unsound"),
    "wrong_types",
)
HOSTILE = (
    *("closes_streams", "daemon", "ends_its_parent", "garbles", "hoards_apart"),
    *("leaves_quietly", "spoils", "starts_shell", "unspeakable"),
)
ABOUTS = ("about_long", "about_marked", "about_raises", "about_typed")
IMPORTS = {  # modules that misbehave before they say anything
    "dies_when_imported": "import os\nos._exit(9)\n",
    "leaves_when_imported": "import os\nos._exit(0)\n",
    "exits_when_imported": "raise SystemExit(0)\n",
    "hangs_when_imported": "import time\ntime.sleep(86_400)\n",
    "prints_when_imported": "print('[]')\nfrom faulty_detectors import Steady as Kind\n",
}


@pytest.fixture(scope="session")
def install(tmp_path_factory):
    """Write a distribution with entry points into a folder."""

    def write(name, version, points, modules=(), site=None):
        folder = tmp_path_factory.mktemp("site") if site is None else site
        for module, source in dict(modules).items():
            (folder / f"{module}.py").write_text(source, "utf-8")
        about = folder / f"{name.replace('-', '_')}-{version}.dist-info"
        about.mkdir()
        metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        (about / "METADATA").write_text(metadata, "utf-8")
        lines = [f"{point} = {value}" for point, value in points]
        (about / "entry_points.txt").write_text(
            "\n".join(["[leakbench.detectors]", *lines]) + "\n", "utf-8"
        )
        return folder

    return write


@pytest.fixture(scope="session")
def found_in():
    """Let this process and those that it starts find what is installed in a folder."""

    def use(patch, folder):
        patch.setenv("PYTHONPATH", str(folder), prepend=":")
        patch.setattr(sys, "path", [str(folder), *sys.path])
        importlib.invalidate_caches()
        # What is installed is read once, for it does not change elsewhere.
        patch.setattr(registry, "_admitted", cache(registry._admitted.__wrapped__))  # noqa: SLF001

    return use


@pytest.fixture(scope="module")
def plugins(install, found_in):
    """Install all that misbehave, as two distributions."""

    def named(module, names):
        return [(name, f"{module}:{name.title().replace('_', '')}") for name in names]

    points = [*named("faulty_detectors", FAULTY), *named("hostile_detectors", HOSTILE)]
    points += [(name, f"{name}:Kind") for name in IMPORTS]
    points += [("absent", "no_such_module:Absent")]
    site = install("leakbench-faulty", "2.5", points, IMPORTS)
    install("leakbench-abouts", "1.0", named("hostile_detectors", ABOUTS), site=site)
    for name in ("faulty_detectors.py", "hostile_detectors.py"):
        shutil.copy(HERE / name, site)
    with pytest.MonkeyPatch.context() as patch:
        found_in(patch, site)
        yield site

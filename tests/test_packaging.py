import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("generator", "detectors", "benchmarks")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def packages():
    """Every folder with an __init__.py, as a package of the namespace."""
    return {
        "leakbench." + ".".join(path.parent.relative_to(ROOT).parts)
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("__init__.py")
    }


def test_every_package_is_listed():
    """What stands in the tree is what gets installed."""
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == packages()


@pytest.mark.parametrize("folder", FOLDERS)
def test_folders_refuse_to_be_top_level(folder):
    """Without the namespace an import fails and says what to import."""
    done = subprocess.run(
        [sys.executable, "-c", f"import {folder}"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert f"import leakbench.{folder}" in done.stderr


def test_types_point_at_the_folders():
    """The type checkers' view of the namespace is the tree itself."""
    for folder in FOLDERS:
        assert (ROOT / ".types/leakbench" / folder).resolve() == ROOT / folder


def test_no_test_stands_in_a_package():
    """Tests mirror the packages from outside."""
    assert not [path for folder in FOLDERS for path in (ROOT / folder).rglob("test_*.py")]


def test_a_wheel_holds_data_and_entry_points(tmp_path):
    """Every tracked data file of the packages is in the wheel, and the folders map as declared."""
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--wheel-dir",
            tmp_path,
            ROOT,
        ],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".csv", ".toml", ".parquet", ".typed"}:
                assert f"leakbench/{path.relative_to(ROOT).as_posix()}" in inside
    assert any(name.endswith("entry_points.txt") for name in inside)
    assert not [name for name in inside if name.startswith(FOLDERS)]

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("generator", "detectors", "benchmarks")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PATTERNS = PROJECT["tool"]["setuptools"]["package-data"]
DATA = PATTERNS["*"]
TEXTS = "generator/corpora/" + PATTERNS["leakbench.generator.corpora"][0]
INSTALLED = (".py", *(pattern.removeprefix("*") for pattern in DATA))


def tree():
    """Every path below the folders and below the package itself, each once."""
    linked = [ROOT / "leakbench" / folder for folder in FOLDERS]
    below = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    own = [path for path in (ROOT / "leakbench").iterdir() if path not in linked]
    return [*below, *own, *(path for folder in own for path in folder.rglob("*"))]


def installed_files():
    """All that is to be installed, as it is called inside the package ``leakbench``."""
    texts = ROOT.glob(TEXTS)
    files = [*texts, *(path for path in tree() if path.name.endswith(INSTALLED))]
    names = [path.relative_to(ROOT).as_posix() for path in files]
    return {name if name.startswith("leakbench/") else f"leakbench/{name}" for name in names}


def run(*command, cwd):
    """Run this interpreter somewhere else, and give what it prints."""
    done = subprocess.run(
        [sys.executable, *map(str, command)], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def sdist(tmp_path_factory):
    """The source archive."""
    into = tmp_path_factory.mktemp("sdist")
    # Nothing is written into the tree: another worker may be building too.
    build = (
        "import sys; from setuptools import build_meta; build_meta.build_sdist("
        "sys.argv[1], {'--global-option': ['egg_info', '--egg-base', sys.argv[1]]})"
    )
    run("-c", build, into, cwd=ROOT)
    return next(into.glob("*.tar.gz"))


@pytest.fixture(scope="module")
def wheel(sdist, tmp_path_factory):
    """The wheel, built of the source archive."""
    into = tmp_path_factory.mktemp("wheel")
    offline = ("--no-deps", "--no-index", "--no-build-isolation", "--quiet")
    run("-m", "pip", "wheel", *offline, "--wheel-dir", into, sdist, cwd=into)
    return next(into.glob("*.whl"))


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_package_links_to_the_folders(folder):
    """The tree itself is what is installed, imported and checked; the links can be moved."""
    link = ROOT / "leakbench" / folder
    assert link.is_symlink()
    assert link.readlink() == Path("..") / folder


def test_every_folder_with_code_or_data_is_a_package():
    """What lacks an ``__init__.py`` would not be installed, but for the corpora's texts."""
    folders = {path.parent for path in tree() if path.name.endswith(INSTALLED)}
    assert not [folder for folder in folders if not (folder / "__init__.py").is_file()]


def test_no_test_stands_in_a_package():
    """Tests mirror the packages from outside."""
    assert not [path for path in tree() if path.match("test_*.py")]


@pytest.mark.slow
def test_the_source_archive_holds_files_and_no_links(sdist):
    """It can be built where links cannot be made."""
    with tarfile.open(sdist) as archive:
        members = archive.getmembers()
    inside = {member.name.partition("/")[2] for member in members}
    assert installed_files() <= inside
    assert not [member.name for member in members if member.issym() or member.islnk()]
    assert not [name for name in inside if name.startswith(FOLDERS)]


@pytest.mark.slow
def test_the_wheel_holds_the_tree_and_nothing_else(wheel):
    """Every module and data file, under ``leakbench``, and the entry points."""
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    about = {name for name in inside if ".dist-info/" in name}
    assert inside - about == installed_files()
    assert any(name.endswith("/entry_points.txt") for name in about)


@pytest.mark.slow
def test_the_wheel_works(wheel, tmp_path):
    """Installed into a folder of its own, it is what is imported, and its command runs."""
    site = tmp_path / "site"
    offline = ("--no-deps", "--no-index", "--quiet")
    run("-m", "pip", "install", *offline, "--target", site, wheel, cwd=tmp_path)
    line = (
        f"import sys; sys.path.insert(0, {str(site)!r}); "
        "import leakbench; from leakbench.benchmarks.cli import main; "
        "print(leakbench.__file__); main(['list', 'entities'])"
    )
    where, *listed = run("-c", line, cwd=tmp_path).splitlines()
    assert Path(where) == site / "leakbench/__init__.py"
    assert any("MOBILE" in words for words in listed)

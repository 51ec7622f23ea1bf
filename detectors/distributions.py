"""What was really there when a detector answered: its distribution, and a hash of the files of it.

Versions are what somebody wrote down; files are what ran.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import file_digest, sha256
from importlib.metadata import Distribution as Installed
from importlib.metadata import EntryPoint, PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from leakbench.detectors.admission import HOUSE, is_house
from leakbench.detectors.listings import one_line

# What an installer writes, which differs from one installation of the same files to the next.
_INSTALLERS: Final = {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json"}
_COMPILED: Final = {".pyc", ".pyo"}


@dataclass(frozen=True, slots=True)
class Distribution:
    """A distribution as it is installed.

    Attributes:
        name: As its metadata have it.
        version: The same.
        sha256: Over the paths and contents of its files, without bytecode and what installers note.
            Of one that is not installed file by file (editable), over its module's source.
    """

    name: str
    version: str
    sha256: str

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)


def distribution_of(point: EntryPoint, package: str) -> Distribution | None:
    """The distribution behind a detector; None where there is none. Nothing of it is imported.

    Of a plug-in that is the one which registers it, whatever it says who does the work; of an
    adapter of ours the package that it adapts.
    """
    if not is_house(point):
        return None if point.dist is None else _hashed(point.dist, point.module.partition(".")[0])
    try:
        return _hashed(distribution(package), HOUSE if package == HOUSE else None)
    except PackageNotFoundError:
        return None


def _hashed(installed: Installed, module: str | None) -> Distribution:
    name, version = one_line(str(installed.name)), one_line(str(installed.version))
    return Distribution(name, version, _digest(tuple(sorted(_files(installed, module)))))


def _files(installed: Installed, module: str | None) -> Iterator[tuple[str, str]]:
    """Name and path of each file that counts."""
    listed = [
        (file.as_posix(), str(installed.locate_file(file)))
        for file in installed.files or ()
        if ".." not in file.parts  # scripts, which have the interpreter's path in them
        and file.name not in _INSTALLERS
        and file.suffix not in _COMPILED
    ]
    yield from ((name, path) for name, path in listed if Path(path).is_file())
    if module and not any(name.startswith((f"{module}/", f"{module}.")) for name, _ in listed):
        yield from _source(module)


def _source(module: str) -> Iterator[tuple[str, str]]:
    spec = find_spec(module) if module not in sys.modules else sys.modules[module].__spec__
    for folder in [] if spec is None else spec.submodule_search_locations or []:
        for above, folders, files in os.walk(folder, followlinks=True):
            folders[:] = [one for one in folders if one != "__pycache__" and one[0] != "."]
            for file in files:
                path = Path(above, file)
                if path.suffix not in _COMPILED:
                    yield f"{module}/{path.relative_to(folder).as_posix()}", str(path)
    if spec is not None and spec.origin and not spec.submodule_search_locations:
        yield Path(spec.origin).name, spec.origin


def _digest(files: tuple[tuple[str, str], ...]) -> str:
    whole = sha256()
    for name, path in files:
        status = Path(path).stat()
        content = _content(path, status.st_size, status.st_mtime_ns)
        whole.update(f"{name}\0{content}\n".encode())
    return whole.hexdigest()


@cache
def _content(path: str, _size: int, _changed: int) -> str:
    """A file's hash; once for each state of it that could be told from another."""
    with Path(path).open("rb") as file:
        return file_digest(file, "sha256").hexdigest()

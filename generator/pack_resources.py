"""Files of a pack as package resources, so that whoever reads declarations reads them alike."""

from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from io import BytesIO, TextIOWrapper
from os import PathLike
from typing import IO, Any


class PackFile(Traversable):
    """A file of a pack; it is called by its name relative to the pack.

    Args:
        name: That name.
        content: Its bytes.
    """

    def __init__(self, name: str, content: bytes) -> None:
        self._name = name
        self._content = content

    @property
    def name(self) -> str:
        """Its name relative to the pack."""
        return self._name

    def read_bytes(self) -> bytes:
        """Its bytes."""
        return self._content

    def read_text(self, encoding: str | None = None) -> str:
        """Its text."""
        return self._content.decode(encoding or "utf-8")

    def open(self, mode: str = "r", *_: Any, **options: Any) -> IO[Any]:
        """Open it to be read."""
        binary = BytesIO(self._content)
        return binary if "b" in mode else TextIOWrapper(binary, **options)

    def is_file(self) -> bool:
        """It is one."""
        return True

    def is_dir(self) -> bool:
        """It is none."""
        return False

    def iterdir(self) -> Iterator[Traversable]:
        """Nothing stands in a file."""
        return iter(())

    def joinpath(self, *names: str | PathLike[str]) -> Traversable:
        """Nothing stands in a file."""
        raise NotADirectoryError("/".join([self._name, *map(str, names)]))


class Layered(Traversable):
    """A folder of ours with the files of a pack in front of it.

    Args:
        files: The pack's, by their names relative to it.
        path: The folder's name relative to the pack.
        ours: Our folder, which need not exist.
    """

    def __init__(self, files: Mapping[str, bytes], path: str, ours: Traversable) -> None:
        self._files = files
        self._path = path
        self._ours = ours

    @property
    def name(self) -> str:
        """Its name relative to the pack."""
        return self._path

    def joinpath(self, *names: str | PathLike[str]) -> Traversable:
        """What is called like this in it: the pack's file, or else ours."""
        path = "/".join([self._path, *map(str, names)])
        if path in self._files:
            return PackFile(path, self._files[path])
        ours = self._ours.joinpath(*map(str, names))
        return ours if ours.is_file() else Layered(self._files, path, ours)

    def iterdir(self) -> Iterator[Traversable]:
        """What stands in it, ours and the pack's, each name once."""
        head = f"{self._path}/"
        own = {name[len(head) :].partition("/")[0] for name in self._files if name.startswith(head)}
        ours = {entry.name for entry in self._ours.iterdir()} if self._ours.is_dir() else set()
        return (self.joinpath(name) for name in sorted(own | ours))

    def is_dir(self) -> bool:
        """Whether something stands in it."""
        return self._ours.is_dir() or any(name.startswith(f"{self._path}/") for name in self._files)

    def is_file(self) -> bool:
        """It is none: files are given as they are."""
        return False

    def open(self, *_: Any, **_options: Any) -> IO[Any]:
        """A folder cannot be opened."""
        raise IsADirectoryError(self._path)

    def read_bytes(self) -> bytes:
        """A folder cannot be read."""
        raise IsADirectoryError(self._path)

    def read_text(self, _encoding: str | None = None) -> str:
        """A folder cannot be read."""
        raise IsADirectoryError(self._path)

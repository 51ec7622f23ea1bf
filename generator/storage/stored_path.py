"""A path on a store: what takes a path of a disk takes it too.

What is only read or written whole works on a store as on a disk. Whatever else is tried needs the
name of a file of the system's own, and that is refused in ``__fspath__``: nothing lands in a folder
called ``s3:``.
"""

import io
import os
import re
import stat
from collections.abc import Generator
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path, PosixPath, PurePosixPath
from typing import IO, Any, Final, Self
from urllib.parse import unquote, urlsplit

from leakbench.generator.storage import uploading
from leakbench.generator.storage.file_systems import NoStoreError, StorageError, file_system, told
from leakbench.generator.storage.reading import opened

_URL: Final = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_AS_PARTS: Final = re.compile(r"([a-z][a-z0-9+.-]+):/(?!/)", re.IGNORECASE)


def is_url(text: str) -> bool:
    """Whether a path is written as a URL."""
    return _URL.match(text) is not None


def path_of(text: str) -> Path:
    """The path that is meant: on a disk, which ``file://`` says too, or on a store.

    Raises:
        NoStoreError: A URL of another machine's disk, or one packed in another.
    """
    known = _URL.match(text)
    if known is None:
        return Path(text)
    if "::" in text:
        raise NoStoreError(text, "a URL within a URL is not read")
    if known["scheme"].lower() == "file":
        where = urlsplit(text)
        if where.netloc not in {"", "localhost"} or not where.path:
            raise NoStoreError(text, "a file of this machine is file:///path")
        return Path(unquote(where.path))
    return StoredPath(text)


class StoredPath(PosixPath):
    """A file or folder on a store, called ``scheme://bucket/key``.

    Folders are nothing of their own there: one exists as long as something is in it.
    """

    __slots__ = ()

    def __str__(self) -> str:
        """The URL."""
        return _AS_PARTS.sub(r"\1://", super().__str__(), count=1)

    def __fspath__(self) -> str:
        """Nothing: the system knows no such file.

        Raises:
            StorageError: Always.
        """
        raise StorageError(str(self), "this needs a file or folder on a disk, not a URL")

    def relative_to(self, other: Any, *more: Any, **options: Any) -> Path:  # type: ignore[override]
        """The names that lead here from a folder of the store, which are no URL themselves.

        Raises:
            ValueError: They do not.
        """
        folder = PurePosixPath(*StoredPath(other, *more).parts)
        return Path(PurePosixPath(*self.parts).relative_to(folder, **options))

    def _info(self) -> dict[str, Any] | None:
        """What the store says of it; None where nothing is."""
        url = str(self)
        system, place = file_system(url)
        try:
            with told(url):
                found: dict[str, Any] = system.info(place)
        except FileNotFoundError:
            return None
        return found

    def exists(self, **_options: Any) -> bool:
        """Whether an object or a folder of some is there."""
        return self._info() is not None

    def is_dir(self, **_options: Any) -> bool:
        """Whether it is a folder."""
        return (self._info() or {}).get("type") == "directory"

    def is_file(self, **_options: Any) -> bool:
        """Whether it is an object."""
        return (self._info() or {}).get("type") == "file"

    def is_symlink(self) -> bool:
        """Never: stores have no links."""
        return False

    def is_absolute(self) -> bool:
        """Always."""
        return True

    def absolute(self) -> Self:
        """Itself."""
        return self

    def resolve(self, strict: bool = False) -> Self:  # noqa: ARG002, FBT001, FBT002 - pathlib's own signature
        """Itself."""
        return self

    def samefile(self, other_path: Any) -> bool:
        """Whether both have one URL."""
        return bool(self == other_path)

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:  # noqa: ARG002 - pathlib's own signature
        """Kind, size and time of the last change, as far as the store tells.

        Raises:
            FileNotFoundError: There is nothing here.
            StorageError: The store refuses, or cannot be reached.
        """
        found = self._info()
        if found is None:
            raise FileNotFoundError(f"{self}: there is nothing here")
        if found["type"] == "directory":
            return os.stat_result((stat.S_IFDIR | 0o777, 0, 0, 1, 0, 0, 0, 0, 0, 0))
        url = str(self)
        system, place = file_system(url)
        seconds = 0.0
        with told(url), suppress(NotImplementedError):  # it keeps no time
            seconds = system.modified(place).timestamp()
        size = found["size"] or 0
        times = {"st_mtime_ns": int(seconds * 1e6) * 1000}
        entry = (stat.S_IFREG | 0o666, 0, 0, 1, 0, 0, size, 0, int(seconds), 0)
        return os.stat_result(entry, times)

    def lstat(self) -> os.stat_result:
        """As ``stat``: there are no links."""
        return self.stat()

    def reader(self) -> io.BufferedReader:
        """Open it to be read as bytes, at any place.

        Raises:
            FileNotFoundError: There is nothing here.
            StorageError: The store refuses, or cannot be reached.
        """
        return opened(str(self), *file_system(str(self)))

    def open(  # type: ignore[override]  # of all the modes of a disk two
        self,
        mode: str = "r",
        buffering: int = -1,  # noqa: ARG002 - pathlib's own signature
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
    ) -> IO[Any]:
        """Open it to be read, as a file of a disk is.

        Raises:
            FileNotFoundError: There is nothing here.
            StorageError: It was to be written, which ``replacing`` does, or the store refuses.
        """
        if mode not in {"r", "rb", "rt"}:
            raise StorageError(str(self), "an object is written whole, not opened for it")
        raw = self.reader()
        return raw if mode == "rb" else io.TextIOWrapper(raw, encoding, errors, newline)

    def iterdir(self) -> Generator[Self, None, None]:
        """What is in the folder, in no order; nothing where nothing is."""
        url = str(self)
        system, place = file_system(url)
        try:
            with told(url):
                names = system.ls(place, detail=False)
        except FileNotFoundError:
            return
        for name in names:
            if name.rstrip("/") != place.rstrip("/"):
                yield self / name.rstrip("/").rpartition("/")[2]

    def glob(self, pattern: str, **_options: Any) -> Generator[Self, None, None]:
        """What in the folder has a name of a pattern; none that goes deeper."""
        yield from (one for one in self.iterdir() if fnmatchcase(one.name, pattern))

    def rglob(self, pattern: str, **_options: Any) -> Generator[Self, None, None]:
        """Objects of the folder, and of those in it, whose names are of a pattern."""
        url = str(self)
        system, place = file_system(url)
        with told(url):
            names = system.find(place)
        for name in names:
            one = self / name.removeprefix(place).lstrip("/")
            if fnmatchcase(one.name, pattern):
                yield one

    def mkdir(self, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:  # noqa: FBT001, FBT002 - pathlib's own signature
        """Nothing: a folder is there with the first object in it."""

    def unlink(self, missing_ok: bool = False) -> None:  # noqa: FBT001, FBT002 - pathlib's own signature
        """Delete the object.

        Raises:
            FileNotFoundError: There is none, on a store that tells; unless ``missing_ok``.
            StorageError: The store refuses, or cannot be reached.
        """
        url = str(self)
        system, place = file_system(url)
        try:
            with told(url):
                system.rm_file(place)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def replace(self, target: Any) -> Any:
        """Copy the object to another name of the store, and delete it.

        Raises:
            FileNotFoundError: There is none.
            StorageError: The store refuses, or cannot be reached.
        """
        url = str(self)
        system, place = file_system(url)
        with told(url):
            system.cp_file(place, file_system(str(target))[1])
        self.unlink(missing_ok=True)
        return target

    def upload(self, local: Path) -> None:
        """Bring a file of a disk here, whole or not at all.

        Raises:
            StorageError: The store refuses, or cannot be reached.
        """
        uploading.upload(local, str(self), *file_system(str(self)))

"""Files and directories under temporary names: known by them, locked while they are written."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from fnmatch import fnmatchcase
from glob import escape
from pathlib import Path
from secrets import token_hex
from shutil import rmtree
from typing import Final

from leakbench.generator.storage.stored_path import StoredPath

_UNFINISHED: Final = ".tmp"
_RANDOM_DIGITS: Final = 12
_TEMPORARY: Final = f".{{}}.{'[0-9a-f]' * _RANDOM_DIGITS}{_UNFINISHED}"


def delete_unfinished(directory: Path, name: str = "*") -> None:
    """Delete what killed writers left of files and directories; what somebody writes now stays.

    Args:
        directory: Where they would have stood.
        name: Of which; by default of all. On a store nothing has such a name.
    """
    if isinstance(directory, StoredPath):
        return
    for left in directory.glob(_names_of_unfinished(name)):
        with suppress(OSError):
            held = os.open(left, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if left.is_dir():
                    rmtree(left, ignore_errors=True)
                else:
                    left.unlink()
            finally:
                os.close(held)


def is_unfinished(path: Path, name: str = "*") -> bool:
    """Whether a file or directory is what somebody writes or a killed writer left.

    Args:
        path: It.
        name: Of what it would have become; by default of anything.
    """
    return fnmatchcase(path.name, _names_of_unfinished(name))


def _names_of_unfinished(name: str) -> str:
    """The pattern of temporary names."""
    escaped = name if name == "*" else escape(name)
    return _TEMPORARY.format(escaped)


@contextmanager
def temporary_file(path: Path) -> Iterator[Path]:
    """Give an empty file beside a path, locked while it is written, and gone or renamed then."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    temporary, held = _locked(path, lambda name: os.open(name, flags, 0o666))
    try:
        yield temporary
    except OSError as error:
        if error.filename is None:  # a full disk, which says not what it has no room for
            error.filename = str(path)
        raise
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()
        os.close(held)


@contextmanager
def temporary_directory(path: Path) -> Iterator[Path]:
    """Give an empty directory beside a path, locked, and deleted in the end if it is still there.

    If the process is killed, ``delete_unfinished`` finds it under the name of the path.
    """
    temporary, held = _locked(path, _made_and_opened)
    try:
        yield temporary
    finally:
        rmtree(temporary, ignore_errors=True)
        os.close(held)


def _made_and_opened(path: Path) -> int:
    path.mkdir()
    return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)


def _locked(path: Path, make: Callable[[Path], int]) -> tuple[Path, int]:
    """A new name beside a path, and the locked descriptor of what was made under it."""
    while True:
        temporary = path.with_name(f".{path.name}.{token_hex(_RANDOM_DIGITS // 2)}{_UNFINISHED}")
        with suppress(FileNotFoundError):  # taken for one that was left, before it was opened
            held = make(temporary)
            fcntl.flock(held, fcntl.LOCK_EX)
            if temporary.exists():
                return temporary, held
            os.close(held)  # or before it was locked


def lock_file(path: Path) -> Path:
    """The file whose lock keeps a path to one writer; left by a killed one, it is a temporary."""
    return path.with_name(f".{path.name}.{'0' * _RANDOM_DIGITS}{_UNFINISHED}")

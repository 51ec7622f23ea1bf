"""Output files and directories: nothing half written, nothing overwritten unasked."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir

from leakbench.generator.datasets.unfinished import (
    delete_unfinished,
    lock_file,
    temporary_directory,
    temporary_file,
)
from leakbench.generator.errors import USAGE, LeakbenchError
from leakbench.generator.storage.file_systems import StorageError
from leakbench.generator.storage.stored_path import StoredPath


class OutputInUseError(LeakbenchError, OSError):
    """Another process writes into the same directory.

    Attributes:
        path: The directory.
    """

    exit_code = USAGE

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path}: another leakbench writes there; wait for it, or write elsewhere")

    def __str__(self) -> str:
        """The sentence alone, without an errno."""
        return str(self.args[0])


class OutputExistsError(LeakbenchError, FileExistsError):
    """An output directory already holds something.

    Attributes:
        path: The directory.
    """

    exit_code = USAGE

    def __init__(self, path: Path, reason: str = "exists and is not empty") -> None:
        self.path = path
        super().__init__(f"{path} {reason}; --force replaces what leakbench wrote there")

    def __str__(self) -> str:
        """The sentence alone, without an errno."""
        return str(self.args[0])


def refuse_non_empty(path: Path) -> None:
    """Let only a directory pass that does not exist yet or is empty.

    Raises:
        OutputExistsError: It is a file, or a directory with something in it.
    """
    refuse_file(path)
    if path.is_dir() and any(path.iterdir()):
        raise OutputExistsError(path)


def refuse_file(path: Path) -> None:
    """Let only a directory pass, or what does not exist yet.

    Raises:
        OutputExistsError: It is a file.
    """
    if path.exists() and not path.is_dir():
        raise OutputExistsError(path, "is a file, not a directory")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path to write to; it takes the name of ``path`` once that went well.

    The file is on the disk before it has its name. Its temporary name is nobody else's, so what two
    write at a time is whole, and the last one stays. What a killed writer left is deleted.

    On a store, where nothing has a temporary name, it is written on this machine and uploaded then.
    """
    if isinstance(path, StoredPath):
        with _uploaded(path) as temporary:
            yield temporary
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    delete_unfinished(path.parent, path.name)
    with temporary_file(path) as temporary:
        yield temporary
        _on_disk(temporary)
        temporary.replace(path)
        _on_disk(path.parent)


@contextmanager
def replacing_directory(path: Path) -> Iterator[Path]:
    """Give an empty directory to fill; it takes the place of ``path`` once that went well.

    Whoever calls has made sure that nothing is lost with what stands there. A killed writer leaves
    the old directory or the new one, or none; what it was filling is deleted by the next. Where a
    link stands, the directory that it points to is replaced.

    Raises:
        StorageError: It is on a store, where a directory cannot take another's place.
    """
    if isinstance(path, StoredPath):
        raise StorageError(str(path), "only a disk takes a whole directory or nothing; copy it")
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    delete_unfinished(path.parent, path.name)
    with temporary_directory(path) as temporary:
        yield temporary
        for file in temporary.rglob("*"):
            _on_disk(file)
        if path.exists():
            with temporary_directory(path) as former:
                path.rename(former)
                temporary.rename(path)
        else:
            temporary.rename(path)
        _on_disk(path.parent)


@contextmanager
def _uploaded(path: StoredPath) -> Iterator[Path]:
    """An empty file of this machine, which nobody else reads, uploaded once that went well."""
    near = Path(gettempdir()) / f"leakbench-{path.name}"
    delete_unfinished(near.parent, near.name)
    with temporary_file(near) as temporary:
        temporary.chmod(0o600)
        yield temporary
        path.upload(temporary)


def _on_disk(path: Path) -> None:
    """Wait until a file's bytes, or a directory's names, would outlive a loss of power."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def only_writer(directory: Path) -> Iterator[None]:
    """Keep a directory to this process as long as it writes there; it is made if it is missing.

    The lock is the system's own: it ends with the process, however that ends, and leaves nothing.
    Stores have no such lock, and one that outlives a killed process is worse than none: there two
    may write at a time. Each object is whole, and its hash in the manifest tells whose it is.

    Raises:
        OutputInUseError: Another process writes there.
    """
    with _writer_in(directory, fcntl.LOCK_EX):
        yield


@contextmanager
def one_of_writers(directory: Path) -> Iterator[None]:
    """Keep a directory from those who want it alone; it is made if it is missing.

    Raises:
        OutputInUseError: Another process has it alone.
    """
    with _writer_in(directory, fcntl.LOCK_SH):
        yield


@contextmanager
def only_writer_of(path: Path) -> Iterator[None]:
    """Keep a name in a directory to this process, whatever files stand under it one by one.

    The lock is a file beside it, called like what ``replacing`` writes to; one that a killed
    process left goes with such files.

    Raises:
        OutputInUseError: Another process writes it.
    """
    if isinstance(path, StoredPath):
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = lock_file(path)
    held = _held_lock(lock, path)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
        os.close(held)


def _held_lock(lock: Path, path: Path) -> int:
    """The locked descriptor of a lock file that stands there."""
    while True:
        held = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(held)
            raise OutputInUseError(path) from None
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(held), lock.lstat()):
                return held
        os.close(held)  # deleted, by whoever had it before, when it was not yet locked


@contextmanager
def _writer_in(directory: Path, how: int) -> Iterator[None]:
    if isinstance(directory, StoredPath):
        yield
        return
    directory.mkdir(parents=True, exist_ok=True)
    held = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(held, how | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutputInUseError(directory) from None
        yield
    finally:
        os.close(held)


def write_text(path: Path, text: str) -> None:
    """Write a whole UTF-8 file, or none."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")

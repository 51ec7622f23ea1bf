"""Members of 7z archives: py7zr pushes them out, here they are taken one after another."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath
from queue import Queue
from threading import Thread
from typing import BinaryIO

import py7zr
from py7zr.exceptions import ArchiveError, PasswordRequired
from py7zr.io import Py7zIO, WriterFactory
from py7zr.py7zr import ArchiveFile

from leakbench.generator.containers.unpacking import DAMAGE, Budget, Member, reason, unpacked
from leakbench.generator.errors import LeakbenchError


def seven_zip_members(file: BinaryIO, size: int, budget: Budget) -> Iterator[Member]:
    """What is packed in a 7z, each to be used before the next.

    Args:
        file: The archive.
        size: Its bytes.
        budget: What may be unpacked.
    """
    try:
        archive = py7zr.SevenZipFile(file)
        encrypted = archive.needs_password()
    except PasswordRequired:
        yield Member("", problem="encrypted")
        return
    except (*DAMAGE, ArchiveError, AttributeError, LookupError, TypeError) as error:
        yield Member("", problem=f"damaged or cut off: {reason(error)}")
        return
    if encrypted:
        yield Member("", problem="encrypted")
        return
    most = budget.limits.members
    files = list[ArchiveFile](archive.files)
    refused = dict(_refused(files[:most], size, budget))
    yield from refused.values()
    if len(files) > most:
        yield Member("", problem=f"{len(files) - most:,} members beyond {most:,}")
    wanted = [
        one.filename for one in files[:most] if one.filename not in refused and not one.is_directory
    ]
    if wanted:
        yield from _extracted(archive, wanted, size, budget)


def _refused(files: list[ArchiveFile], size: int, budget: Budget) -> Iterator[tuple[str, Member]]:
    """Members that are not unpacked, by name.

    A 7z is unpacked by the sizes that its header says, so these can be believed. Members of one
    block are only reached through those before them: they stand and fall together.
    """
    blocks: dict[int, int] = defaultdict(int)
    for one in files:
        blocks[id(one.folder)] += one.uncompressed or 0
    for one in files:
        name = PurePosixPath(one.filename)
        whole = blocks[id(one.folder)]
        objection = None if one.emptystream else budget.objection(whole, size)
        if one.is_symlink or one.is_junction or one.is_socket:
            yield one.filename, Member(one.filename, problem="a link or socket", skipped=True)
        elif name.is_absolute() or ".." in name.parts:
            yield one.filename, Member(one.filename, problem="a name outside of the archive")
        elif objection is not None:
            yield one.filename, Member(one.filename, size=one.uncompressed, problem=objection)


class _UnwantedError(LeakbenchError):
    """Whoever took members does not want more."""


class _Handed(WriterFactory):
    """Files that py7zr writes into: each is handed over through a queue, and waits to be used."""

    def __init__(self) -> None:
        self.pieces: Queue[tuple[str, bytes | None] | BaseException | None] = Queue(4)
        self.stopped = False

    def create(self, filename: str) -> Py7zIO:
        return _Piecewise(self, filename)

    def put(self, piece: tuple[str, bytes | None] | BaseException | None) -> None:
        if self.stopped:
            raise _UnwantedError
        self.pieces.put(piece)


class _Piecewise(Py7zIO):
    """A file that keeps nothing of what is written."""

    def __init__(self, handed: _Handed, name: str) -> None:
        self._handed, self._name, self._size = handed, name, 0

    def write(self, s: bytes | bytearray) -> int:
        self._size += len(s)
        self._handed.put((self._name, bytes(s)))
        return len(s)

    def close(self) -> None:
        self._handed.put((self._name, None))

    def read(self, size: int | None = None) -> bytes:  # noqa: ARG002 - the interface
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:  # noqa: ARG002 - the interface
        return 0

    def flush(self) -> None:
        pass

    def size(self) -> int:
        return self._size


def _extracted(
    archive: py7zr.SevenZipFile, names: list[str], size: int, budget: Budget
) -> Iterator[Member]:
    """Members of these names in the order of the archive."""
    handed = _Handed()
    thread = Thread(target=_extract, args=(archive, names, handed), daemon=True)
    thread.start()
    try:
        while isinstance(piece := handed.pieces.get(), tuple):
            name, data = piece
            yield unpacked(name, _content(data, handed), lambda: size, budget)
        if piece is not None:
            yield Member("", problem=f"damaged or cut off: {reason(piece)}")
    finally:
        handed.stopped = True
        while thread.is_alive():
            # Whoever waits to put something finds that nobody wants it.
            while not handed.pieces.empty():
                handed.pieces.get_nowait()
            thread.join(0.01)


def _content(data: bytes | None, handed: _Handed) -> Iterator[bytes]:
    """Pieces of a member up to its end."""
    while data is not None:
        yield data
        piece = handed.pieces.get()
        if isinstance(piece, tuple):
            data = piece[1]
            continue
        handed.pieces.put(piece)
        raise EOFError("the archive ends within it" if piece is None else reason(piece))


def _extract(archive: py7zr.SevenZipFile, names: list[str], handed: _Handed) -> None:
    """Push members out, in a thread of its own."""
    try:
        archive.extract(targets=names, factory=handed)
        handed.put(None)
    except _UnwantedError:
        pass
    except Exception as error:  # noqa: BLE001 - told to whoever takes the members
        handed.pieces.put(error)

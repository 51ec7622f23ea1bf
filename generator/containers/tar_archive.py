"""Members of TAR archives, read once from the front, so that nothing is unpacked but members."""

import tarfile
from collections.abc import Callable, Iterator
from io import UnsupportedOperation
from typing import BinaryIO, cast

from leakbench.generator.containers.unpacking import (
    CHUNK,
    DAMAGE,
    BoundedReads,
    Budget,
    Member,
    in_chunks,
    reason,
    unpacked,
)

_PIECE = 1 << 16
_KINDS = (
    (tarfile.TarInfo.issym, "a symbolic link"),
    (tarfile.TarInfo.islnk, "a hard link"),
    (tarfile.TarInfo.isfifo, "a FIFO"),
    (tarfile.TarInfo.isdev, "a device"),
)


class Forward:
    """A stream that can be sought forwards, with a look at its first block.

    What can be read before an error is read; the error comes with the next read.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._read = getattr(file, "read1", file.read)
        self._place = 0
        self._error: BaseException | None = None
        self._ahead = b""
        self.head = self._ahead = self.last = self.read(tarfile.BLOCKSIZE)
        self._place = 0

    def tell(self) -> int:
        """Bytes read so far."""
        return self._place

    def seekable(self) -> bool:
        """Forwards it is."""
        return True

    def read(self, size: int) -> bytes:
        """As many bytes as there are, up to ``size``."""
        pieces = [self._ahead[:size]]
        self._ahead = self._ahead[size:]
        have = len(pieces[0])
        while have < size and self._error is None:
            try:
                piece = self._read(min(size - have, _PIECE))
            except DAMAGE as error:
                self._error = error
                break
            if not piece:
                break
            pieces.append(piece)
            have += len(piece)
        if not have and self._error is not None:
            raise self._error
        self.last = b"".join(pieces)
        self._place += have
        return self.last

    def seek(self, place: int) -> int:
        """Go on to a place.

        Raises:
            UnsupportedOperation: It lies behind.
        """
        if place < self._place:
            raise UnsupportedOperation("a member that lies before its header")
        while self._place < place and self.read(min(CHUNK, place - self._place)):
            pass
        return self._place


def is_tar(head: bytes) -> bool:
    """Whether a file that begins so is a TAR: the check sum of its first header is right.

    Args:
        head: Its first 512 bytes.
    """
    try:
        tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape")
    except tarfile.TarError:
        return False
    return True


def tar_members(stream: Forward, packed: Callable[[], int], budget: Budget) -> Iterator[Member]:
    """What is packed in a TAR, each to be used before the next.

    Args:
        stream: The TAR itself, not read yet.
        packed: Bytes of the file on disk that have been read.
        budget: What may be unpacked.
    """
    file = cast("BinaryIO", BoundedReads(cast("BinaryIO", stream)))
    try:
        archive = tarfile.TarFile(fileobj=file, errors="surrogateescape")
    except DAMAGE as error:
        yield Member("", problem=f"damaged or cut off: {reason(error)}")
        return
    for count in range(budget.limits.members + 1):
        # Tarfile keeps all headers that it has seen, and goes on after the last of them.
        archive.members.clear()  # type: ignore[attr-defined]
        try:
            info = archive.next()
        except DAMAGE as error:
            yield Member("", problem=f"damaged or cut off: {reason(error)}")
            return
        if info is None:
            if stream.last.strip(b"\0") or not stream.last:
                yield Member("", problem="damaged or cut off: no mark of its end")
            return
        if count == budget.limits.members:
            yield Member("", problem=f"members beyond {budget.limits.members:,}")
            return
        if info.isdir():
            continue
        kind = next((text for holds, text in _KINDS if holds(info)), None)
        if kind is not None:
            yield Member(info.name, problem=kind, skipped=True)
            continue
        member = unpacked(info.name, _content(archive, info), _since(packed, packed()), budget)
        yield member
        if (spent := budget.spent()) is not None:
            yield Member("", problem=spent)
            return


def _since(packed: Callable[[], int], begun: int) -> Callable[[], int]:
    # What was read ahead has been counted for the member before, so there is a piece to spare.
    return lambda: packed() - begun + _PIECE


def _content(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Iterator[bytes]:
    file = archive.extractfile(info)
    if file is not None:
        yield from in_chunks(cast("BinaryIO", file))

"""What comes out of archives: members in private files without a name, unpacked within limits."""

import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from leakbench.generator.containers.limits import Limits

CHUNK = 1 << 20
"""Bytes unpacked at once."""

DAMAGE = (
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What unpackers raise over data that are cut, broken or of a kind that they do not know."""

_IN_MEMORY = 8 << 20
_LONGEST_READ = 16 << 20


@dataclass(slots=True)
class Member:
    """Something packed in an archive.

    Attributes:
        name: Its name there, undecodable bytes as surrogates; nothing on disk is called so.
        file: Its content, seekable, to be closed by whoever reads it; None where ``problem`` is
            set.
        size: Bytes of the content.
        problem: Why there is no content.
        skipped: It is of a kind without content, such as a link.
        cut: Why the content ends earlier than it should.
    """

    name: str
    file: BinaryIO | None = None
    size: int = 0
    problem: str | None = None
    skipped: bool = False
    cut: str | None = None


class Budget:
    """What may still be unpacked out of one file on disk.

    Attributes:
        limits: The limits.
        left: Bytes of all archives in it, nested ones included.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.left = limits.archive_bytes

    def spent(self) -> str | None:
        """Why nothing more is unpacked, if so."""
        if self.left > 0:
            return None
        return f"more than {_bytes(self.limits.archive_bytes)} unpacked: the rest is not read"

    def objection(self, size: int, packed: int) -> str | None:
        """Why a member is too large, if it is.

        Args:
            size: Its bytes, as far as they are unpacked.
            packed: Bytes in the archive that these came from.
        """
        limits = self.limits
        if size > limits.free_bytes and size > limits.ratio * max(packed, 1):
            return f"more than {limits.ratio} bytes unpacked for one packed: a bomb"
        if size > limits.member_bytes:
            return f"more than {_bytes(limits.member_bytes)} unpacked"
        return self.spent()


def unpacked(
    name: str, chunks: Iterable[bytes], packed: Callable[[], int], budget: Budget
) -> Member:
    """The member of these bytes.

    Args:
        name: Its name.
        chunks: Its content, in pieces of ``CHUNK`` or less.
        packed: Bytes of the archive that it has been made of so far.
        budget: What may be unpacked; what is, is taken off it.
    """
    spool = cast("BinaryIO", SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 - closed by its reader
    size, cut, problem = 0, None, None
    try:
        for chunk in chunks:
            size += len(chunk)
            budget.left -= len(chunk)
            problem = budget.objection(size, packed())
            if problem is not None:
                break
            spool.write(chunk)
    except DAMAGE as error:
        cut = f"damaged or cut off: {reason(error)}"
        problem = None if size else cut
    if problem is not None:
        spool.close()
        return Member(name, size=size, problem=problem)
    spool.seek(0)
    return Member(name, spool, size, cut=cut)


def in_chunks(file: BinaryIO) -> Iterable[bytes]:
    """The rest of a file in pieces."""
    while chunk := file.read(CHUNK):
        yield chunk


class BoundedReads:
    """A file whose single reads are bounded, for libraries that read as much as a header says."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        """Bytes from here on.

        Raises:
            ValueError: It is asked for too many at once.
        """
        if size > _LONGEST_READ:
            raise ValueError(f"a header of {_bytes(size)}")
        return self._file.read(min(size, _LONGEST_READ) if size >= 0 else _LONGEST_READ)


def open_zip(file: BinaryIO) -> zipfile.ZipFile:
    """A ZIP by its directory.

    Raises:
        zipfile.BadZipFile: It has none: it is cut off, perhaps behind a ZIP packed in it.
    """
    archive = zipfile.ZipFile(cast("BinaryIO", BoundedReads(file)))
    if min((one.header_offset for one in archive.infolist()), default=0):
        raise zipfile.BadZipFile("its directory belongs to another one")
    return archive


def reason(error: BaseException) -> str:
    """What an error of a library says, in one short line."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text[:200]


def _bytes(count: int) -> str:
    return f"{count >> 20:,} MiB" if count >= 1 << 20 else f"{count:,} bytes"

"""Archives by kind: what is packed in each, one member after another as a seekable file."""

import bz2
import gzip
import lzma
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

import pyarrow as pa

from leakbench.generator.containers.seven_zip import seven_zip_members
from leakbench.generator.containers.tar_archive import Forward, is_tar, tar_members
from leakbench.generator.containers.unpacking import (
    DAMAGE,
    Budget,
    Member,
    in_chunks,
    reason,
    unpacked,
)
from leakbench.generator.containers.zip_archive import zip_members

_STREAMS = ("gz", "bz2", "xz", "zst")
ARCHIVES = ("zip", "tar", "7z", *_STREAMS)
"""Kinds of archives that are opened."""


def members(file: BinaryIO, kind: str, name: str, size: int, budget: Budget) -> Iterator[Member]:
    """What is packed in an archive, each to be used before the next.

    Nothing is written under a name that stands in the archive: members are read as bytes from
    memory, or from files without a name once they are large. What cannot be unpacked is a member
    with a problem, without a name where all of the archive or the rest of it is meant; whatever
    comes before a cut is given.

    Args:
        file: The archive, seekable.
        kind: One of ``ARCHIVES``.
        name: Its name: what is packed alone, as in ``list.csv.gz``, is called after it.
        size: Its bytes.
        budget: What may be unpacked.
    """
    file.seek(0)
    if kind == "zip":
        return zip_members(file, budget)
    if kind == "7z":
        return seven_zip_members(file, size, budget)
    if kind == "tar":
        return tar_members(Forward(file), file.tell, budget)
    return _stream_members(file, kind, name, budget)


def _stream_members(file: BinaryIO, kind: str, name: str, budget: Budget) -> Iterator[Member]:
    """The one file of a compressed stream, or the members of the TAR in it."""
    try:
        stream = _decompressed(file, kind)
        forward = Forward(stream)
    except DAMAGE as error:
        yield Member("", problem=f"damaged or cut off: {reason(error)}")
        return
    if is_tar(forward.head):
        yield from tar_members(forward, file.tell, budget)
        return
    path = PurePosixPath(name)
    inner = path.stem if path.suffix.casefold() == f".{kind}" else path.name
    yield unpacked(inner, in_chunks(cast("BinaryIO", forward)), file.tell, budget)


def _decompressed(file: BinaryIO, kind: str) -> BinaryIO:
    """What a compressed stream holds."""
    if kind == "gz":
        return cast("BinaryIO", gzip.GzipFile(fileobj=file, mode="rb"))
    if kind == "bz2":
        return cast("BinaryIO", bz2.BZ2File(file))
    if kind == "xz":
        return cast("BinaryIO", lzma.LZMAFile(file))
    return cast("BinaryIO", pa.input_stream(pa.PythonFile(file, "r"), compression="zstd"))

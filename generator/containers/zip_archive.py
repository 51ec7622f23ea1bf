"""Members of ZIP archives, also of those that are cut off and so lack their directory."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from typing import BinaryIO, cast

from leakbench.generator.containers.unpacking import (
    CHUNK,
    DAMAGE,
    Budget,
    Member,
    in_chunks,
    open_zip,
    reason,
    unpacked,
)

_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_ENCRYPTED, _SIZES_FOLLOW, _UTF8 = 0x1, 0x8, 0x800


def zip_members(file: BinaryIO, budget: Budget) -> Iterator[Member]:
    """What is packed in a ZIP, each to be used before the next."""
    try:
        archive = open_zip(file)
    except DAMAGE as error:
        yield from _salvaged(file, budget)
        yield Member("", problem=f"damaged or cut off: {reason(error)}")
        return
    with archive:
        infos = archive.infolist()
        overlapping = _overlapping(infos)
        for info in islice(infos, budget.limits.members):
            if info.filename.endswith("/"):
                continue
            if (spent := budget.spent()) is not None:
                yield Member("", problem=spent)
                return
            name = _name(info.orig_filename, info.flag_bits)
            if stat.S_ISLNK(info.external_attr >> 16):
                yield Member(name, problem="a symbolic link", skipped=True)
            elif info.header_offset in overlapping:
                yield Member(name, problem="shares its bytes with another member: a bomb")
            elif info.flag_bits & _ENCRYPTED:
                yield Member(name, problem="encrypted")
            elif (objection := budget.objection(info.file_size, info.compress_size)) is not None:
                yield Member(name, size=info.file_size, problem=objection)
            else:
                packed = _always(info.compress_size)
                yield unpacked(name, _content(archive, info), packed, budget)
        if len(infos) > budget.limits.members:
            over = len(infos) - budget.limits.members
            yield Member("", problem=f"{over:,} members beyond {budget.limits.members:,}")


def _always(size: int) -> Callable[[], int]:
    return lambda: size


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as file:
        yield from in_chunks(cast("BinaryIO", file))


def _overlapping(infos: list[zipfile.ZipInfo]) -> set[int]:
    """Offsets of members that reach into the next one, as bombs have them and no archiver."""
    places = sorted(
        (one.header_offset, _LOCAL.size + len(one.orig_filename) + one.compress_size)
        for one in infos
    )
    return {start for (start, size), (later, _) in pairwise(places) if start + size > later}


def _name(name: str, flags: int) -> str:
    """The name as it was written: archivers of Chinese Windows write GBK and say nothing of it."""
    if flags & _UTF8:
        return name
    raw = name.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _salvaged(file: BinaryIO, budget: Budget) -> Iterator[Member]:
    """Members one after another by their own headers, as far as the file goes."""
    place = 0
    for _ in range(budget.limits.members):
        file.seek(place)
        head = file.read(_LOCAL.size)
        if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
            return
        _, _, flags, method, _, _, _, packed, _, name_size, extra_size = _LOCAL.unpack(head)
        encoding = "utf-8" if flags & _UTF8 else "cp437"
        name = _name(file.read(name_size).decode(encoding, "replace"), flags)
        start = place + _LOCAL.size + name_size + extra_size
        if flags & _SIZES_FOLLOW or packed == 0xFFFFFFFF:
            packed = _stream_size(file, start) if method == zipfile.ZIP_DEFLATED else 0
        place = _next_header(file, start + packed)
        if name.endswith("/"):
            continue
        if flags & _ENCRYPTED:
            yield Member(name, problem="encrypted")
        elif method not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            yield Member(name, problem=f"packed by method {method}, without a directory")
        else:
            file.seek(start)
            chunks = _inflated(file, packed, stored=method == zipfile.ZIP_STORED)
            yield unpacked(name, chunks, _always(packed), budget)


def _inflated(file: BinaryIO, packed: int, *, stored: bool) -> Iterator[bytes]:
    """The content of a member of so many packed bytes.

    Raises:
        EOFError: The file ends before.
    """
    stream = zlib.decompressobj(-15)
    while packed > 0:
        data = file.read(min(packed, CHUNK))
        packed -= len(data)
        if not data:
            raise EOFError("the archive ends within it")
        if stored:
            yield data
            continue
        while data:
            yield stream.decompress(data, CHUNK)
            data = stream.unconsumed_tail
    while not stored and not stream.eof:
        rest = stream.decompress(stream.unconsumed_tail, CHUNK)
        if not rest:
            raise EOFError("the archive ends within it")
        yield rest


def _stream_size(file: BinaryIO, start: int) -> int:
    """Bytes of a deflated stream that tells its own end."""
    stream, size = zlib.decompressobj(-15), 0
    file.seek(start)
    try:
        while not stream.eof and (data := file.read(CHUNK // 16)):
            size += len(data)
            while data and not stream.eof:
                stream.decompress(data, CHUNK)
                data = stream.unconsumed_tail
    except zlib.error:
        return size
    return size - len(stream.unused_data)


def _next_header(file: BinaryIO, place: int) -> int:
    """Where the next member begins: behind what may follow a member, its sizes."""
    file.seek(place)
    found = file.read(64).find(b"PK\x03\x04")
    return place + max(found, 0)

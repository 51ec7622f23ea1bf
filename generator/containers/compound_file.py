"""Files of OLE (compound files), in which Office before 2007 kept its documents."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

_HEADER = 512
_ENTRY = 128
_LAST_SECTOR = 0xFFFFFFF9
_MOST_ENTRIES = 65_536


def stream_names(file: BinaryIO) -> set[str]:
    """Names of the streams and storages of a compound file; none if it is damaged.

    Args:
        file: Its bytes, seekable.
    """
    return {name for name, _, _ in _entries(file)}


def _entries(file: BinaryIO) -> Iterator[tuple[str, int, int]]:
    """Name, first sector and size of everything in the directory."""
    file.seek(0)
    header = file.read(_HEADER)
    if len(header) < _HEADER:
        return
    sector_size = 1 << min(struct.unpack_from("<H", header, 30)[0], 16)
    sector = struct.unpack_from("<L", header, 48)[0]
    seen = 0
    while sector <= _LAST_SECTOR and seen < _MOST_ENTRIES:
        file.seek((sector + 1) * sector_size)
        block = file.read(sector_size)
        for start in range(0, len(block) - _ENTRY + 1, _ENTRY):
            entry = block[start : start + _ENTRY]
            length = struct.unpack_from("<H", entry, 64)[0]
            if 2 <= length <= 64:
                name = entry[: length - 2].decode("utf-16-le", "replace")
                yield name, *struct.unpack_from("<LL", entry, 116)
            seen += 1
        if len(block) < sector_size:
            return
        sector = _next_sector(file, header, sector_size, sector)


def _next_sector(file: BinaryIO, header: bytes, sector_size: int, sector: int) -> int:
    """The sector that follows on one, by the table of allocation; the first 109 parts of it only.

    These tell of 7 MB or more, and directories stand far before that in whatever programs write.
    """
    part, place = divmod(sector, sector_size // 4)
    if part >= 109:
        return _LAST_SECTOR + 1
    table = struct.unpack_from("<L", header, 76 + 4 * part)[0]
    if table > _LAST_SECTOR:
        return _LAST_SECTOR + 1
    file.seek((table + 1) * sector_size + 4 * place)
    following = file.read(4)
    return struct.unpack("<L", following)[0] if len(following) == 4 else _LAST_SECTOR + 1

"""Files of OLE (compound files), in which Office before 2007 kept its documents."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np

_HEADER = 512
_ENTRY = 128
_LAST_SECTOR = 0xFFFFFFF9
_MOST_BLOCKS = 16_384
_IN_HEADER = 109  # sectors of the table of allocation that the header names


def stream_names(file: BinaryIO) -> set[str]:
    """Names of the streams and storages of a compound file; none if it is damaged.

    Args:
        file: Its bytes, seekable.
    """
    return {name for name, _, _ in _entries(file)}


def stream(file: BinaryIO, names: tuple[str, ...]) -> bytes:
    """The bytes of the first stream of one of these names, as far as they can be read.

    Args:
        file: The compound file; what comes out is never longer than it.
        names: Names, the best first.
    """
    places = {name: (sector, size) for name, sector, size in _entries(file)}
    name = next((one for one in names if one in places), None)
    if name is None:
        return b""
    sector, size = places[name]
    pieces, have = [], 0
    most = min(size, file.seek(0, 2))
    for piece in _chain(file, sector):
        pieces.append(piece)
        have += len(piece)
        if have >= most:
            break
    return b"".join(pieces)[:most]


def circular(file: BinaryIO) -> bool:
    """Whether a chain of sectors comes back to where it was, so that who follows it never ends.

    Args:
        file: The compound file.
    """
    file.seek(0)
    header = file.read(_HEADER)
    if len(header) < _HEADER:
        return False
    size = 1 << min(max(struct.unpack_from("<H", header, 30)[0], 7), 16)
    tables = _tables(file, header, size)
    used = [sector for sector in tables if sector <= _LAST_SECTOR]
    if len(tables) > file.seek(0, 2) // 4 + _IN_HEADER or len(used) != len(set(used)):
        return True
    sectors = b"".join(_sector(file, one, size) for one in used)
    small = b"".join(_chain(file, struct.unpack_from("<L", header, 60)[0]))
    return _has_circle(sectors) or _has_circle(small)


def _sector(file: BinaryIO, sector: int, size: int) -> bytes:
    file.seek((sector + 1) * size)
    return file.read(size).ljust(size, b"\xff")


def _has_circle(table: bytes) -> bool:
    """Whether a table, in which each place names the next one, leads anywhere for ever."""
    following = np.frombuffer(table[: len(table) // 4 * 4], "<u4").astype(np.int64)
    end = len(following)
    places = np.append(np.minimum(following, end), end)
    for _ in range(end.bit_length()):  # each time twice as far
        places = places[places]
    return bool((places != end).any())


def _entries(file: BinaryIO) -> Iterator[tuple[str, int, int]]:
    """Name, first sector and size of everything in the directory."""
    file.seek(0)
    header = file.read(_HEADER)
    if len(header) < _HEADER:
        return
    for count, block in enumerate(_chain(file, struct.unpack_from("<L", header, 48)[0])):
        for start in range(0, len(block) - _ENTRY + 1, _ENTRY):
            entry = block[start : start + _ENTRY]
            length = struct.unpack_from("<H", entry, 64)[0]
            if 2 <= length <= 64:
                name = entry[: length - 2].decode("utf-16-le", "replace")
                yield name, *struct.unpack_from("<LL", entry, 116)
        if count > _MOST_BLOCKS:
            return


def _chain(file: BinaryIO, sector: int) -> Iterator[bytes]:
    """The sectors of a stream; no more of them than the file has, whatever their table says."""
    file.seek(0)
    header = file.read(_HEADER)
    size = 1 << min(max(struct.unpack_from("<H", header, 30)[0], 7), 16)
    tables = _tables(file, header, size)
    for _ in range(file.seek(0, 2) // size + 1):
        if sector > _LAST_SECTOR:
            return
        file.seek((sector + 1) * size)
        block = file.read(size)
        yield block
        part, place = divmod(sector, size // 4)
        if part >= len(tables):
            return
        file.seek((tables[part] + 1) * size + 4 * place)
        following = file.read(4)
        if len(block) < size or len(following) < 4:
            return
        sector = struct.unpack("<L", following)[0]


def _tables(file: BinaryIO, header: bytes, size: int) -> list[int]:
    """Sectors of the table of allocation: the first stand in the header, the others in a chain."""
    tables = list(struct.unpack_from(f"<{_IN_HEADER}L", header, 76))
    sector = struct.unpack_from("<L", header, 68)[0]
    for _ in range(_MOST_BLOCKS):
        if sector > _LAST_SECTOR:
            break
        file.seek((sector + 1) * size)
        block = file.read(size)
        if len(block) < size:
            break
        *more, sector = struct.unpack(f"<{size // 4}L", block)
        tables += more
    return tables

"""What a stranger's file may cost: sizes, depths and counts beyond which reading stops."""

from dataclasses import dataclass

_MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Beyond any of these what is there is named and counted, and the rest goes on.

    Attributes:
        nesting: Archives in archives.
        members: Members of one archive.
        member_bytes: Bytes of one member, unpacked.
        ratio: Bytes unpacked for one packed, beyond the first ``free_bytes``.
        free_bytes: Bytes that may be unpacked whatever the ratio.
        archive_bytes: Bytes unpacked out of one file on disk, all told.
        cell_characters: Characters of a cell; what is longer is cut into several rows, none lost.
        depth: Objects in objects of a JSON value, elements in elements of XML.
        columns: Columns of a sheet; cells beyond stay joined in the last one.
    """

    nesting: int = 3
    members: int = 100_000
    member_bytes: int = 4_096 * _MEBIBYTE
    ratio: int = 200
    free_bytes: int = 64 * _MEBIBYTE
    archive_bytes: int = 16_384 * _MEBIBYTE
    cell_characters: int = _MEBIBYTE
    depth: int = 64
    columns: int = 1_024


DEFAULT = Limits()

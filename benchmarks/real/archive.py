"""A file of a zip archive, unpacked in memory: no name in an archive becomes a path on the disk."""

import zipfile
import zlib
from io import BytesIO
from pathlib import Path

from leakbench.benchmarks.real.card import Member
from leakbench.benchmarks.sources.labelled_file import LabelledFileError


def unpacked(path: Path, data: bytes, member: Member) -> bytes:
    """A member of an archive.

    Args:
        path: The archive, for messages.
        data: What it holds.
        member: Which file of it, and its size: no more than that is unpacked.

    Raises:
        LabelledFileError: It is no zip archive, is broken, has no such member, or one of another
            size.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive, archive.open(member.path) as packed:
            content = packed.read(member.size + 1)
    except KeyError:
        raise LabelledFileError(path, f"no {member.path} in this archive") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise LabelledFileError(path, f"{member.path} cannot be unpacked: {error}") from None
    if len(content) != member.size:
        raise LabelledFileError(
            path, f"{member.path} has not the {member.size:,} bytes that the card says"
        )
    return content

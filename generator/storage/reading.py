"""Objects read like files: any place of them, a block at a time."""

import io
from typing import Any, Final

from leakbench.generator.storage.file_systems import told

_BLOCK: Final = 4 << 20  # bytes fetched at once
_BLOCKS: Final = 4  # kept of an object: who goes to and fro, as in a zip, finds them again


class _Object(io.RawIOBase):
    """An object of a store; all that goes wrong in it is told of its URL."""

    def __init__(self, url: str, stream: Any) -> None:
        self._url, self._stream = url, stream

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        with told(self._url):
            return int(self._stream.seek(offset, whence))

    def readinto(self, buffer: Any) -> int:
        with told(self._url):
            data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


def opened(url: str, system: Any, place: str) -> io.BufferedReader:
    """An object as a file that can be read and gone to and fro in.

    It takes 16 MB of memory at most, however long it is.

    Args:
        url: What it is called in messages.
        system: The file system.
        place: What that calls it.

    Raises:
        FileNotFoundError: There is none.
        StorageError: The store refuses, or cannot be reached.
    """
    with told(url):
        stream = system.open(
            place,
            "rb",
            block_size=_BLOCK,
            cache_type="blockcache",
            cache_options={"maxblocks": _BLOCKS},
        )
    return io.BufferedReader(_Object(url, stream))

"""Objects read by blocks."""

import io

import pytest

from leakbench.generator.storage.file_systems import StorageError
from leakbench.generator.storage.reading import opened


class Stream(io.BytesIO):
    """What a store gives, until the line is cut."""

    def __init__(self, data, most):
        super().__init__(data)
        self._most = most

    def read(self, size=-1):
        """Some bytes."""
        if self.tell() + size > self._most:
            raise RuntimeError("connection reset")
        return super().read(size)


class System:
    """A store of one object."""

    def __init__(self, most):
        self.stream = Stream(bytes(range(256)) * 4096, most)

    def open(self, place, mode, **_options):
        """The object."""
        assert (place, mode) == ("place", "rb")
        return self.stream


def test_any_piece_can_be_read():
    """In whatever order; and it is closed in the end."""
    system = System(1 << 21)
    with opened("s3://a/b", system, "place") as file:
        assert file.read(3) == b"\0\1\2"
        assert file.seek(-1, io.SEEK_END) == (1 << 20) - 1
        assert file.read() == b"\xff"
        assert file.seek(256) == 256
        assert file.read(1) == b"\0"
    assert system.stream.closed


def test_what_breaks_while_it_is_read_is_told_with_its_url():
    """Whoever reads it."""
    with opened("s3://a/b", System(1 << 19), "place") as file:
        assert file.read(1 << 16)
        with pytest.raises(StorageError, match=r"^s3://a/b: connection reset$"):
            file.read()

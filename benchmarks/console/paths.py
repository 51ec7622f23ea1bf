"""Paths as options and arguments have them: on a disk, or a URL where a command takes one."""

from pathlib import Path
from typing import Any, Final

import click

from leakbench.benchmarks.console.streams import not_utf8
from leakbench.generator.storage.stored_path import StoredPath, is_url, path_of

_NO_URL: Final = "is a URL; this is read and written on a disk only"


class PathOrUrl(click.Path):
    """A path of a disk or a URL, given to the command as a ``Path``.

    Args:
        checks: As of ``click.Path``: ``exists``, ``file_okay``, ``dir_okay``, ``allow_dash``.
    """

    def __init__(self, **checks: bool) -> None:
        super().__init__(path_type=Path, **checks)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path; ``file://`` is one of a disk."""
        path = path_of(value) if isinstance(value, str) else Path(value)
        if not isinstance(path, StoredPath):
            return Path(str(super().convert(str(path), param, ctx)))
        if self.exists and not path.exists():
            self.fail(f"{path} does not exist.", param, ctx)
        if not self.dir_okay and path.is_dir():
            self.fail(f"{path} is a directory.", param, ctx)
        if not self.file_okay and path.is_file():
            self.fail(f"{path} is a file.", param, ctx)
        return path


class DiskPath(click.Path):
    """A path of a disk; a URL is refused before anything is called by its name."""

    def __init__(self, **checks: bool) -> None:
        super().__init__(path_type=Path, **checks)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path."""
        if isinstance(value, str) and is_url(value):
            self.fail(f"{value} {_NO_URL}", param, ctx)
        return Path(str(super().convert(value, param, ctx)))


class OutPath(PathOrUrl):
    """A path to write to: its name is UTF-8, for Arrow opens no other.

    Args:
        urls: Whether it may be a URL.
        checks: As of ``click.Path``.
    """

    def __init__(self, *, urls: bool = False, **checks: bool) -> None:
        super().__init__(**checks)
        self._urls = urls

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path."""
        text = str(value)
        if not_utf8(text):
            self.fail(f"{text!r} is not UTF-8: nothing is written under such a name", param, ctx)
        if is_url(text) and not self._urls:
            self.fail(f"{text} {_NO_URL}", param, ctx)
        return super().convert(value, param, ctx)

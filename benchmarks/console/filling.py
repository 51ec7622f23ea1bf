"""Directories that a command fills once: all of it or nothing, and by one process at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from leakbench.generator.datasets.outputs import only_writer, refuse_file, refuse_non_empty
from leakbench.generator.datasets.unfinished import (
    delete_unfinished,
    is_unfinished,
    temporary_directory,
)

_NAME: Final = "output"  # what is filled is called, between dots


@contextmanager
def filling(out: Path, *, force: bool) -> Iterator[Path]:
    """Give a directory to fill; its files come to stand in ``out`` once that went well.

    It lies within ``out``, which may be a mounted volume, a link, or where the user's shell stands,
    and stays what it is. A killed command leaves it there, which tells the next one that whatever
    stands beside it was brought by it, or passed.

    Args:
        out: The directory.
        force: Let it hold other things; of the same name they are replaced.

    Raises:
        OutputExistsError: It is a file, or it holds something and ``force`` is not set.
        OutputInUseError: Another process writes there.
        OSError: The disk is full, or the directory cannot be written.
    """
    new = not out.exists()
    refuse_file(out)
    with only_writer(out):
        if not force and not any(is_unfinished(one, _NAME) for one in out.iterdir()):
            refuse_non_empty(out)
        delete_unfinished(out, _NAME)
        done = False
        try:
            with temporary_directory(out / _NAME) as folder:
                yield folder
                try:
                    _bring(folder, out)
                except KeyboardInterrupt:  # too late: what is left takes no time
                    _bring(folder, out)
                    raise
            done = True
        except OSError as error:
            if error.filename is None and error.errno is not None:  # a full disk is no file's
                raise OSError(error.errno, error.strerror, str(out)) from None
            raise
        finally:
            if new and not done and not any(out.iterdir()):
                out.rmdir()


@contextmanager
def filling_if_asked(out: Path | None, *, force: bool) -> Iterator[Path | None]:
    """The same; None where nobody asked for files."""
    if out is None:
        yield None
        return
    with filling(out, force=force) as folder:
        yield folder


def _bring(folder: Path, out: Path) -> None:
    for file in sorted(folder.iterdir()):
        file.replace(out / file.name)

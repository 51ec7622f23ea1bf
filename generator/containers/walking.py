"""The files under folders, in order, none of which is opened or followed anywhere."""

import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_KINDS = (
    (stat.S_ISLNK, "a symbolic link, which is not followed"),
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISDIR, "a folder"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A file on disk, or what cannot be read as one.

    Attributes:
        path: Where it is.
        problem: Why it is not to be opened; None for a file.
        skipped: By its kind it holds nothing, such as a link.
    """

    path: Path
    problem: str | None = None
    skipped: bool = False


def no_file(mode: int) -> str | None:
    """What something is that is no regular file.

    Args:
        mode: As ``stat`` gives it.
    """
    if stat.S_ISREG(mode):
        return None
    return next((what for holds, what in _KINDS if holds(mode)), "no file")


def files_under(paths: Iterable[Path]) -> Iterator[Found]:
    """Files and everything in folders, in sorted order, each once.

    Links are never followed: what they lead to is found where it stands, or lies outside.

    Args:
        paths: Files and folders.
    """
    roots: set[Path] = set()
    for path in paths:
        root = path.absolute()
        if roots.isdisjoint((root, *root.parents)):
            yield from _under(path, roots)
        roots.add(root)


def _under(path: Path, done: set[Path]) -> Iterator[Found]:
    waiting = [path]
    while waiting:
        one = waiting.pop()
        if done and one.absolute() in done:
            continue
        try:
            mode = one.lstat().st_mode
            if stat.S_ISDIR(mode):
                waiting += sorted(one.iterdir(), reverse=True)
                continue
        except FileNotFoundError:
            yield Found(one, "no such file")
        except OSError as error:
            yield Found(one, error.strerror or "cannot be read")
        else:
            problem = no_file(mode)
            yield Found(one, problem, skipped=problem is not None)

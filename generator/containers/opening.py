"""Strangers' files opened: their sheets, and those of all that is packed in them."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from leakbench.generator.containers.archives import members
from leakbench.generator.containers.formats import FORMATS
from leakbench.generator.containers.limits import DEFAULT, Limits
from leakbench.generator.containers.sheets import ContainerError, Sheet
from leakbench.generator.containers.sniffing import kind_of
from leakbench.generator.containers.unpacking import Budget, Member, reason
from leakbench.generator.containers.walking import Found, files_under, no_file
from leakbench.generator.storage.stored_path import StoredPath

__all__ = ["Found", "Opened", "files_under", "open_path", "printable"]


@dataclass(slots=True)
class Opened:
    """A file, or one that is packed in it.

    Attributes:
        where: ``path/on/disk``, of what is packed ``path/on/disk!name!deeper``; in one printable
            line.
        path: The file on disk.
        inside: Names in archives from the outer one in; empty for the file itself.
        size: Bytes, unpacked.
        format: A name in ``FORMATS``; None where it is read as none.
        encoding: Of a text.
        sheets: Its sheets, each to be gone through before the next; none where ``problem`` is set.
            They and their batches raise ``ContainerError`` and nothing else; what came before is
            sound.
        problem: Why nothing of it is read.
        skipped: Nothing is lost by the problem: what is of this kind holds no text. Else the file
            is unreadable, and a list may be in it.
    """

    where: str
    path: Path
    inside: tuple[str, ...]
    size: int
    format: str | None
    encoding: str | None
    sheets: Iterator[Sheet]
    problem: str | None
    skipped: bool = False


def open_path(path: Path, limits: Limits = DEFAULT) -> Iterator[Opened]:
    """What a file on disk holds: itself, or all that is packed in it, each used before the next.

    Nothing is raised for what a file is like, and nothing waits: what cannot be read is an
    ``Opened`` with a problem.

    Args:
        path: The file; links, folders, devices and the like are named, not opened.
        limits: What it may cost.
    """
    place = _Place(path, ())
    if isinstance(path, StoredPath):
        yield from _from_store(path, place, limits)
        return
    try:
        descriptor = os.open(path, os.O_RDONLY | _FLAGS)
    except OSError as error:
        problem = _mode_problem(path)
        yield place.unread(problem or error.strerror or "cannot be opened", skipped=bool(problem))
        return
    status = os.fstat(descriptor)
    problem = no_file(status.st_mode)
    if problem is not None:
        os.close(descriptor)
        yield place.unread(problem, skipped=True)
        return
    with open(descriptor, "rb") as file:  # noqa: PTH123 - a descriptor has no path
        yield from _opened(file, status.st_size, place, Budget(limits))


def _from_store(path: StoredPath, place: "_Place", limits: Limits) -> Iterator[Opened]:
    """The same on a store, where nothing waits and nothing leads elsewhere."""
    try:
        size = path.stat().st_size
        file = path.reader()
    except OSError as error:
        yield place.unread(error.strerror or "cannot be opened")
        return
    with file:
        yield from _opened(file, size, place, Budget(limits))


# A FIFO is opened without waiting for whoever writes into it, and a link not at all.
_FLAGS = (
    getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


def _mode_problem(path: Path) -> str | None:
    try:
        return no_file(os.lstat(path).st_mode)
    except OSError:
        return None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something stands: a file on disk, and names in the archives in it."""

    path: Path
    inside: tuple[str, ...]

    def name(self) -> str:
        return self.inside[-1] if self.inside else self.path.name

    def unread(self, problem: str, size: int = 0, *, skipped: bool = False) -> Opened:
        return Opened(
            "!".join(printable(one) for one in (str(self.path), *self.inside)),
            self.path,
            self.inside,
            size,
            format=None,
            encoding=None,
            sheets=iter(()),
            problem=problem,
            skipped=skipped,
        )


def printable(name: str) -> str:
    """A name in one line: control characters, line breaks and undecodable bytes are escaped."""
    if name.isprintable():
        return name
    return "".join(
        one if one.isprintable() or one == "\u3000" else ascii(one)[1:-1] for one in name
    )


def _opened(
    file: BinaryIO, size: int, place: _Place, budget: Budget, cut: str | None = None
) -> Iterator[Opened]:
    unread = place.unread("", size)
    try:
        kind = kind_of(file, place.name())
    except Exception as error:  # noqa: BLE001 - no file may end the others
        yield replace(unread, problem=reason(error))
        return
    if kind.format is not None:
        file.seek(0)
        sheets = _guarded(file, kind.format, unread.where, cut)
        yield replace(
            unread, format=kind.format, encoding=kind.encoding, sheets=sheets, problem=None
        )
    elif kind.archive is None:
        yield replace(unread, problem=kind.problem, skipped=kind.skipped)
    elif len(place.inside) >= budget.limits.nesting:
        deep = f"archives in archives, more than {budget.limits.nesting} deep"
        yield replace(unread, problem=deep)
    else:
        yield from _unpacked(file, size, kind.archive, place, budget)
        if cut is not None:
            yield replace(unread, problem=cut)


def _unpacked(
    file: BinaryIO, size: int, archive: str, place: _Place, budget: Budget
) -> Iterator[Opened]:
    packed = members(file, archive, place.name(), size, budget)
    empty = True
    try:
        for member in packed:
            empty = False
            yield from _member(member, place, budget)
    except Exception as error:  # noqa: BLE001 - no archive may end the other files
        yield place.unread(reason(error), size)
        return
    if empty:
        yield place.unread("an empty archive", size, skipped=True)


def _member(member: Member, place: _Place, budget: Budget) -> Iterator[Opened]:
    inner = place
    if member.name:
        inner = _Place(place.path, (*place.inside, member.name))
    if member.file is None:
        yield inner.unread(member.problem or "", member.size, skipped=member.skipped)
        return
    with member.file as file:
        yield from _opened(file, member.size, inner, budget, member.cut)


def _guarded(file: BinaryIO, name: str, where: str, cut: str | None) -> Iterator[Sheet]:
    """Sheets of a file; whatever goes wrong in a reader is a ``ContainerError``."""
    try:
        for sheet in FORMATS[name].read(file, where):
            sheet.batches = _guarded_batches(sheet.batches, where)
            yield sheet
    except ContainerError:
        raise
    except Exception as error:
        raise ContainerError(where, f"{name} that cannot be read: {reason(error)}") from error
    if cut is not None:
        raise ContainerError(where, cut)


def _guarded_batches(batches: Iterable[pa.RecordBatch], where: str) -> Iterator[pa.RecordBatch]:
    """Batches of a sheet, which raise nothing but ``ContainerError``."""
    try:
        yield from batches
    except ContainerError:
        raise
    except Exception as error:
        raise ContainerError(where, f"the rest cannot be read: {reason(error)}") from error

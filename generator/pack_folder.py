"""The directory of a pack, read whole, and nothing from outside of it.

A pack mirrors the generator: ``pack.toml``, ``corpora/NAME.toml``,
``corpora/texts/NAME/PART.SPLIT.txt``, ``data/NAME.csv`` and ``data/NAME.toml``. What stands beside
these at its top (a README, a licence) is not read; a name that is nearly one of them is refused.
"""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from leakbench.generator.declarations import DeclarationError
from leakbench.generator.errors import hint

ABOUT = "pack.toml"
CORPORA, DATA, TEXTS = "corpora", "data", "texts"

MOST_FILES = 2_000
MOST_BYTES = 1 << 23  # of all files together
_MOST_BYTES_OF_TOML = 1 << 18  # of one file: ours are a fifth of that, and reading it takes time
_MOST_ENTRIES = 10_000  # looked at, read or not

_TOP = (ABOUT, CORPORA, DATA)
_NOT_READ = ("README.md", "__init__.py", "__pycache__", "py.typed")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def read_folder(folder: Path) -> dict[str, bytes]:
    """The files of a pack, by their names relative to it.

    Raises:
        DeclarationError: There is no pack, something in it may not stand there, or a file is a
            link, cannot be read, is no text in UTF-8, or is too large.
    """
    if not folder.is_dir():
        raise DeclarationError(str(folder), "", "there is no such directory")
    files: dict[str, bytes] = {}
    room = MOST_BYTES
    for name in sorted(_names(folder)):
        files[name] = content = _read(folder, name, room)
        room -= len(content)
        _refuse_odd_text(name, content)
    if ABOUT not in files:
        raise DeclarationError(str(folder), "", f"no pack: there is no {ABOUT} in it")
    return files


def digest(files: Mapping[str, bytes]) -> str:
    """SHA-256 over names and contents, in the order of the names, each after its length."""
    from hashlib import sha256  # noqa: PLC0415 - slow, and seldom needed

    whole = sha256()
    for name in sorted(files):
        for part in (name.encode(), files[name]):
            whole.update(len(part).to_bytes(8, "big"))
            whole.update(part)
    return whole.hexdigest()


def _names(folder: Path) -> Iterator[str]:
    """Every file of the pack, relative to it; others are refused, or passed over at the top."""
    left, read = _MOST_ENTRIES, 0
    waiting = [""]
    while waiting:
        at = waiting.pop()
        for entry in _entries(folder, at):
            left -= 1
            if left < 0:
                raise DeclarationError(at or str(folder), "", f"more than {_MOST_ENTRIES} entries")
            if entry.name.startswith(".") or entry.name in _NOT_READ:
                continue
            name = f"{at}{entry.name}"
            if not at and not _stands_at_the_top(entry):
                continue
            if entry.is_symlink():
                raise DeclarationError(name, "", "a link; a pack has files of its own only")
            if entry.is_dir(follow_symlinks=False):
                _refuse_folder(name)
                waiting.append(f"{name}/")
                continue
            _refuse_file(name)
            read += 1
            if read > MOST_FILES:
                raise DeclarationError(name, "", f"a pack has at most {MOST_FILES} files")
            yield name


def _entries(folder: Path, at: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder / at) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise DeclarationError(at or str(folder), "", f"cannot be read: {error.strerror}") from None


def _stands_at_the_top(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is part of a pack; one that was probably meant to be is refused."""
    if entry.name in _TOP:
        return True
    known, alike = ((CORPORA, DATA), 0.6) if entry.is_dir() else ((ABOUT,), 0.8)
    close = get_close_matches(entry.name, known, n=1, cutoff=alike)
    if close:
        raise DeclarationError(entry.name, "", f"no part of a pack; did you mean {close[0]}?")
    if entry.name.endswith((".csv", ".toml")) and entry.name != "pyproject.toml":
        raise DeclarationError(entry.name, "", f"stands beside {DATA}/ and {CORPORA}/, not in them")
    return False


def _refuse_folder(name: str) -> None:
    parts = name.split("/")
    known = {1: (CORPORA, DATA), 2: (TEXTS,) if parts[0] == CORPORA else ()}.get(len(parts))
    if parts[:2] == [CORPORA, TEXTS] and len(parts) == 3 and _NAME.fullmatch(parts[2]):
        return
    if known is None or parts[-1] not in known:
        raise DeclarationError(name, "", "no folder of a pack has such a folder")


def _refuse_file(name: str) -> None:
    *folders, file = name.split("/")
    stem, _, ending = file.partition(".")
    endings: tuple[str, ...]
    match folders:
        case []:
            return
        case ["corpora"]:
            endings = ("toml",)
        case ["data"]:
            endings = ("csv", "toml")
        case ["corpora", "texts", _]:
            endings = ("train.txt", "dev.txt", "test.txt")
        case _:
            raise DeclarationError(name, "", f"templates stand in {CORPORA}/{TEXTS}/CORPUS/")
    if not _NAME.fullmatch(stem):
        raise DeclarationError(name, "", "names are small letters, digits and underscores")
    if ending not in endings:
        raise DeclarationError(name, "", f"unknown ending {ending!r}; {hint(ending, endings)}")


def _read(folder: Path, name: str, room: int) -> bytes:
    """A file's bytes; it is none that waits for a writer, nor a link put there meanwhile."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        number = os.open(folder / name, flags | getattr(os, "O_BINARY", 0))
        with open(number, "rb") as file:  # noqa: PTH123 - a descriptor has no path
            if not stat.S_ISREG(os.fstat(number).st_mode):
                raise DeclarationError(name, "", "no ordinary file")
            content = file.read(room + 1)
    except OSError as error:
        raise DeclarationError(name, "", f"cannot be read: {error.strerror}") from None
    if len(content) > room:
        raise DeclarationError(name, "", f"a pack has at most {MOST_BYTES:,} bytes")
    if name.endswith(".toml") and len(content) > _MOST_BYTES_OF_TOML:
        raise DeclarationError(name, "", f"has more than {_MOST_BYTES_OF_TOML:,} bytes")
    return content


def _refuse_odd_text(name: str, content: bytes) -> None:
    """Refuse what is no text, or has signs that do not show: lines end with LF alone."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise DeclarationError(name, "", f"not UTF-8: {error}") from None
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        sign = f"U+{ord(found[0]):04X}"
        ends = "; lines end with LF alone" if found[0] == "\r" else ""
        raise DeclarationError(name, f"line {line}", f"the control character {sign}{ends}")

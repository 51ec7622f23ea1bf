"""Files and texts of strangers: read without waiting and without end, parsed or refused.

Whatever is wrong is one error with one reason, also what parsers answer with something else: lists
in lists without end, numbers of thousands of digits, halves of surrogate pairs.
"""

import errno
import json
import os
import re
import stat
import tomllib
from pathlib import Path
from typing import Any, BinaryIO, Final

from leakbench.generator.errors import LeakbenchError
from leakbench.generator.storage.stored_path import StoredPath

MOST_OF_A_DOCUMENT: Final = 1 << 18
"""Bytes of what people write by hand: a card, thresholds, a table of labels."""

_HANDED_OVER: Final = (Path("/dev/fd"), Path("/proc/self/fd"))
_STDIN: Final = Path("/dev/stdin")
_MAYBE_HALF: Final = re.compile(r"\\u[dD][89a-fA-F]")
_MAYBE_HALF_BYTES: Final = re.compile(rb"\\u[dD][89a-fA-F]")
_MOST_PARTS_OF_A_KEY: Final = 64
_PART: Final = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
# The parser keeps every beginning of a key: those of 100,000 parts ask for all memory there is.
_LONG_KEY: Final = re.compile(
    rf"(?<![\w.-]){_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{_MOST_PARTS_OF_A_KEY}}}"
)
_TOO_DEEP: Final = "lists or tables are nested too deeply"


class UnreadableFileError(LeakbenchError, OSError):
    """A file that is not read: it is none, or longer than it may be.

    Attributes:
        path: The file.
        reason: Why it is not read.
    """

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(errno.EINVAL, reason, str(path))

    def __str__(self) -> str:
        """File and reason, without an errno."""
        return f"{self.path}: {self.reason}"


class NotJsonError(LeakbenchError, ValueError):
    """A text is no JSON.

    Attributes:
        reason: What is wrong.
        line: Where, from 1; None if it is all of it.
        column: In that line, in characters from 1; None if it is all of it.
    """

    def __init__(self, reason: str, line: int | None = None, column: int | None = None) -> None:
        self.reason = reason
        self.line = line
        self.column = column
        super().__init__(reason if line is None else f"{reason}: line {line} column {column}")


class NotTomlError(LeakbenchError, ValueError):
    """A text is no TOML; the message says why and where."""


def read_file(path: Path, most: int | None = None) -> bytes:
    """All that an ordinary file holds.

    A pipe by its name is refused, for its reader may wait for ever; one that the caller of this
    process handed over (``/dev/fd/63``, as shells write ``<(…)``) is read until it ends.

    Args:
        path: The file.
        most: Bytes that it may have; None for any number.

    Raises:
        UnreadableFileError: It is a pipe, a device or the like, or longer.
        OSError: It cannot be read; ``strerror`` says why.
    """
    if isinstance(path, StoredPath):
        with path.reader() as stored:
            return _all_of(stored, path, most)
    waits = os.O_NONBLOCK if hasattr(os, "O_NONBLOCK") else 0
    descriptor = os.open(path, os.O_RDONLY | waits | getattr(os, "O_BINARY", 0))
    with open(descriptor, "rb", closefd=True) as file:  # noqa: PTH123 - a descriptor has no path
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if stat.S_ISFIFO(mode) and (path.parent in _HANDED_OVER or path == _STDIN):
            os.set_blocking(descriptor, True)
        elif not stat.S_ISREG(mode):
            raise UnreadableFileError(path, "no ordinary file")
        return _all_of(file, path, most)


def _all_of(file: BinaryIO, path: Path, most: int | None) -> bytes:
    content = file.read() if most is None else file.read(most + 1)
    if most is not None and len(content) > most:
        raise UnreadableFileError(path, f"more than {most:,} bytes")
    return content


def refuse_no_file(path: Path) -> None:
    """Let only an ordinary file pass, before somebody opens it who would wait for a pipe's writer.

    Raises:
        UnreadableFileError: It is a pipe, a device or the like.
        OSError: There is none.
    """
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode):
        raise UnreadableFileError(path, "no ordinary file")


def json_of(text: str | bytes) -> Any:
    """The value that a JSON text stands for.

    Raises:
        NotJsonError: It is none, or one that cannot be written as UTF-8.
    """
    try:
        value = json.loads(text)
        pattern: Any = _MAYBE_HALF if isinstance(text, str) else _MAYBE_HALF_BYTES
        if pattern.search(text):
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise NotJsonError(error.msg, error.lineno, error.colno) from None
    except UnicodeEncodeError:
        raise NotJsonError("half of a surrogate pair") from None
    except UnicodeDecodeError:
        raise NotJsonError("not UTF-8") from None
    except RecursionError:
        raise NotJsonError(_TOO_DEEP) from None
    except ValueError:
        raise NotJsonError("a number of thousands of digits") from None
    return value


def toml_of(text: str) -> dict[str, Any]:
    """The table that a TOML text stands for.

    Raises:
        NotTomlError: It is none.
    """
    if _LONG_KEY.search(text):
        raise NotTomlError(f"a key of more than {_MOST_PARTS_OF_A_KEY} parts")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NotTomlError(str(error)) from None
    except RecursionError:
        raise NotTomlError(_TOO_DEEP) from None
    except ValueError:
        raise NotTomlError("a number of thousands of digits") from None

"""Standard streams that no character stops, and whose end is one line when nobody takes more."""

import codecs
import io
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final, TextIO

_ESCAPED: Final = "leakbench.escaped"


def _escape(error: UnicodeError) -> tuple[str, int]:
    r"""Characters that an encoding lacks, as JSON writes them: ``\ud83d\ude00``."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    pairs = (units[at : at + 2].hex() for at in range(0, len(units), 2))
    return "".join(f"\\u{pair}" for pair in pairs), error.end


codecs.register_error(_ESCAPED, _escape)


def write_anything() -> None:
    """Let stdout and stderr escape what their encoding lacks, so that JSON stays JSON.

    A terminal in GBK has no emoji, and none has the bytes of a path that is no UTF-8. One that the
    caller closed takes what is said, and keeps files from its number.
    """
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_ESCAPED)


def not_utf8(text: str) -> bool:
    """Whether a text stands for bytes that are no UTF-8, as paths and arguments may."""
    return any("\ud800" <= character <= "\udfff" for character in text)


def _nowhere() -> TextIO:
    """A stream that takes everything."""
    return Path(os.devnull).open("w", encoding="utf-8")


def flush() -> None:
    """Write what stdout holds yet.

    Raises:
        OSError: Nobody reads it any longer, or its disk is full.
    """
    sys.stdout.flush()


def give_up() -> None:
    """Drop what stdout holds and cannot write: Python would try it again at its end, and say so."""
    try:
        flush()
    except OSError:
        with suppress(OSError, ValueError), _nowhere() as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())

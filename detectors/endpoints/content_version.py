"""The version of code that no distribution brings: what it says, and a hash of its files."""

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

DIGITS: Final = 12  # of the hash


def content_version(words: Iterable[str], said: str = "") -> str:
    """A version that changes with the code, whatever the code says of itself.

    Args:
        words: Files, and whatever else stands in a command; a program is looked for as the system
            does, and what is no file is passed over.
        said: The version that the code gives itself.

    Returns:
        ``1.2+sha256.0a1b2c3d4e5f``, without what was not said; ``unknown`` if there is no file.
    """
    digest = hashlib.sha256()
    found = False
    for word in words:
        path = _file(word)
        if path is not None:
            found = True
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    own = f"sha256.{digest.hexdigest()[:DIGITS]}" if found else ""
    return "+".join(part for part in (said, own) if part) or "unknown"


def _file(word: str) -> Path | None:
    for path in (word, shutil.which(word)):
        try:
            if path and Path(path).is_file():
                return Path(path)
        except OSError:  # too long for a name
            continue
    return None

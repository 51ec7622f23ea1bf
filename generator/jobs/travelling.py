"""What travels to other machines, pickled, and the files of this one that it names."""

import io
import pickle
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Any


def pickled(*things: Any) -> tuple[list[bytes], list[str]]:
    """Pickle things that travel.

    Returns:
        Each one's bytes, and the paths in all of them that exist on this machine.
    """
    found: dict[str, None] = {}
    made = []
    for thing in things:
        buffer = io.BytesIO()
        pickler = _Pickler(buffer)
        pickler.dump(thing)
        made.append(buffer.getvalue())
        found |= dict.fromkeys(pickler.paths)
    return made, [path for path in found if Path(path).exists()]


def missing(paths: Sequence[str]) -> list[str]:
    """Those of paths that do not exist on the machine where this is called."""
    return [path for path in paths if not Path(path).exists()]


class _Pickler(pickle.Pickler):
    """Notes paths on their way."""

    def __init__(self, buffer: io.BytesIO) -> None:
        super().__init__(buffer)
        self.paths: list[str] = []

    def reducer_override(self, thing: Any) -> Any:
        """Let everything be pickled as it is."""
        if isinstance(thing, PurePath):
            self.paths.append(str(thing))
        return NotImplemented

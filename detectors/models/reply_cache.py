"""Answers on disk, so that the same question is paid for once."""

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any, Final

from leakbench.generator.errors import LeakbenchError
from leakbench.generator.untrusted import json_of, read_file

CACHE: Final = "LEAKBENCH_LLM_CACHE"


class CacheFolderError(LeakbenchError, OSError):
    """The folder for answers cannot be made or written.

    Attributes:
        folder: The folder.
        reason: Why not.
    """

    def __init__(self, folder: Path, reason: str) -> None:
        self.folder = folder
        self.reason = reason
        super().__init__(f"cannot keep answers in {folder}: {reason}; set {CACHE} to another")


def cache_folder() -> Path:
    """Where ``LEAKBENCH_LLM_CACHE`` says, else the user's own cache."""
    if named := os.environ.get(CACHE):
        return Path(named)
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "leakbench" / "llm"


class ReplyCache:
    """A folder of JSON files, each named by the hash of the question that it answers.

    A file appears whole or not at all, whoever else writes or is killed. Answers quote the texts
    that were asked about, so the folder is its owner's alone.
    """

    def __init__(self, folder: Path) -> None:
        """Make the folder.

        Raises:
            CacheFolderError: It cannot be made.
        """
        self.folder = folder
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise CacheFolderError(folder, error.strerror or str(error)) from error

    def get(self, question: object) -> dict[str, Any] | None:
        """The answer to a question; None where there is none that can be read."""
        try:
            answer = json_of(read_file(self._path(question)))
        except (OSError, ValueError):
            return None
        return answer if isinstance(answer, dict) else None

    def put(self, question: object, answer: dict[str, Any]) -> None:
        """Keep an answer.

        Raises:
            CacheFolderError: It cannot be written.
        """
        path = self._path(question)
        try:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump(answer, file, ensure_ascii=True)
                Path(name).replace(path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise CacheFolderError(self.folder, error.strerror or str(error)) from error

    def _path(self, question: object) -> Path:
        canonical = json.dumps(question, sort_keys=True, ensure_ascii=True).encode()
        name = hashlib.sha256(canonical).hexdigest()
        return self.folder / name[:2] / f"{name[2:]}.json"

"""Output files and directories: nothing half written, nothing overwritten unasked."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leakbench.generator.errors import USAGE, LeakbenchError


class OutputExistsError(LeakbenchError, FileExistsError):
    """An output directory already holds something.

    Attributes:
        path: The directory.
    """

    exit_code = USAGE

    def __init__(self, path: Path, reason: str = "exists and is not empty") -> None:
        self.path = path
        super().__init__(f"{path} {reason}; --force replaces what leakbench wrote there")

    def __str__(self) -> str:
        """The sentence alone, without an errno."""
        return str(self.args[0])


def refuse_non_empty(path: Path) -> None:
    """Let only a directory pass that does not exist yet or is empty.

    Raises:
        OutputExistsError: It is a file, or a directory with something in it.
    """
    if path.is_dir():
        if any(path.iterdir()):
            raise OutputExistsError(path)
    elif path.exists():
        raise OutputExistsError(path, "is a file, not a directory")


def unfinished(path: Path) -> Path:
    """Where a file stands while it is written."""
    return path.with_name(f".{path.name}.tmp")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path to write to; it takes the name of ``path`` once that went well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = unfinished(path)
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a whole UTF-8 file, or none."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")

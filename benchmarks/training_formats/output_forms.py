"""What a format is, as far as it is written: one file, or a directory of them.

Nothing is half written, and nothing of others is replaced: a file or directory takes its name once
it is whole, and a directory that is replaced must hold what an export wrote, and nothing else.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

from leakbench.benchmarks.training_formats.labelled_texts import LabelledTexts
from leakbench.generator.datasets.outputs import (
    OutputExistsError,
    only_writer_of,
    refuse_non_empty,
    replacing,
    replacing_directory,
    write_text,
)
from leakbench.generator.errors import USAGE, LeakbenchError

Piece = bytes | memoryview
"""Some bytes of a file."""

STDOUT = Path("-")


class NoStreamError(LeakbenchError, ValueError):
    """A directory was to be written on stdout."""

    exit_code = USAGE

    def __init__(self) -> None:
        super().__init__("this form is a directory of files, which stdout cannot take")


class ForeignFileError(LeakbenchError, FileExistsError):
    """A directory that is to be replaced holds what no export wrote.

    Attributes:
        path: The file.
    """

    exit_code = USAGE

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path} is of no export of this form, so its directory is not replaced")

    def __str__(self) -> str:
        """The sentence alone, without an errno."""
        return str(self.args[0])


@dataclass(frozen=True, slots=True)
class FileForm:
    """A format of one file.

    Attributes:
        pieces: The content, piece by piece; what is wrong with the labels is raised before it.
        beside: Further small files, by what their names end in; none on stdout.
    """

    pieces: Callable[[LabelledTexts], Iterator[Piece]]
    beside: Mapping[str, Callable[[LabelledTexts], str]] = field(default_factory=dict)

    def write(self, texts: LabelledTexts, out: Path, *, force: bool) -> None:
        """Write a file, or stdout if it is called ``-``.

        Raises:
            OutputExistsError: There is one, and ``force`` is not set.
            OutputInUseError: Another process writes it.
            UnnameableLabelError: A label that the format cannot hold.
        """
        if out == STDOUT:
            for piece in self.pieces(texts):
                sys.stdout.buffer.write(piece)
            return
        others = {out.with_name(f"{out.stem}{end}"): told for end, told in self.beside.items()}
        for path in (out, *others):
            if path.is_dir():
                raise OutputExistsError(path, "is a directory, not a file")
            if path.exists() and not force and not _is_left(path, others, texts):
                raise OutputExistsError(path, "exists")
        # What belongs to the file has its name before it, so that none stands without.
        with only_writer_of(out), replacing(out) as temporary:
            with temporary.open("wb") as file:
                for piece in self.pieces(texts):
                    file.write(piece)
            for path, told in others.items():
                write_text(path, told(texts))


def _is_left(
    path: Path, others: Mapping[Path, Callable[[LabelledTexts], str]], texts: LabelledTexts
) -> bool:
    """Whether a file beside another says what it must, as after a run killed before the other."""
    told = others.get(path)
    return told is not None and path.read_bytes() == told(texts).encode()


@dataclass(frozen=True, slots=True)
class FolderForm:
    """A format of several files.

    Attributes:
        fill: Writes them into an empty directory.
        owned: Patterns of their paths in it.
    """

    fill: Callable[[LabelledTexts, Path], None]
    owned: tuple[str, ...]

    def write(self, texts: LabelledTexts, out: Path, *, force: bool) -> None:
        """Write a directory.

        Raises:
            NoStreamError: It is to be stdout.
            OutputExistsError: There is something in it, and ``force`` is not set.
            OutputInUseError: Another process writes it.
            ForeignFileError: There is something else in it than such an export.
            UnnameableLabelError: A label that the format cannot hold.
        """
        if out == STDOUT:
            raise NoStreamError
        if not (force and out.is_dir()):
            refuse_non_empty(out)
        elif (stranger := self._stranger(out)) is not None:
            raise ForeignFileError(stranger)
        with only_writer_of(out), replacing_directory(out) as folder:
            self.fill(texts, folder)

    def _stranger(self, out: Path) -> Path | None:
        """A file in a directory that no export of this form has."""
        for path in out.rglob("*"):
            name = path.relative_to(out).as_posix()
            if not path.is_dir() and not any(fnmatch(name, one) for one in self.owned):
                return path
        return None


Form = FileForm | FolderForm

"""Copies of files with everything replaced that a detector found, in the containers they had."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

import pyarrow as pa

from leakbench.benchmarks.detection.answered_sheets import Answered, answered
from leakbench.benchmarks.detection.tally import Tally
from leakbench.benchmarks.redaction.redacting import redacted
from leakbench.benchmarks.redaction.replacements import Replaces
from leakbench.benchmarks.running.entrants import Entrant
from leakbench.generator.containers.formats import FORMATS, Format, Style
from leakbench.generator.containers.opening import Opened, open_path
from leakbench.generator.containers.sheets import ContainerError, Sheet
from leakbench.generator.datasets.outputs import replacing

_INSTEAD: Final = {"html": "xlsx", "xls": "xlsx"}
"""What is written in the place of a format that is only read."""


class Redactor:
    """Copies files, redacted.

    Args:
        one: The detector.
        replaces: What gives every value its replacement.
        tally: Counts what is found and what is not read.
    """

    def __init__(self, one: Entrant, replaces: Replaces, tally: Tally) -> None:
        self._one, self._replaces, self.tally = one, replaces, tally

    def copy(self, path: Path, out: Path) -> Path | None:
        """Copy a file; what is packed in an archive goes into a zip.

        Args:
            path: The file.
            out: Where its copy is to stand; another suffix is given where the container is.

        Returns:
            Where it stands; None if nothing of the file could be read.
        """
        members = open_path(path)
        first = next(members, None)
        if first is None:
            return None
        if first.inside:
            return self._zipped(chain([first], members), out)
        return self._copied(first, out)

    def _copied(self, opened: Opened, out: Path) -> Path | None:
        if opened.format is None:
            self._leave_out(opened)
            return None
        form = FORMATS[_INSTEAD.get(opened.format, opened.format)]
        if form.name != opened.format:
            out = out.with_suffix(form.suffix)
        try:
            first = next(opened.sheets, None)
            every = opened.sheets if first is None else chain([first], opened.sheets)
            style = _style(opened, first)
            with replacing(out) as temporary, temporary.open("wb") as file:
                form.write(self._sheets(every, opened, form, style), file, style)
        except ContainerError as error:
            self.tally.unread.append((opened.where, f"not copied: {error.reason}"))
            return None
        self.tally.files += 1
        return out

    def _zipped(self, members: Iterable[Opened], out: Path) -> Path:
        out = out if out.suffix.lower() == ".zip" else out.with_name(f"{out.name}.zip")
        with (
            TemporaryDirectory() as folder,
            replacing(out) as temporary,
            ZipFile(temporary, "w", ZIP_DEFLATED) as packed,
        ):
            for opened in members:
                name = PurePosixPath(*opened.inside)
                copy = self._copied(opened, Path(folder) / f"copy{name.suffix}")
                if copy is not None:
                    packed.write(copy, str(name.with_suffix(copy.suffix)))
                    copy.unlink()
        return out

    def _sheets(
        self, sheets: Iterable[Sheet], opened: Opened, form: Format, style: Style
    ) -> Iterator[Sheet]:
        for sheet in sheets:
            titles, parts = answered(sheet, self._one)
            copy = replace(sheet, batches=self._batches(parts), title_rows=titles)
            yield form.fit(copy, style)
            self.tally.add_problems(opened.where, sheet.problems)

    def _batches(self, parts: Iterator[Answered]) -> Iterator[pa.RecordBatch]:
        for part in parts:
            self.tally.add(part.answer, part.strings.num_rows)
            made = redacted(part.strings, part.answer, self._replaces)
            yield made.rename_columns([str(place) for place in range(made.num_columns)])

    def _leave_out(self, opened: Opened) -> None:
        named = (opened.where, f"not copied: {opened.problem}")
        (self.tally.skipped if opened.skipped else self.tally.unread).append(named)


def _style(opened: Opened, first: Sheet | None) -> Style:
    """How a text was written, as far as we write so."""
    encoding = opened.encoding or "utf-8"
    delimiter = "" if first is None else first.delimiter
    return Style("utf-16" if encoding.startswith("utf-16") else encoding, delimiter)


def copies(path: Path, asked: Iterable[Path], out: Path) -> Path:
    """Where the copy of a file goes.

    Args:
        path: The file.
        asked: What was asked for: files, and folders one of which has it.
        out: The folder of the copies, in which files stand as in their folder; for one file alone,
            if that is no folder, its copy.
    """
    several = list(asked)
    if several == [path]:
        return out / path.name if out.is_dir() else out
    root = next(one for one in several if one == path or one in path.parents)
    inside = path.name if root == path else path.relative_to(root)
    return out / inside

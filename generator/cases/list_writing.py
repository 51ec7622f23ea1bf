"""Writes a list of a case with its truth, and tells whom it is about."""

import gzip
import os
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
import py7zr
import pyarrow.compute as pc

from leakbench.generator.cases.case import Case, ListFile
from leakbench.generator.cases.contents import Rows
from leakbench.generator.containers.dressing import Layout
from leakbench.generator.containers.formats import Style, format_named
from leakbench.generator.containers.labelled_cells import LabelledCells
from leakbench.generator.containers.writing import Kind, about_records, write_file
from leakbench.generator.corpus import corpus_of
from leakbench.generator.datasets.outputs import replacing
from leakbench.generator.persons.counting import About, about
from leakbench.generator.persons.list_truth import ListTruth

_COPIED = 1 << 20  # bytes at a time


@dataclass(frozen=True, slots=True)
class WrittenList:
    """What was written.

    Attributes:
        rows: Rows of the list, what is no record included.
        records: Rows that hold a value.
        values: Values that stand in it.
        size: Bytes of the file.
        about: Whom it is about.
    """

    rows: int
    records: int
    values: int
    size: int
    about: About


class _Told:
    """Passes rows on, and keeps whom they are about."""

    def __init__(self, tiers: tuple[int, ...]) -> None:
        self._tiers = tiers
        self._parts: list[About] = []
        self.rows = self.records = 0

    def passing(self, rows: Iterator[Rows]) -> Iterator[LabelledCells]:
        for part in rows:
            spans = part.cells.spans
            values = dict(zip(spans.schema.names, spans.columns, strict=True))
            truth = ListTruth.of_values(values, part.event_times, self._tiers)
            found = about(truth)
            self._parts.append(found._replace(row=found.row + self.rows))
            self.rows += part.cells.rows
            self.records += pc.count_distinct(spans.column("row")).as_py()
            yield part.cells

    def whole(self) -> About:
        """Whom all of it is about."""
        columns = list(zip(*self._parts, strict=True))
        row, subject, named, times = (np.concatenate(column) for column in columns[:4])
        return About(row, subject, np.unique(named), times, self._tiers)


def write_list(case: Case, one: ListFile, seized: Path, truth: Path) -> WrittenList:
    """Write a list where it lies, and its truth.

    Args:
        case: The case.
        one: The list.
        seized: The folder that all files lie in.
        truth: The truth file.

    Raises:
        ContainerError: It cannot be written.
    """
    spec = one.spec(case)
    tiers = tuple(sorted(corpus_of(spec).tiers))
    told = _Told(tiers)
    parts = told.passing(one.content.read(spec))
    how = one.written
    layout = Layout(title=how.title, header=how.header, sheet_per_file=how.sheets)
    kind = Kind(format_named(how.form), Style(how.encoding, how.delimiter), layout)
    facts = {**about_records(spec, one.content.rows), "path": one.path, "inside": one.inside}
    path = seized / one.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if how.packed:
        with TemporaryDirectory(dir=seized.parent) as folder:
            inner = Path(folder) / "list"
            values = write_file(parts, kind, inner, facts, truth)
            stamp(inner, one.when)
            with replacing(path) as temporary:
                _pack(inner, one, temporary)
    else:
        values = write_file(parts, kind, path, facts, truth)
    stamp(path, one.when)
    return WrittenList(told.rows, told.records, values, path.stat().st_size, told.whole())


def stamp(path: Path, when: datetime) -> None:
    """Give a file its time of modification."""
    seconds = when.timestamp()
    os.utime(path, (seconds, seconds))


def _pack(inner: Path, one: ListFile, out: Path) -> None:
    match one.written.packed:
        case ".zip":
            info = ZipInfo(one.inside, one.when.timetuple()[:6])
            info.compress_type = ZIP_DEFLATED
            with (
                ZipFile(out, "w") as packed,
                inner.open("rb") as file,
                packed.open(info, "w", force_zip64=True) as member,
            ):
                while piece := file.read(_COPIED):
                    member.write(piece)
        case ".7z":
            with py7zr.SevenZipFile(out, "w") as packed:
                packed.write(inner, one.inside)
        case _:
            # The name and the time of the archive itself would stand in the gzip header.
            with (
                out.open("wb") as raw,
                gzip.GzipFile("", "wb", 6, raw, mtime=0) as zipped,
                tarfile.open(fileobj=zipped, mode="w") as archive,
                inner.open("rb") as file,
            ):
                entry = tarfile.TarInfo(one.inside)
                entry.size, entry.mtime = inner.stat().st_size, int(one.when.timestamp())
                archive.addfile(entry, file)

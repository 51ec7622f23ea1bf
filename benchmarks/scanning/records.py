"""What is told of a file: sheets, columns, people, problems; as JSON values, and as key arrays."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.triage.list_people import ListPeople
from leakbench.benchmarks.triage.record_cells import RecordCells
from leakbench.generator.datasets.outputs import replacing

Arrays = dict[str, NDArray[Any]]


class SheetKeys(NamedTuple):
    """Whom a sheet is about, and what it is compared with others by.

    Attributes:
        people: Whom it is about.
        cells: Its records.
    """

    people: ListPeople
    cells: RecordCells


@dataclass(slots=True)
class Content:
    """A file, or what is packed in it, once it was read.

    Attributes:
        record: What is told of it, as JSON values.
        keys: Of each sheet that is about somebody, by its number.
    """

    record: dict[str, Any]
    keys: dict[int, SheetKeys] = field(default_factory=dict)


def write_keys(path: Path, keys: Mapping[int, SheetKeys]) -> None:
    """Write the keys of a content's sheets."""
    arrays: Arrays = {}
    for sheet, (people, cells) in keys.items():
        for part in (people, cells):
            for name, array in zip(part._fields, part, strict=True):
                arrays[f"{sheet}.{type(part).__name__}.{name}"] = np.asarray(array)
    with replacing(path) as temporary, temporary.open("wb") as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]  # numpy names one of its own


def read_people(path: Path, sheet: int) -> ListPeople:
    """Whom a sheet is about, out of the keys of its content."""
    return ListPeople(*_arrays(path, sheet, ListPeople))


def read_cells(path: Path, sheet: int) -> RecordCells:
    """What a sheet is compared with others by, out of the keys of its content."""
    return RecordCells(*_arrays(path, sheet, RecordCells))


def _arrays(path: Path, sheet: int, kind: type[ListPeople] | type[RecordCells]) -> list[Any]:
    with np.load(path) as stored:
        return [stored[f"{sheet}.{kind.__name__}.{name}"] for name in kind._fields]

"""The truth of a case, as it is compared with an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from leakbench.generator.cases.case_truth import FILES, SUMMARY
from leakbench.generator.errors import LeakbenchError
from leakbench.generator.untrusted import json_of, read_file, refuse_no_file


class CaseError(LeakbenchError, ValueError):
    """There is no truth of a case."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        super().__init__(f"{path}: {reason}")


@dataclass(frozen=True, slots=True)
class TrueFile:
    """A file of a case.

    Attributes:
        number: Its number.
        path: Where it stands under the seized folder; of what is packed, its archive.
        is_list: Whether it is a list of people.
        people: People in it.
        tiers: What its records count for.
        parents: Files that it was copied from.
        change: How it came from them.
    """

    number: int
    path: str
    is_list: bool
    people: int
    tiers: tuple[int, ...]
    parents: tuple[int, ...]
    change: str


@dataclass(frozen=True, slots=True)
class CaseTruth:
    """A case.

    Attributes:
        files: Its files.
        summary: What they add up to.
        by_path: The same files by their paths.
    """

    files: Sequence[TrueFile]
    summary: Mapping[str, Any]
    by_path: Mapping[str, TrueFile]

    def file_of(self, path: str) -> TrueFile | None:
        """The file that a path leads to, also one into an archive."""
        return self.by_path.get(path) or self.by_path.get(path.partition("!")[0])


def read_case_truth(folder: Path) -> CaseTruth:
    """The truth that ``leakbench generate case`` wrote.

    Raises:
        CaseError: It is none.
    """
    try:
        refuse_no_file(folder / FILES)
        rows = pq.read_table(folder / FILES).to_pylist()
        summary = json_of(read_file(folder / SUMMARY))
        files = [
            TrueFile(
                row["file"],
                row["path"],
                row["list"],
                row["people"],
                tuple(sorted(row["tiers"])),
                tuple(row["parents"]),
                row["change"],
            )
            for row in rows
        ]
    except (OSError, ValueError, KeyError, pa.ArrowException) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise CaseError(folder, f"no truth of a case: {reason}") from None
    return CaseTruth(files, summary, {one.path: one for one in files})

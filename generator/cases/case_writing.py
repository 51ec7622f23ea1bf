"""Writes a case: what was seized under ``seized``, what is true of it under ``truth``.

Files are written one by one, by as many processes as one likes; what is written does not depend on
how many.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np

from leakbench.generator.cases.case import Case, ListFile, OfficeFile
from leakbench.generator.cases.case_truth import CELLS, write_truth
from leakbench.generator.cases.list_files import list_files
from leakbench.generator.cases.list_plan import PlannedList, planned_lists
from leakbench.generator.cases.list_writing import WrittenList, stamp, write_list
from leakbench.generator.cases.office_files import office_files
from leakbench.generator.cases.office_writing import write_office_file
from leakbench.generator.cases.places import Paths, companies
from leakbench.generator.cases.vocabulary import template
from leakbench.generator.containers.truth import SUFFIX
from leakbench.generator.datasets.outputs import (
    only_writer_of,
    refuse_non_empty,
    replacing,
    replacing_directory,
    write_text,
)
from leakbench.generator.jobs.contract import Jobs
from leakbench.generator.jobs.local import LocalJobs
from leakbench.generator.packs import using

SEIZED, TRUTH, README = "seized", "truth", "README.md"
Progress = Callable[[int], None]
_ALONE: Final = LocalJobs(1)


@dataclass(frozen=True, slots=True)
class Plan:
    """All files of a case.

    Attributes:
        planned: The lists as they came about.
        lists: Their files, in the same order.
        office: The other files.
    """

    planned: Sequence[PlannedList]
    lists: Sequence[ListFile]
    office: Sequence[OfficeFile]


def plan_case(case: Case) -> Plan:
    """What lies where in a case; nothing is written."""
    draw = np.random.default_rng([case.spec.seed, 1])
    with using(case.spec.pack):
        offices = companies(case.spec, case.files, draw)
        seed = int(draw.integers(2**31))
        planned = planned_lists(case.spec, case.files, case.records, offices, seed)
        paths = Paths()
        lists = list_files(case, planned, offices, paths, draw)
        others = range(len(lists), case.files)
        return Plan(planned, lists, office_files(case, others, offices, paths, draw))


def write_case(
    case: Case,
    out: Path,
    *,
    jobs: Jobs = _ALONE,
    force: bool = False,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Write a case: all of it, or nothing.

    Args:
        case: The case.
        out: The directory; made if it is missing.
        jobs: Who writes the files.
        force: Replace the case that stands there, if nothing else does.
        progress: Told of every file.

    Returns:
        What it adds up to, as JSON values.

    Raises:
        OutputExistsError: The directory holds something, and ``force`` is not set; or something
            that is of no case.
        OutputInUseError: Another process writes there.
        ContainerError: A file cannot be written.
        WorkerLostError: Processes die again and again.
    """
    with only_writer_of(out):
        if not (force and _is_case(out)):
            refuse_non_empty(out)
        with replacing_directory(out) as folder:
            return _fill(case, folder, jobs, progress)


def _is_case(folder: Path) -> bool:
    """Whether a folder holds a case, and nothing else."""
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    return README in names <= {README, SEIZED, TRUTH}


def _fill(case: Case, out: Path, jobs: Jobs, progress: Progress | None) -> dict[str, Any]:
    """Write a case into an empty folder."""
    plan = plan_case(case)
    (out / TRUTH / CELLS).mkdir(parents=True)
    (out / SEIZED).mkdir()
    write_text(out / README, template("README.md"))
    # Large lists first, so that no process is left alone with one at the end.
    order = sorted(plan.lists, key=lambda one: (-one.content.rows, one.number))
    found: dict[int, WrittenList | int] = {}
    for number, written in _written(case, [*order, *plan.office], out, jobs):
        found[number] = written
        if progress is not None:
            progress(1)
    lists = [
        (one, planned.change, written)
        for one, planned in zip(plan.lists, plan.planned, strict=True)
        if isinstance(written := found[one.number], WrittenList)
    ]
    office = [(one, size) for one in plan.office if isinstance(size := found[one.number], int)]
    return write_truth(case, lists, office, out / TRUTH)


def _written(
    case: Case, files: Sequence[ListFile | OfficeFile], out: Path, jobs: Jobs
) -> Iterator[tuple[int, WrittenList | int]]:
    """Write files; gives the number of each with what was written, in no particular order."""
    return jobs.run(partial(partial, _write, case, out), files)  # nothing takes time to begin


def _write(case: Case, out: Path, one: ListFile | OfficeFile) -> tuple[int, WrittenList | int]:
    with using(case.spec.pack):
        if isinstance(one, ListFile):
            truth = out / TRUTH / CELLS / f"{one.number:04}{SUFFIX}"
            return one.number, write_list(case, one, out / SEIZED, truth)
        path = out / SEIZED / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as temporary, temporary.open("w+b") as file:
            write_office_file(case, one, file)
        stamp(path, one.when)
        return one.number, path.stat().st_size

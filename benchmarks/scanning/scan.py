"""A scan: everything under some paths read, and what is there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from leakbench.benchmarks.scanning.amounts import Amounts
from leakbench.benchmarks.scanning.dealt_reading import DealtReading
from leakbench.benchmarks.scanning.finding import Item
from leakbench.benchmarks.scanning.inventory import File, Inventory
from leakbench.benchmarks.scanning.pool import Allowance, Pool
from leakbench.benchmarks.scanning.records import read_cells, read_people
from leakbench.benchmarks.scanning.worker import Task, Work, unread
from leakbench.benchmarks.triage.list_people import ListPeople
from leakbench.benchmarks.triage.record_cells import RecordCells
from leakbench.generator.jobs.contract import Jobs

_ALLOWANCE = Allowance()


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A sheet of a scan.

    Attributes:
        file: Path of its file on disk.
        content: Number of what holds it in the file.
        sheet: Its number in that.
        record: What is told of it.
        of: What is told of the content.
    """

    file: str
    content: int
    sheet: int
    record: dict[str, Any]
    of: dict[str, Any]

    @property
    def name(self) -> str:
        """The content's path, and the sheet's name where it has several."""
        path: str = self.of["path"]
        return f"{path}#{self.record['name']}" if len(self.of["sheets"]) > 1 else path


@dataclass(frozen=True, slots=True)
class Scan:
    """What was read.

    Attributes:
        inventory: Where it stands.
        found: The files on disk, in order.
        version: Of the detector; empty where nothing had to be read.
        seconds: How long it took.
        peak: Most resident bytes of all processes together that were seen.
        taken_over: Files that were as they had been.
    """

    inventory: Inventory
    found: list[Item]
    version: str
    seconds: float
    peak: int
    taken_over: int

    @property
    def files(self) -> list[File]:
        """What is told of each file on disk, in order."""
        return [self.inventory.files[item.shown] for item in self.found]

    @property
    def contents(self) -> list[dict[str, Any]]:
        """What is told of each file, and of each that is packed in one, in order."""
        return [content for file in self.files for content in file["contents"]]

    @property
    def amounts(self) -> Amounts:
        """How many files there were, and what became of them."""
        return Amounts.of(self.files)

    def sheets(self) -> list[SheetPlace]:
        """All sheets that are about somebody, in order."""
        return [
            SheetPlace(file["path"], number, place, sheet, content)
            for file in self.files
            for number, content in enumerate(file["contents"])
            for place, sheet in enumerate(content["sheets"])
            if sheet["people"] or sheet["names_alone"]
        ]

    def people(self, one: SheetPlace) -> ListPeople:
        """Whom a sheet is about."""
        return read_people(self.inventory.keys_of(one.file, one.content), one.sheet)

    def cells(self, one: SheetPlace) -> RecordCells:
        """What a sheet is compared with others by."""
        return read_cells(self.inventory.keys_of(one.file, one.content), one.sheet)


def scan(
    found: Sequence[Item],
    work: Work,
    workers: int | Jobs,
    out: Path,
    advance: Callable[[int], None],
    allowance: Allowance = _ALLOWANCE,
) -> Scan:
    """Read files.

    Args:
        found: The files, as of ``items``.
        work: How files are read.
        workers: Processes, or the engine that has them.
        out: Where the inventory goes, or the one that is taken up again.
        advance: Told of the bytes of each file that is done.
        allowance: What reading a file may take.

    Raises:
        OutputExistsError: ``out`` holds something else.
        NoReaderError: The detector cannot be built.
    """
    begun = monotonic()
    same = 0
    with Inventory.open(out, work) as inventory:

        def done(task: Task, digest: str | None, contents: list[dict[str, Any]]) -> None:
            nonlocal same
            same += not contents
            inventory.add(task.item, digest, contents)
            advance(task.item.size)

        tasks = []
        for number, item in enumerate(found):
            if item.problem is None:
                tasks.append(inventory.task(number, item))
            else:
                told = unread(item.shown, item, item.problem, skipped=item.skipped)
                inventory.add(item, None, [told])
        reading: Pool | DealtReading
        if isinstance(workers, int):
            with Pool(workers, work, allowance) as reading:
                reading.read(tasks, done)
        else:
            reading = DealtReading(workers, work, allowance)
            reading.read(tasks, done)
        inventory.files = {item.shown: inventory.files[item.shown] for item in found}
        inventory.finish(work)
    return Scan(inventory, list(found), reading.version, monotonic() - begun, reading.peak, same)

"""A scan with its progress; where nobody says what becomes of the inventory, it is thrown away."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from leakbench.benchmarks.console.progress import progress
from leakbench.benchmarks.scanning.finding import items
from leakbench.benchmarks.scanning.pool import Allowance
from leakbench.benchmarks.scanning.scan import Scan, scan
from leakbench.benchmarks.scanning.worker import Work
from leakbench.generator.datasets.outputs import only_writer, refuse_file
from leakbench.generator.jobs.contract import Jobs
from leakbench.generator.plurals import counted

_ALLOWANCE = Allowance()


@contextmanager
def scanned(
    paths: Sequence[Path],
    work: Work,
    workers: int | Jobs,
    out: Path | None,
    allowance: Allowance = _ALLOWANCE,
) -> Iterator[Scan]:
    """Scan, and have what was read at hand as long as this lasts.

    Args:
        paths: Files and folders.
        work: How files are read.
        workers: Processes, or the engine that has them.
        out: Where the inventory goes; None if nobody wants it.
        allowance: What reading a file may take.

    Raises:
        NothingHereError: There is no file.
        OutputExistsError: ``out`` holds something else.
        OutputInUseError: Another process writes into ``out``.
        NoReaderError: The detector cannot be built.
    """
    found = items(paths, out)
    size = sum(item.size for item in found)
    files = counted(len(found), "file")
    title = f"{files}, {size / 1e6:,.1f} MB: reading"
    if out is not None:
        refuse_file(out)
    alone = nullcontext() if out is None else only_writer(out)
    with alone, TemporaryDirectory(prefix="leakbench-") as own:
        place = out if out is not None else Path(own) / "inventory"
        with progress(title, size) as advance:
            made = scan(found, work, workers, place, advance, allowance)
        yield made

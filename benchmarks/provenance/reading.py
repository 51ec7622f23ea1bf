"""Records at a path, whatever they stand in, and what of it could not be read."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from leakbench.benchmarks.scoring.chunks import shown
from leakbench.generator.containers.layout import records
from leakbench.generator.containers.opening import Opened, files_under, open_path
from leakbench.generator.containers.sheets import ContainerError
from leakbench.generator.datasets.dataset import open_dataset
from leakbench.generator.datasets.manifest import MANIFEST


def record_batches(path: Path, unread: list[str]) -> Iterator[pa.RecordBatch]:
    """The records at a path, as columns of strings.

    Args:
        path: A dataset's directory, a file of any container, or a folder of such.
        unread: Takes a line for each file that cannot be read, or not to its end.

    Raises:
        DatasetError: A dataset is not whole.
    """
    if (path / MANIFEST).exists():
        for batch in open_dataset(path).batches():
            yield shown(batch, "table")
        return
    for found in files_under([path]):
        if found.problem is None:
            for opened in open_path(found.path):
                yield from _of_file(opened, unread)
        elif not found.skipped:
            unread.append(f"{found.path}: {found.problem}")


def _of_file(opened: Opened, unread: list[str]) -> Iterator[pa.RecordBatch]:
    if opened.problem is not None and not opened.skipped:
        unread.append(f"{opened.where}: {opened.problem}")
    try:
        for sheet in opened.sheets:
            yield from records(sheet).batches
            unread += [f"{opened.where}: {problem.what}" for problem in sheet.problems]
    except ContainerError as error:
        unread.append(f"{opened.where}: {error.reason}")

"""What there is to scan: every file under some paths, and datasets of ours as what they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from leakbench.benchmarks.scoring.chunks import shown
from leakbench.generator.containers.opening import Opened, files_under, open_path, printable
from leakbench.generator.containers.sheets import BATCH_ROWS, Sheet
from leakbench.generator.datasets.dataset import DatasetError, open_dataset
from leakbench.generator.datasets.manifest import MANIFEST
from leakbench.generator.errors import LeakbenchError

DATASET = "dataset"
"""What stands in the place of a format of containers where a directory is a dataset of ours."""


class NothingHereError(LeakbenchError, ValueError):
    """There is no file to be read.

    Attributes:
        path: Where one was looked for.
    """

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        super().__init__(f"{printable(str(path))}: {reason}")


@dataclass(frozen=True, slots=True)
class Item:
    """A file to be read, or a dataset of ours.

    Attributes:
        path: Where it is.
        shown: What it is called: its path from where the scan began, printable.
        size: Bytes.
        mtime_ns: When it was written last.
        problem: Why it is not to be opened.
        skipped: Whether nothing is lost by that.
    """

    path: Path
    shown: str
    size: int = 0
    mtime_ns: int = 0
    problem: str | None = None
    skipped: bool = False

    @property
    def is_dataset(self) -> bool:
        """Whether it is a directory that ``leakbench generate`` wrote."""
        return self.path.is_dir()


def items(paths: Sequence[Path], left_out: Path | None = None) -> list[Item]:
    """All that lies under some paths, in order.

    Args:
        paths: Files and folders.
        left_out: A folder that is none of it: where results go.

    Raises:
        NothingHereError: A path does not exist, or no file is there.
    """
    for path in paths:
        if not path.exists():
            raise NothingHereError(path, "there is nothing here")
    found = [one for one in files_under(paths) if not _inside(one.path, left_out)]
    sets = {one.path.parent for one in found if one.path.name == MANIFEST and _opens(one.path)}
    made = []
    for one in found:
        home = next((parent for parent in one.path.parents if parent in sets), None)
        if home is None:
            made.append(_item(one.path, paths, one.problem, skipped=one.skipped))
        elif one.path == home / MANIFEST:
            made.append(_item(home, paths, None, skipped=False))
    if not made:
        raise NothingHereError(paths[0], "no file is here")
    return made


def contents(item: Item) -> Iterator[Opened]:
    """What is in an item, each to be used before the next."""
    if not item.is_dataset:
        yield from open_path(item.path)
        return
    dataset = open_dataset(item.path)
    batches = _cut(shown(batch, "table") for batch in dataset.batches())
    first = next(batches, None)
    names = () if first is None else tuple(first.schema.names)
    sheet = Sheet("", _chained(first, batches), names=names)
    yield Opened(item.shown, item.path, (), item.size, DATASET, None, iter([sheet]), None)


def _chained(
    first: pa.RecordBatch | None, rest: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    if first is not None:
        yield first
    yield from rest


def _cut(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for at in range(0, batch.num_rows, BATCH_ROWS):
            yield batch.slice(at, BATCH_ROWS)


def _opens(manifest: Path) -> bool:
    try:
        open_dataset(manifest.parent)
    except (DatasetError, OSError):
        return False
    return True


def _inside(path: Path, folder: Path | None) -> bool:
    return folder is not None and folder.resolve() in path.absolute().resolve().parents


def _item(path: Path, roots: Sequence[Path], problem: str | None, *, skipped: bool) -> Item:
    name = printable(_from_root(path, roots))
    try:
        status = path.lstat()
    except OSError as error:
        return Item(path, name, problem=problem or error.strerror or "cannot be read")
    size = status.st_size
    if path.is_dir():
        size = sum(one.stat().st_size for one in path.iterdir() if one.is_file())
    return Item(path, name, size, status.st_mtime_ns, problem, skipped)


def _from_root(path: Path, roots: Sequence[Path]) -> str:
    """A path from the root that it lies under; of several roots, with that root's name."""
    for root in roots:
        if path == root:
            alike = sum(one.name == root.name for one in roots) > 1
            return str(path) if alike else path.name or str(path)
        if root in path.parents:
            inside = path.relative_to(root)
            if len(roots) == 1:
                return str(inside)
            alike = sum(one.name == root.name for one in roots) > 1
            return str((root if alike else Path(root.name)) / inside)
    return str(path)

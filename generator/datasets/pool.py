"""Writes shards with an engine; what is written does not depend on which, or on its processes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from leakbench.generator.datasets.manifest import Shard
from leakbench.generator.datasets.shards import Progress, Task, write_shard
from leakbench.generator.jobs.contract import Jobs


@dataclass(frozen=True, slots=True)
class ShardWriting:
    """What every process does with a task.

    Attributes:
        out: The dataset's directory, which all processes reach.
    """

    out: Path

    def __call__(self) -> Callable[[Task], Shard]:
        """Begin."""
        return self._write

    def _write(self, task: Task) -> Shard:
        return write_shard(task, self.out)


def write_shards(
    tasks: Sequence[Task], out: Path, *, jobs: Jobs, progress: Progress | None = None
) -> Iterator[Shard]:
    """Write shards.

    Args:
        tasks: Which.
        out: The dataset's directory.
        jobs: Who works.
        progress: Told of every shard's rows.

    Yields:
        Each shard once it stands under its final name, in no particular order.

    Raises:
        DatasetError: A shard cannot be written.
        WorkerLostError: Processes die again and again.
    """
    for shard in jobs.run(ShardWriting(out), tasks):
        if progress is not None:
            progress(shard.rows)
        yield shard

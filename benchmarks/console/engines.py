"""Who does the work of a command: this process, or an engine with several."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

if TYPE_CHECKING:
    from leakbench.generator.jobs.contract import Jobs

Command = TypeVar("Command", bound=Callable[..., Any])


def _local(workers: int | None) -> "Jobs":
    from leakbench.generator.jobs.local import LocalJobs

    return LocalJobs(workers or 1)


ENGINES: Final[dict[str, "Callable[[int | None], Jobs]"]] = {"local": _local}
"""By the name that ``--engine`` takes: what makes an engine of a number of workers, or of none."""


def jobs_options(command: Command) -> Command:
    """Add ``--workers`` and ``--engine``; what they say is ``jobs``.

    ``jobs`` is None where neither an engine nor a second worker is asked for.
    """

    @click.option(
        "--workers",
        type=click.IntRange(1),
        help="How many processes; the outcome is the same for any number.  [default: 1]",
    )
    @click.option(
        "--engine",
        type=click.Choice([*ENGINES]),
        help="Who deals the work out: processes of this machine (local).  [default: local]",
    )
    @wraps(command)
    def dealt(*arguments: Any, workers: int | None, engine: str | None, **others: Any) -> Any:
        asked = engine is not None or (workers or 1) > 1
        jobs = ENGINES[engine or "local"](workers) if asked else None
        return command(*arguments, jobs=jobs, **others)

    return dealt  # type: ignore[return-value]  # what click calls with options

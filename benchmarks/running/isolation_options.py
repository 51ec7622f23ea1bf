"""Where detectors work, and what they may use there: the same options on every command."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from leakbench.benchmarks.running.detector_process import Limits

Command = TypeVar("Command", bound=Callable[..., Any])


def isolation_options(command: Command) -> Command:
    """Add ``--batch-seconds``, ``--memory-mb`` and ``--in-process``; what they say is ``limits``.

    ``limits`` is None where detectors work in this process.
    """

    @click.option(
        "--batch-seconds",
        type=click.FloatRange(0, min_open=True),
        help="How long a detector may take over one batch, and to be built.  [default: 60]",
    )
    @click.option(
        "--memory-mb",
        type=click.IntRange(1),
        help="Resident memory of a detector and all that it starts, in 10^6 bytes.  "
        "[default: 4096]",
    )
    @click.option(
        "--in-process",
        is_flag=True,
        help="To debug a detector: have all work in this process, where one that crashes, hangs "
        "or changes what is not its own does so to everybody.",
    )
    @wraps(command)
    def limited(
        *arguments: Any,
        batch_seconds: float | None,
        memory_mb: int | None,
        in_process: bool,
        **others: Any,
    ) -> Any:
        limits = _limits(in_process, batch_seconds=batch_seconds, memory_mb=memory_mb)
        return command(*arguments, limits=limits, **others)

    return limited  # type: ignore[return-value]  # what click calls with options


def _limits(in_process: bool, **chosen: float | None) -> "Limits | None":  # noqa: FBT001 - a flag
    from leakbench.benchmarks.running.detector_process import Limits

    given: dict[str, Any] = {name: value for name, value in chosen.items() if value is not None}
    if not in_process:
        return Limits(**given)
    for name in given:
        option = "--" + name.replace("_", "-")
        raise click.UsageError(f"{option} does not hold with --in-process: leave one out")
    return None

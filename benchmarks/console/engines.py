"""Who does the work of a command: this process, or an engine with several."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

if TYPE_CHECKING:
    from leakbench.generator.jobs.contract import Jobs

Command = TypeVar("Command", bound=Callable[..., Any])


def _local(workers: int | None, _address: str | None) -> "Jobs":
    from leakbench.generator.jobs.local import LocalJobs

    return LocalJobs(workers or 1)


def _ray(workers: int | None, address: str | None) -> "Jobs":
    from leakbench.generator.jobs.ray_engine import RayJobs

    return click.get_current_context().with_resource(RayJobs(workers, address))


ENGINES: Final[dict[str, "Callable[[int | None, str | None], Jobs]"]] = {
    "local": _local,
    "ray": _ray,
}
"""By the name that ``--engine`` takes: what makes an engine of a number of workers, or of none, and
the address of a cluster, or of none."""


def jobs_options(command: Command) -> Command:
    """Add ``--workers``, ``--engine`` and ``--ray-address``; what they say is ``jobs``.

    ``jobs`` is None where neither an engine nor a second worker is asked for.
    """

    @click.option(
        "--workers",
        type=click.IntRange(1),
        help="How many processes; the outcome is the same for any number.  [default: 1; with "
        "--engine ray one a core]",
    )
    @click.option(
        "--engine",
        type=click.Choice([*ENGINES]),
        help="Who deals the work out: processes of this machine (local), or Ray, on a cluster or "
        "started here (ray).  [default: local]",
    )
    @click.option(
        "--ray-address",
        envvar="RAY_ADDRESS",
        metavar="HOST:PORT",
        help="The cluster of --engine ray; auto is the one that this machine is of. All its "
        "machines see the files, or these are URLs.",
    )
    @wraps(command)
    def dealt(
        *arguments: Any,
        workers: int | None,
        engine: str | None,
        ray_address: str | None,
        **others: Any,
    ) -> Any:
        source = click.get_current_context().get_parameter_source("ray_address")
        if source is click.core.ParameterSource.COMMANDLINE and engine != "ray":
            raise click.UsageError("--ray-address is of --engine ray")
        asked = engine is not None or (workers or 1) > 1
        jobs = ENGINES[engine or "local"](workers, ray_address or None) if asked else None
        return command(*arguments, jobs=jobs, **others)

    return dealt  # type: ignore[return-value]  # what click calls with options

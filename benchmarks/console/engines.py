"""Who does the work of a command: this process, or an engine with several."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from collections.abc import Callable
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

import click

from leakbench.benchmarks.console.choices import OneOf

if TYPE_CHECKING:
    from leakbench.generator.jobs.contract import Jobs

Command = TypeVar("Command", bound=Callable[..., Any])


class Engine(NamedTuple):
    """One that is asked for.

    Attributes:
        name: What ``--engine`` calls it.
        jobs: Makes it of a number of workers, or of None.
    """

    name: str
    jobs: "Callable[[int | None], Jobs]"


ENGINES: Final = ("local", "ray")


def _local(workers: int | None) -> "Jobs":
    from leakbench.generator.jobs.local import LocalJobs

    return LocalJobs(workers or 1)


def _ray(workers: int | None, address: str | None) -> "Jobs":
    from leakbench.generator.jobs.ray_engine import RayJobs

    return click.get_current_context().with_resource(RayJobs(workers, address))


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
    @engine_options
    @wraps(command)
    def dealt(*arguments: Any, workers: int | None, engine: Engine | None, **others: Any) -> Any:
        asked = engine is not None or (workers or 1) > 1
        jobs = (_local if engine is None else engine.jobs)(workers) if asked else None
        return command(*arguments, jobs=jobs, **others)

    return dealt  # type: ignore[return-value]  # what click calls with options


def engine_options(command: Command) -> Command:
    """Add ``--engine`` and ``--ray-address``.

    What they say is ``engine``, None where none is asked for.
    """

    @click.option(
        "--engine",
        type=OneOf([*ENGINES]),
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
    def chosen(*arguments: Any, engine: str | None, ray_address: str | None, **others: Any) -> Any:
        source = click.get_current_context().get_parameter_source("ray_address")
        if source is click.core.ParameterSource.COMMANDLINE and engine != "ray":
            raise click.UsageError("--ray-address is of --engine ray")
        engines: dict[str, Callable[[int | None], Jobs]]
        engines = {"local": _local, "ray": partial(_ray, address=ray_address or None)}
        made = None if engine is None else Engine(engine, engines[engine])
        return command(*arguments, engine=made, **others)

    return chosen  # type: ignore[return-value]  # the same

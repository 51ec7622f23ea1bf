"""A Ray to work on: one that is started here and leaves nothing behind, or a cluster's.

Ray is told to send no statistics of its use, to serve no dashboard and to print nothing. What is
started here asks for a token that nobody else has: Ray listens on the network, and runs the code of
whoever may speak to it.
"""

import logging
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from secrets import token_hex
from socket import create_connection
from tempfile import gettempdir, mkdtemp
from typing import Any, Final
from urllib.parse import urlsplit

from leakbench.generator.errors import USAGE, LeakbenchError
from leakbench.generator.jobs import ray_remains
from leakbench.generator.jobs.environment import environment
from leakbench.generator.jobs.worker import ENVIRONMENT

_QUIET: Final = {
    "RAY_USAGE_STATS_ENABLED": "0",
    # Messages of a killed worker would go to stdout, whatever `log_to_driver` says.
    "RAY_DEDUP_LOGS": "1",
    "RAY_DEDUP_LOGS_SKIP_REGEX": ".",
}
_STORE_BYTES: Final = 200_000_000  # items are small; what does not fit is kept on the disk
_AUTO: Final = "auto"  # the cluster that this machine is of
_REACH_SECONDS: Final = 5.0
_PATH_CHARACTERS: Final = 30  # Ray puts sockets below it, whose paths may have 107


class NoRayError(LeakbenchError, RuntimeError):
    """Ray is not installed, cannot be started or cannot be reached."""

    exit_code = USAGE


@contextmanager
def ray_session(cores: int | None, address: str | None) -> Iterator[Any]:
    """Give the module ``ray``, connected as long as this lasts.

    Args:
        cores: Of a Ray that is started here; by default all of this machine.
        address: Of a cluster, such as ``10.0.0.1:6379``; None starts Ray on this machine.

    Raises:
        NoRayError: There is no Ray, or none at the address.
    """
    with _own(cores) if address is None else _cluster(address) as ray:
        yield ray


@contextmanager
def _own(cores: int | None) -> Iterator[Any]:
    temporary = gettempdir()
    directory = mkdtemp(
        prefix="leakbench-ray-",
        dir=temporary if len(temporary) <= _PATH_CHARACTERS else "/tmp",  # noqa: S108 - a private directory in it
    )
    variables = {
        ray_remains.MARK: directory,
        "SPT_NOENV": "1",  # processes that give themselves a title keep their environment
        **_secret(),
        **ENVIRONMENT,
    }
    how = {
        "address": "local",
        "num_cpus": cores,
        "include_dashboard": False,
        "object_store_memory": _STORE_BYTES,
        "_temp_dir": directory,
        # It would look for the dashboard, and complain after half a minute.
        "_system_config": {"enable_metrics_collection": False},
    }
    with (
        _remains_ended(Path(directory)),
        environment(variables),
        _connected("Ray cannot be started", how) as ray,
    ):
        yield ray


@cache
def _secret() -> dict[str, str]:
    """A token for all Rays of this process, which reads it once.

    Where the user's program has imported Ray before, Ray's own one in the home directory serves.
    """
    if "ray" in sys.modules:
        return {}
    return {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": token_hex(32)}


@contextmanager
def _cluster(address: str) -> Iterator[Any]:
    _reach(address)
    how = {"address": address, "runtime_env": {"env_vars": ENVIRONMENT}}
    with _connected(f"no Ray cluster at {address}", how) as ray:
        yield ray


def _reach(address: str) -> None:
    """See whether somebody listens, for Ray itself would try for a quarter of an hour."""
    if address == _AUTO:
        return
    place = urlsplit(address if "://" in address else f"//{address}")
    try:
        with create_connection((place.hostname, place.port), _REACH_SECONDS):
            pass
    except (OSError, ValueError, TypeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise NoRayError(f"no Ray cluster at {address}: {reason}") from None


@contextmanager
def _connected(problem: str, how: Mapping[str, Any]) -> Iterator[Any]:
    with environment(_QUIET):
        try:
            import ray  # noqa: PLC0415 - of the extra `ray`
        except ImportError:
            raise NoRayError("Ray is not installed: pip install 'leakbench[ray]'") from None
        try:
            try:
                ray.init(log_to_driver=False, logging_level=logging.ERROR, **how)
            except (OSError, RuntimeError, TimeoutError, ValueError) as error:
                first = str(error).strip().partition("\n")[0]
                raise NoRayError(f"{problem}: {first}") from None
            yield ray
        finally:
            ray.shutdown()


@contextmanager
def _remains_ended(directory: Path) -> Iterator[None]:
    """Have nothing left of a local Ray, whatever this process dies of."""
    words = ("-P", "-m", ray_remains.__name__, str(directory))
    with subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is not for it
    ) as process:
        try:
            yield
        finally:
            assert process.stdin is not None  # noqa: S101 - for the type checker: a pipe
            process.stdin.close()
            process.wait()

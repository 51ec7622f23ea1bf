"""What runs in a process of the local engine: it builds once, then works on item after item.

It computes on one core, leaves Ctrl-C to its parent, ends in good order when it is told to
(SIGTERM), and dies with its parent, whatever that dies of.
"""

import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from threading import Thread
from types import FrameType
from typing import Any, Final

import pyarrow as pa

from leakbench.generator.jobs.errors import packed

READY: Final = "ready"
MADE: Final = "made"
RAISED: Final = "raised"

SAFE_PATH: Final = "PYTHONSAFEPATH"  # what lies in the working directory stands in for no module
ENVIRONMENT: Final = {
    **{
        f"{name}_NUM_THREADS": "1"
        for name in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM", "NUMEXPR", "NUMBA", "RAYON")
    },
    "TOKENIZERS_PARALLELISM": "false",
    SAFE_PATH: "1",
}
"""Of a process that is started; libraries read it when they are loaded."""


def work_on(begin: Callable[[], Callable[[Any], Any]], connection: Connection) -> None:
    """Build, say so, then answer each item until nobody sends one.

    Args:
        begin: See ``contract.Begin``.
        connection: Is told ``READY`` once, then for each item ``MADE`` with what was made of it.
            What is raised is told as ``RAISED``, and ends the process.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    os.environ.pop(SAFE_PATH, None)  # programs that a detector starts are none of ours
    Thread(target=_die_with_parent, daemon=True).start()
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):  # nobody listens any more
        try:
            work = begin()
        except Exception as error:  # noqa: BLE001 - it is raised where somebody waits for it
            connection.send((RAISED, _noted(error)))
            return
        connection.send((READY, None))
        while True:
            item = connection.recv()
            answer = answered(work, item)
            connection.send_bytes(answer)


def answered(work: Callable[[Any], Any], item: Any) -> bytes:
    """Pickled ``MADE`` and what was made of an item, or ``RAISED`` and the packed error."""
    try:
        return pickle.dumps((MADE, work(item)))
    except Exception as error:  # noqa: BLE001 - it is raised where somebody waits for it
        return pickle.dumps((RAISED, _noted(error)))


def _noted(error: BaseException) -> bytes:
    error.add_note("In a worker:\n" + "".join(traceback.format_exception(error)))
    return packed(error)


def _stop(_number: int, _frame: FrameType | None) -> None:
    sys.exit(1)  # what is open is closed on the way


def _die_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

"""The first process of a detector: it outlives the one that loads its code, and leaves nothing.

Started as ``python -m leakbench.benchmarks.running.supervisor SOCKET WORD...``. Before anything of
a detector is imported it forks; the fork serves the run (``isolation_child``). Whatever that starts
stays below this process, which ends it all when the fork has ended, when the run has enough of it
(SIGTERM) or when the run is gone, and then ends as the fork did.
"""

import faulthandler
import os
import resource
import signal
import sys
from types import FrameType

from leakbench.benchmarks.running.descendants import (
    adopt_orphans,
    end_own,
    signal_when_parent_ends,
)


def main() -> None:
    """Fork, serve in the fork, and supervise it."""
    number = int(sys.argv[1])
    adopt_orphans()
    signal_when_parent_ends(signal.SIGTERM)
    serving = os.fork()
    if not serving:
        signal_when_parent_ends(signal.SIGKILL)
        _serve(number, sys.argv[2:])
    os.close(number)
    signal.signal(signal.SIGTERM, _stop)
    while True:  # orphans that were adopted end, too
        pid, status = os.waitpid(-1, 0)
        if pid == serving:
            end_own()
            _end_like(status)


def _serve(number: int, words: list[str]) -> None:
    from leakbench.benchmarks.running.isolation_child import serve  # noqa: PLC0415 - see above

    serve(number, words)


def _stop(_number: int, _frame: FrameType | None) -> None:
    end_own()
    os._exit(0)


def _end_like(status: int) -> None:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        faulthandler.disable()  # the fork has told where it was
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if number != signal.SIGKILL:
            signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
    os._exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()

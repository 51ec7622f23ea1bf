"""Ends what a local Ray leaves when its driver is killed: its processes, and its directory.

Run as a process that waits until its input ends, which it does with whoever started it; so nothing
is left behind by ``kill -9`` either.
"""

import sys
from pathlib import Path
from shutil import rmtree
from typing import Final

import psutil

MARK: Final = "LEAKBENCH_LOCAL_RAY"
"""In the environment of every process of a local Ray: its directory."""
_END_SECONDS: Final = 2.0


def end(directory: Path) -> None:
    """End all processes of a local Ray, those too that are started meanwhile, and delete its files.

    Args:
        directory: Its own.
    """
    while left := [one for one in psutil.process_iter() if belongs(one, directory)]:
        for one in left:
            try:
                one.kill()
            except psutil.NoSuchProcess:
                continue
        psutil.wait_procs(left, _END_SECONDS)
    rmtree(directory, ignore_errors=True)


def belongs(process: psutil.Process, directory: Path) -> bool:
    """Whether a process is of a local Ray and has not ended."""
    try:
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        return process.environ().get(MARK) == str(directory)
    except psutil.Error:
        return False


if __name__ == "__main__":
    sys.stdin.buffer.read()
    end(Path(sys.argv[1]))

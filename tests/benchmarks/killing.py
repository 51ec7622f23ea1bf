"""Commands that are killed: run in processes that have imported all they need, so it is cheap.

``python killing.py`` reads a JSON line for each command, ``{"words", "log", "out"}`` with ``after``
(seconds) or ``at`` (which of the steps that change ``out``), forks, kills the fork there if it is
still going, and answers ``{"code", "pid", "seconds", "ending", "steps"}``: how long it took, and
how long after the signal. Nobody else is killed: what the command started is to end by itself.
With ``interrupt`` it is Ctrl-C, for the ``group`` or the ``process``.
"""
# ruff: noqa: PLC0415 - what commands import is imported where none is started yet

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from threading import Timer
from time import monotonic, sleep

import psutil

STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"}
LEFT_SECONDS = 10.0


class Commands:
    """A process that runs commands when it is told to."""

    def __init__(self, folder):
        self._folder = folder
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, words, out, *, log="log", **moment):
        """Run a command line that writes into ``out``, to its end or to a moment."""
        asked = {"words": [*map(str, words)], "out": str(out), "log": str(self._folder / log)}
        self._process.stdin.write(json.dumps(asked | moment) + "\n")
        self._process.stdin.flush()
        told = json.loads(self._process.stdout.readline())
        return told | {"log": (self._folder / log).read_text("utf-8")}

    def close(self):
        """End it."""
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def left_of(session):
    """Processes of a session that do not end by themselves."""
    until = monotonic() + LEFT_SECONDS
    while True:
        left = [one for one in psutil.process_iter() if _session_of(one) == session]
        if not left or monotonic() > until:
            return left
        sleep(0.02)


def _session_of(process):
    with suppress(ProcessLookupError, psutil.Error):
        return None if process.status() == psutil.STATUS_ZOMBIE else os.getsid(process.pid)
    return None


def _serve():
    import leakbench.benchmarks.reports.paper
    import leakbench.benchmarks.reports.report
    import leakbench.benchmarks.running.runner
    import leakbench.benchmarks.sweeps.report  # noqa: F401 - what commands import is imported
    from leakbench.benchmarks.figures.style import styled

    with styled():  # fonts are looked for once
        pass
    for line in sys.stdin:
        asked = json.loads(line)
        begun = monotonic()
        told, tell = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(told)
            _command(asked, tell)
        os.close(tell)
        after = asked.get("after", 1e6)
        timer = Timer(after, _send, (pid, asked.get("interrupt")))
        timer.start()
        _, status, _ = os.wait4(pid, 0)
        timer.cancel()
        seconds = monotonic() - begun
        with os.fdopen(told, "rb") as steps:
            count = len(steps.read())
        answer = {"code": os.waitstatus_to_exitcode(status), "pid": pid, "seconds": seconds}
        print(json.dumps(answer | {"ending": seconds - after, "steps": count}), flush=True)  # noqa: T201


def _send(pid, interrupt):
    if interrupt == "group":
        os.killpg(pid, signal.SIGINT)
    else:
        os.kill(pid, signal.SIGINT if interrupt else signal.SIGKILL)


def _command(asked, tell):
    os.setsid()
    log = os.open(asked["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, file in enumerate((nothing, log, log)):
        os.dup2(file, number)
    _count_steps(asked["out"], asked.get("at"), tell)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    from leakbench.benchmarks.cli import main

    main(asked["words"], "leakbench")


def _count_steps(out, at, tell):
    done = 0

    def look(event, arguments):
        nonlocal done
        if event not in STEPS or out not in str(arguments[0]):
            return
        if event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            return
        if done == at:
            os.kill(os.getpid(), signal.SIGKILL)
        done += 1
        os.write(tell, b".")

    sys.addaudithook(look)


if __name__ == "__main__":
    _serve()

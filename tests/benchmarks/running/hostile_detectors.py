"""Detectors that reach for what is not theirs: rivals, streams, the run, other processes."""

import os
import signal
import subprocess
import sys
import time

from faulty_detectors import SLEEPER, Steady

_MEGABYTES_APART = 400


class Spoils(Steady):
    """Replaces what rivals and the scorer are made of."""

    def __init__(self):
        from leakbench.benchmarks.scoring.scorer import Scorer  # noqa: PLC0415 - what it spoils
        from leakbench.detectors.regex import Regex  # noqa: PLC0415 - what it spoils

        Regex.detect = Steady._misbehave  # noqa: SLF001 - any function that finds nothing
        Scorer.add = Steady._misbehave  # noqa: SLF001


class ClosesStreams(Steady):
    """Closes every stream that it did not open."""

    def _misbehave(self, _batch):
        sys.stdout.close()
        for number in range(3):
            try:
                os.close(number)
            except OSError:
                continue


class LeavesQuietly(Steady):
    """Ends its process as if all had gone well."""

    def _misbehave(self, _batch):
        os._exit(0)


class Garbles(Steady):
    """Writes into every file that is open, the connection to the run among them."""

    def _misbehave(self, _batch):
        for number in range(3, 64):
            try:
                os.write(number, b"garbage" * 8)
            except OSError:
                continue


class EndsItsParent(Steady):
    """Ends the process that supervises it."""

    def _misbehave(self, _batch):
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(1)


class Unspeakable(Steady):
    """Raises what cannot even be said."""

    def _misbehave(self, _batch):
        def refuse(_self):
            raise RuntimeError

        raise type("Unspeakable", (Exception,), {"__str__": refuse})


class Daemon(Steady):
    """Leaves a process as daemons do: forked twice, in a session of its own."""

    def _misbehave(self, _batch):
        _apart(lambda: os.execvp(SLEEPER[0], SLEEPER))  # noqa: S606 - as daemons do


class HoardsApart(Steady):
    """Has such a process take the memory."""

    def _misbehave(self, _batch):
        code = f"held = b'x' * ({_MEGABYTES_APART} * 10**6); import time; time.sleep(60)"
        _apart(lambda: os.execv(sys.executable, [sys.executable, "-c", code]))  # noqa: S606 - the same
        time.sleep(60)


def _apart(work):
    if not os.fork():
        os.setsid()
        if not os.fork():
            work()
        os._exit(0)
    os.wait()


class StartsShell(Steady):
    """Leaves a shell in a session of its own, and what that runs."""

    def _misbehave(self, _batch):
        del self
        command = ["/bin/sh", "-c", " ".join(SLEEPER) + "; true"]
        subprocess.Popen(command, start_new_session=True)


class AboutRaises(Steady):
    """Has nothing to say about itself."""

    @property
    def _about(self):
        return None

    class about:  # noqa: N801 - as it is asked for
        """Raises whatever is read."""

        @property
        def package(self):
            """Never told."""
            raise RuntimeError("nothing to say")

    about = about()
    labels = frozenset({"MOBILE"})


class AboutTyped(Steady):
    """Says numbers."""

    about = type("About", (), dict.fromkeys(("package", "install", "license", "homepage"), 1))


class AboutLong(Steady):
    """Says too much."""

    about = type("About", (), {**dict.fromkeys(("package", "install", "homepage"), "x"),
                               "license": "M" * 1_000_000})  # fmt: skip


class AboutMarked(Steady):
    """Says what a page or a terminal would obey."""

    about = type("About", (), {**dict.fromkeys(("package", "install", "license"), "x"),
                               "homepage": "<script>alert(1)</script>\x1b[2J"})  # fmt: skip

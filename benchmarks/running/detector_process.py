"""The processes of an isolated detector, seen from the run: asked, watched, stopped and ended.

Whatever becomes of them is told as a ``DetectorFailedError``, in words.

Memory is watched as resident, not limited as address space: compiled code and arenas of runtimes
reserve gigabytes that they never touch (``native`` and ``lac``: 2 GB for 0.3 GB in use).
"""

import os
import signal
import socket
import subprocess
import sys
import weakref
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, perf_counter_ns, sleep
from typing import Any, Final

import psutil

from leakbench.benchmarks.running.descendants import descendants, signal_all
from leakbench.benchmarks.running.failures import DetectorFailedError
from leakbench.benchmarks.running.messages import Kind, Message, MessageError, receive
from leakbench.benchmarks.running.wall_clock import Seen
from leakbench.benchmarks.timing.load import cpu_seconds

SUPERVISOR: Final = "leakbench.benchmarks.running.supervisor"
SOURCE: Final = "source"  # beside the packages of a revision, what they were built of
START_SECONDS = 60.0  # of the interpreter, before any of the detector's code
POLL_SECONDS = 0.05
WATCH_SHARE = 0.02  # of a core; looking at processes must not slow down what is timed
END_SECONDS = 10.0  # what it leaves is ended before its end is told
BATCH: Final = "a batch (--batch-seconds)"
CLOSED_SECONDS = 1.0  # between a closed socket and the end of the process that closed it


@dataclass(frozen=True, slots=True)
class Limits:
    """What a detector may use.

    Attributes:
        batch_seconds: To be built, and to answer one batch.
        memory_mb: Resident memory of its process and those that it starts, in 10**6 bytes.
    """

    batch_seconds: float = 60.0
    memory_mb: int = 4096

    @property
    def memory_bytes(self) -> int:
        """The same in bytes."""
        return self.memory_mb * 1_000_000

    def memory_exceeded(self) -> str:
        """The message about a detector that uses more."""
        return f"used more than {self.memory_mb:,} MB of memory (--memory-mb)"


class Child:
    """Processes that have been asked to do something with a detector, and what they are allowed.

    With ``code``, the packages of that folder go before those installed, and it works in the
    source beside it, so that files are found as they were in that revision.

    Raises:
        DetectorFailedError: From every method but ``close``, when it came to an end; it is then
            closed.
    """

    def __init__(self, words: Sequence[str], limits: Limits, code: Path | None = None) -> None:
        """Start; ``words`` are what ``isolation_child.serve`` takes."""
        self._limits = limits
        self._look_at = 0.0
        self._signs: list[int] = []
        self._most_signs = 0
        self._started = False
        self._connection, theirs = socket.socketpair()
        with theirs:
            # -P: what lies in the working directory must not stand in for a module.
            options = ("-P", "-X", "faulthandler", "-m", SUPERVISOR)
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, *options, str(theirs.fileno()), *words],
                stdin=subprocess.DEVNULL,
                stdout=2,  # what a detector prints is not the run's data
                pass_fds=[theirs.fileno()],
                process_group=0,
                env=None if code is None else os.environ | {"PYTHONPATH": str(code)},
                cwd=None if code is None else code.with_name(SOURCE),
            )
        self._connection.settimeout(POLL_SECONDS)
        self.close = weakref.finalize(self, _end, self._process, self._connection)

    def told(self, over: str) -> dict[str, Any]:
        """What it says next of a detector, unasked."""
        if not self._started:  # the interpreter's own start is none of the detector's time
            self._listen(START_SECONDS, "the start of its process")
            self._started = True
        return self._listen(self._limits.batch_seconds, over, Kind.READY).about

    def built(self) -> dict[str, Any]:
        """What it says of the detector, once it is built."""
        about = self.told("being built (--batch-seconds)")
        self._signal(signal.SIGSTOP)
        return about

    def ask(self, chunk: Message, signs: int) -> tuple[Message, Seen]:
        """Have it answer a chunk, and tell when it gave signs, at most so many."""
        self._signal(signal.SIGCONT)
        self._until(self._limits.batch_seconds, BATCH)
        for buffer in chunk.buffers():
            self._write(buffer)
        sent, self._signs, self._most_signs = perf_counter_ns(), [], signs
        answers = self._listen(self._limits.batch_seconds, BATCH, Kind.ANSWERS)
        seen = Seen(sent, self._signs, perf_counter_ns())
        if answers.about.get("peak", 0) > self._limits.memory_bytes:  # between two looks
            raise self._ended(self._limits.memory_exceeded())
        self._signal(signal.SIGSTOP)
        return answers, seen

    def cpu_seconds(self) -> float:
        """Processor time of it and all that it started."""
        return cpu_seconds(self._process.pid)

    def _listen(self, seconds: float, over: str, awaited: Kind = Kind.ALIVE) -> Message:
        """The message awaited; time begins anew with every sign of life."""
        while True:
            self._until(seconds, over)
            try:
                message = receive(self._fill, self._limits.memory_bytes)
            except MessageError as error:
                raise self._ended(f"broke the protocol: {error}") from None
            if message.kind is awaited:
                return message
            if message.kind is Kind.FAILED:
                self.close()
                raise DetectorFailedError.from_json(message.about)
            if message.kind is Kind.SIGN and len(self._signs) < self._most_signs:
                self._signs.append(perf_counter_ns())
            elif message.kind is not Kind.ALIVE:
                raise self._ended(f"broke the protocol: {message.kind.name} is out of turn")

    def _until(self, seconds: float, over: str) -> None:
        self._deadline = monotonic() + seconds
        self._too_late = f"took more than {seconds:g} s over {over}"

    def _fill(self, view: memoryview) -> None:
        while view:
            self._watch()
            try:
                got = self._connection.recv_into(view)
            except TimeoutError:
                if self._is_dead():
                    raise self._ended() from None
                continue
            except ConnectionError:
                got = 0
            if not got:
                raise self._ended()
            view = view[got:]

    def _write(self, view: memoryview) -> None:
        while view:
            self._watch()
            try:
                view = view[self._connection.send(view) :]
            except TimeoutError:
                continue
            except ConnectionError:
                raise self._ended() from None

    def _watch(self) -> None:
        now = monotonic()
        if now > self._deadline:
            raise self._ended(self._too_late)
        if now < self._look_at:
            return
        used = resident_memory(self._process.pid)
        took = monotonic() - now
        self._look_at = now + max(POLL_SECONDS, took / WATCH_SHARE)
        if used > self._limits.memory_bytes:
            raise self._ended(self._limits.memory_exceeded())

    def _is_dead(self) -> bool:
        # Not by waiting for it: a process that was waited for has a number that others may get.
        try:
            return bool(psutil.Process(self._process.pid).status() == psutil.STATUS_ZOMBIE)
        except psutil.NoSuchProcess:
            return True

    def _ended(self, reason: str | None = None) -> DetectorFailedError:
        """Close, and say why; without a reason, how the process came to its end."""
        until = monotonic() + CLOSED_SECONDS
        while reason is None and not self._is_dead():
            if monotonic() > until:
                reason = "closed its connection to the run"
            sleep(POLL_SECONDS / 5)
        self.close()
        return DetectorFailedError(reason or how_it_ended(self._process.returncode))

    def _signal(self, number: signal.Signals) -> None:
        signal_all(self._process.pid, number)


def resident_memory(pid: int) -> int:
    """Bytes of a process and all below it; pages that they share count for each."""
    used = 0
    for one in (pid, *descendants(pid)):
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            used += psutil.Process(one).memory_info().rss
    return used


def how_it_ended(code: int) -> str:
    """An exit status of ``subprocess`` in words."""
    if code >= 0:
        return f"left its process with exit code {code}"
    with suppress(ValueError):
        return f"crashed: its process was ended by {signal.Signals(-code).name}"
    return f"crashed: its process was ended by signal {-code}"


def _end(process: "subprocess.Popen[bytes]", connection: socket.socket) -> None:
    connection.close()
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(END_SECONDS)
    if process.returncode is None:  # somebody stopped it
        signal_all(process.pid, signal.SIGKILL)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()

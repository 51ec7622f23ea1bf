"""What the process of an isolated detector does: build it, and answer chunks until nobody asks.

It answers through the very code of a run without isolation, so that what is timed and what is
accepted are the same. Other processes like it only say what factories tell of themselves.
"""

import json
import os
import socket
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from time import monotonic, perf_counter_ns, sleep
from types import FrameType
from typing import Any

from leakbench.benchmarks.running.accounts import loaded_makers
from leakbench.benchmarks.running.entrants import LocalEntrant, entrant
from leakbench.benchmarks.running.failures import error_line, failed
from leakbench.benchmarks.running.messages import Kind, Message, receive
from leakbench.benchmarks.timing.memory import forget_peak, own_peak
from leakbench.benchmarks.timing.trial import TrialSettings
from leakbench.detectors.registry import (
    DetectorArgumentError,
    UnavailableDetectorError,
    UnknownDetectorError,
    said,
)
from leakbench.generator.engine.compile_notices import compiled_here, tell_before_compiling

GRACE = 0.2  # seconds in which threads that have done their work may end
# A thread whose innermost frame is in one of these waits until somebody has work for it.
WAITING = {"concurrent.futures.thread", "multiprocessing.connection", "queue", "threading"}

_ANY = 1 << 62  # the run sends what it likes


class Requests:
    """The socket to the run, which no code of a detector writes to."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def say(self, kind: Kind, **about: object) -> None:
        """Send a message without batches."""
        self.send(Message(kind, about))

    def send(self, message: Message) -> None:
        """Send a message."""
        for buffer in message.buffers():
            self._connection.sendall(buffer)

    def asked(self) -> Iterator[Message]:
        """What is asked, until the run is gone or has enough."""
        while True:
            try:
                yield receive(self._fill, _ANY)
            except EOFError:
                return

    def _fill(self, view: memoryview) -> None:
        while view:
            got = self._connection.recv_into(view)
            if not got:
                raise EOFError
            view = view[got:]


def running_threads() -> list[str]:
    """Names of threads other than this that are at work and do not end within ``GRACE``."""
    until = monotonic() + GRACE
    while True:
        frames = sys._current_frames()  # noqa: SLF001 - documented, named so for its price
        # Our own frame would lead to itself, and to every batch that was asked about, for ever.
        del frames[threading.get_ident()]
        found = [
            thread.name
            for thread in threading.enumerate()
            if thread is not threading.current_thread() and not _waits(frames.get(thread.ident))  # type: ignore[arg-type]  # a thread that just ended has no frame
        ]
        if not found or monotonic() > until:
            return found
        sleep(GRACE / 20)


def _waits(frame: FrameType | None) -> bool:
    return frame is None or frame.f_globals.get("__name__") in WAITING


def _reply(requests: Requests, detector: LocalEntrant, asked: Message, least: int) -> Message:
    try:
        if asked.kind is Kind.TRIAL:
            reply = _visited(requests, detector, asked, least)
        else:
            reply = _answered(requests, detector, asked, least)
        requests.say(Kind.ALIVE)
        left = running_threads()
    except BaseException as error:  # noqa: BLE001 - a detector may raise anything, SystemExit too
        return Message(Kind.FAILED, failed(error).to_json())
    if left:
        return Message(Kind.FAILED, {"reason": f"left threads running: {', '.join(left)}"})
    return reply


def _answered(requests: Requests, detector: LocalEntrant, asked: Message, least: int) -> Message:
    """Answer a chunk; ``least`` is what memory it took to build the detector."""
    forget_peak()
    found = detector.answer(
        asked.batches, lambda: requests.say(Kind.SIGN), lambda: requests.say(Kind.ALIVE)
    )
    about = {
        "nanoseconds": found.nanoseconds,
        "cached": found.cached,
        "peak": max(least, own_peak()),
        "compiled": compiled_here(),
    }
    return Message(Kind.ANSWERS, about | _account(detector), found.answers)


def _visited(requests: Requests, detector: LocalEntrant, asked: Message, least: int) -> Message:
    settings = TrialSettings(**asked.about)
    trial, answers = detector.trial(asked.batches, settings, lambda: requests.say(Kind.SIGN))
    trial = replace(trial, peak_bytes=max(least, trial.peak_bytes))
    return Message(Kind.ANSWERS, trial.to_json() | _account(detector), answers)


def _account(detector: LocalEntrant) -> dict[str, Any]:
    return {"imports": loaded_makers(), "cost": detector.account.cost}


def _said(name: str) -> dict[str, Any]:
    try:
        told = said(name)
        json.dumps(told)
    except BaseException as error:  # noqa: BLE001 - a module may raise anything when it is imported
        return {"broken": error_line(error)}
    return told


def _build(requests: Requests, name: str) -> LocalEntrant | None:
    try:
        begin = perf_counter_ns()
        built = entrant(name)
        took = perf_counter_ns() - begin
        labels = [] if built.detector is None else sorted(built.detector.labels)
        requests.say(
            Kind.READY,
            version=built.version,
            package=built.package,
            labels=[str(label) for label in labels],
            marks=built.marks,
            failure=built.failure,
            build_ns=took,
        )
    except UnknownDetectorError as error:
        requests.say(Kind.READY, unknown=error.name)
    except DetectorArgumentError as error:
        requests.say(Kind.READY, argument=error.reason)
    except UnavailableDetectorError as error:
        requests.say(Kind.READY, install=error.install, unavailable=error.reason)
    except BaseException as error:  # noqa: BLE001 - attributes of a detector may raise anything
        requests.say(Kind.FAILED, **failed(error).to_json())
    else:
        return built
    return None


def serve(number: int, words: Sequence[str]) -> None:
    """Serve the run at the other end of a socket, and end this process.

    Args:
        number: The socket's.
        words: ``build`` and a detector's name, or ``list`` and some names.
    """
    # What a detector starts must not keep the socket open when this process has ended.
    os.set_inheritable(number, False)  # noqa: FBT003 - the function has no keywords
    requests = Requests(socket.socket(fileno=number))
    # Kernels that nobody compiled before take longer than a batch may, and none of them takes long.
    tell_before_compiling(lambda: requests.say(Kind.ALIVE))
    task, *names = words
    with suppress(ConnectionError):  # the run was killed, or has enough of it
        requests.say(Kind.ALIVE)
        if task == "list":
            for name in names:
                requests.say(Kind.READY, **_said(name))
        elif (built := _build(requests, names[0])) is not None:
            least = own_peak()
            for asked in requests.asked():
                requests.send(_reply(requests, built, asked, least))
    os._exit(0)  # threads that are left would keep the process

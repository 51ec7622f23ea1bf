"""A program that is asked on its standard input and answers on its standard output.

One thread reads and writes, whichever the program is ready for, so that neither side ever waits
for the other to empty a pipe. The program stays in this process's group: whoever stops or ends the
group, as isolation does, stops or ends the program too.
"""

import fcntl
import os
import selectors
import signal
import subprocess
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Lock
from typing import Final

import psutil

from leakbench.generator.errors import LeakbenchError

SILENCE: Final = 600.0  # seconds without a byte either way; isolation has limits of its own
END_SECONDS: Final = 1.0  # in which a program may end by itself
PIPE_BYTES: Final = 1 << 20  # of a pipe, where the system lets us choose
_PIECE: Final = 1 << 18

Complete = Callable[[bytearray], bool]
"""Whether these bytes are a whole answer."""


class ProgramError(LeakbenchError):
    """A program did not answer as it should.

    Attributes:
        program: Its name.
        reason: What it did.
    """

    def __init__(self, program: str, reason: str) -> None:
        self.program = program
        self.reason = reason
        super().__init__(f"the program {program} {reason}")


class Program:
    """A running program; it ends with this object, with the interpreter, or with its failure.

    Its standard error is ours.

    Raises:
        OSError: It cannot be started.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self.name = command[0]
        self._process = subprocess.Popen(  # noqa: S603 - the very command that the user gave
            list(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )
        assert self._process.stdin  # noqa: S101 - for the type checker
        assert self._process.stdout  # noqa: S101 - for the type checker
        self._input, self._output = self._process.stdin.fileno(), self._process.stdout.fileno()
        for pipe in (self._input, self._output):
            os.set_blocking(pipe, False)
            with suppress(OSError, AttributeError):  # Linux alone can, and not without limit
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._output, selectors.EVENT_READ)
        self._failure: ProgramError | None = None
        self._lock = Lock()
        self.close = weakref.finalize(self, _end, self._process, self._selector)

    def ask(self, question: bytes, complete: Complete, doing: str) -> bytes:
        """Give it a question, and take its answer as it comes; one thread after the other.

        Args:
            question: What it reads; nothing, where it speaks first.
            complete: Whether what it has said so far is a whole answer.
            doing: What it does meanwhile, for a message: ``at its start``.

        Raises:
            ProgramError: It ended, or fell silent.
        """
        with self._lock:
            if self._failure is not None:
                raise self._failure
            return self._exchanged(question, complete, doing)

    def _exchanged(self, question: bytes, complete: Complete, doing: str) -> bytes:
        pending, answer = memoryview(question), bytearray()
        if pending:
            self._selector.register(self._input, selectors.EVENT_WRITE)
        while pending or not complete(answer):
            ready = self._selector.select(SILENCE)
            if not ready:
                raise self.failed(f"said and read nothing for {SILENCE:.0f} seconds {doing}")
            for key, _ in ready:
                if key.fd == self._input:
                    pending = pending[self._write(pending, doing) :]
                    if not pending:
                        self._selector.unregister(self._input)
                else:
                    answer += self._read(doing)
        return bytes(answer)

    def failed(self, reason: str) -> ProgramError:
        """End it, and remember why; every further question gets the same answer."""
        self.close()
        self._failure = ProgramError(self.name, reason)
        return self._failure

    def _write(self, pending: memoryview, doing: str) -> int:
        try:
            return os.write(self._input, pending[:_PIECE])
        except BlockingIOError:
            return 0
        except BrokenPipeError:
            raise self._gone(doing) from None

    def _read(self, doing: str) -> bytes:
        try:
            said = os.read(self._output, _PIECE)
        except BlockingIOError:
            return b""
        if not said:
            raise self._gone(doing)
        return said

    def _gone(self, doing: str) -> ProgramError:
        try:
            code = self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            return self.failed(f"closed its input or output {doing}")
        return self.failed(f"{_how_it_ended(code)} {doing}")


def _how_it_ended(code: int) -> str:
    if code >= 0:
        return f"left with exit code {code}"
    with suppress(ValueError):
        return f"was ended by {signal.Signals(-code).name}"
    return f"was ended by signal {-code}"


def _end(process: "subprocess.Popen[bytes]", selector: selectors.BaseSelector) -> None:
    """Close its pipes, at which a program ends by itself; else end it and all that it started."""
    family: list[psutil.Process] = []
    with suppress(psutil.Error):
        family = psutil.Process(process.pid).children(recursive=True)
    selector.close()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            if pipe is not None:
                pipe.close()
    with suppress(subprocess.TimeoutExpired):
        process.wait(END_SECONDS)
    for one in family:
        with suppress(psutil.Error):
            one.kill()
    process.kill()
    process.wait()

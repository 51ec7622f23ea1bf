"""Detectors that misbehave in every way one can think of, for processes of their own to load."""

import ctypes
import os
import re
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa

from leakbench.detectors.contract import per_text, spans_from
from leakbench.detectors.registry import About

SLEEPER = ("sleep", "86399.25")
_FOREVER = 86_400
_MEGABYTE = 1_000_000


class Steady:
    """Behaves, and finds runs of eleven digits."""

    name = "steady"
    labels = frozenset({"MOBILE"})
    about = About("leakbench-faulty", "pip install leakbench-faulty", "MIT", "")

    def detect(self, batch):
        """Misbehave, then answer."""
        answer = per_text(self._find, batch)
        changed = self._misbehave(batch)
        return answer if changed is None else changed

    @staticmethod
    def _find(text):
        return [(*found.span(), "MOBILE") for found in re.finditer(r"(?<!\d)\d{11}(?!\d)", text)]

    def _misbehave(self, batch):
        pass


class Segfaults(Steady):
    """Reads where nothing is."""

    def _misbehave(self, _batch):
        ctypes.string_at(0)


class LeavesHard(Steady):
    """Ends its process without a word."""

    def _misbehave(self, _batch):
        os._exit(7)


class Exits(Steady):
    """Thinks it is a program."""

    def _misbehave(self, _batch):
        sys.exit(3)


class ExitsWhenBuilt(Steady):
    """The same, before it is asked."""

    def __init__(self):
        sys.exit("no licence")


class Panics(Steady):
    """Raises what is no Exception, as bindings to other languages do."""

    def _misbehave(self, _batch):
        raise type("Panic", (BaseException,), {})("index out of bounds")


class Hangs(Steady):
    """Never answers."""

    def _misbehave(self, _batch):
        time.sleep(_FOREVER)


class HangsWhenBuilt(Steady):
    """Never gets built."""

    def __init__(self):
        time.sleep(_FOREVER)


class Hoards(Steady):
    """Takes more and more memory."""

    def _misbehave(self, _batch):
        kept = []
        while True:
            kept.append(b"x" * (20 * _MEGABYTE))
            time.sleep(0.01)


class Spikes(Steady):
    """Takes too much memory for a moment."""

    def _misbehave(self, _batch):
        del self
        len(b"x" * (400 * _MEGABYTE))


class LeavesThread(Steady):
    """Lets a thread work on."""

    def _misbehave(self, _batch):
        threading.Thread(target=_work_on, name="busy").start()


def _work_on():
    while True:
        time.sleep(0.001)


class KeepsPool(Steady):
    """Has threads that wait for work, which is fair."""

    def __init__(self):
        self._pool = ThreadPoolExecutor(2)

    def _misbehave(self, _batch):
        list(self._pool.map(str, range(4)))


class StartsProcess(Steady):
    """Leaves a process that would outlive the run."""

    def _misbehave(self, _batch):
        del self
        subprocess.Popen(SLEEPER)  # not waited for: that is the point


class Outside(Steady):
    """Has a span outside the text."""

    def _misbehave(self, _batch):
        return spans_from([(0, 0, (0, 10**6, "MOBILE"))])


class NotArrow(Steady):
    """Answers with a list."""

    def _misbehave(self, batch):
        return [[] for _ in range(batch.num_rows)]


class WrongTypes(Steady):
    """Answers with strings where numbers belong."""

    def _misbehave(self, _batch):
        return pa.RecordBatch.from_pydict(
            {name: ["0"] for name in ("row", "column", "start", "end", "label", "score")}
        )


class Undeclared(Steady):
    """Finds what it says it cannot."""

    def _misbehave(self, _batch):
        return spans_from([(0, 0, (0, 1, "EMAIL"))])


class Unsound(Steady):
    """Answers with Arrow whose dictionary is shorter than its codes."""

    def _misbehave(self, _batch):
        sound = spans_from([(0, 0, (0, 1, "MOBILE"))])
        label = pa.DictionaryArray.from_arrays(
            pa.array([99], pa.int8()), sound.column("label").dictionary, safe=False
        )
        return pa.RecordBatch.from_arrays(
            [*sound.columns[:4], label, sound.column("score")], schema=sound.schema
        )


class Prints(Steady):
    """Writes on every stream it knows of."""

    def _misbehave(self, _batch):
        print("\x00r\x00\x00{}garbage", flush=True)  # noqa: T201 - what the test is about
        os.write(1, b'{"detector": "nobody"}\n\xff\xfe\n')


class Mutates(Steady):
    """Overwrites the strings that it was given."""

    def _misbehave(self, batch):
        text = batch.column(0).buffers()[2]
        ctypes.memset(text.address, ord("9"), text.size)


class Peeks(Steady):
    """Looks for truth in all memory behind the batch, and says so if there is some."""

    def _misbehave(self, batch):
        for column in batch.columns:
            for buffer in filter(None, column.buffers()):
                while buffer.parent is not None:
                    buffer = buffer.parent  # noqa: PLW2901 - on to what it is a part of
                seen = ctypes.string_at(buffer.address, buffer.size)
                for secret in (b"PERSON_NAME", b"subject", b"text_spans"):
                    if secret in seen:
                        raise LookupError(f"found {secret}")
        if batch.schema.names != ["text"] or batch.schema.metadata:
            raise LookupError(f"found {batch.schema}")

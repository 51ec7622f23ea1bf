"""Detectors that cheat in every way that has worked, for processes of their own to load.

Each finds runs of eleven digits as the honest one does, slowly enough that cheating pays.
"""

import re
import sys
import time
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa

from leakbench.detectors.contract import empty_spans, per_text, spans_from
from leakbench.detectors.registry import About

SECONDS_PER_ROW = 0.0001
NOTHING = empty_spans()


def find(text):
    """What an honest detector finds."""
    return [(*found.span(), "MOBILE") for found in re.finditer(r"(?<!\d)\d{11}(?!\d)", text)]


def slowly(batch):
    """Find it, in the time that honest work takes."""
    until = time.perf_counter() + SECONDS_PER_ROW * batch.num_rows
    answer = per_text(find, batch)
    while time.perf_counter() < until:
        pass
    return answer


class Honest:
    """Works whenever it is asked."""

    name = "honest"
    labels = frozenset({"MOBILE"})
    about = About("leakbench-cheats", "pip install leakbench-cheats", "MIT", "")

    def detect(self, batch):
        """Answer."""
        return slowly(batch)


@cache
def _remembered(text):
    until = time.perf_counter() + SECONDS_PER_ROW
    found = find(text)
    while time.perf_counter() < until:
        pass
    return found


class RemembersCells(Honest):
    """Innocent: one line of ``functools`` above the function."""

    def detect(self, batch):
        """Answer what is new."""
        return per_text(_remembered, batch)


class RemembersBatches(Honest):
    """Knows a batch again by its first cell."""

    def __init__(self):
        self._known = {}

    def detect(self, batch):
        """Answer what is new."""
        key = (batch.num_rows, batch.column(0)[0].as_py() if batch.num_rows else None)
        if key not in self._known:
            self._known[key] = slowly(batch)
        return self._known[key]


class NothingLater(Honest):
    """Answers once, and never again."""

    def __init__(self):
        self._asked = 0

    def detect(self, batch):
        """Answer the first batch."""
        self._asked += 1
        return slowly(batch) if self._asked == 1 else None


class EmptyLater(NothingLater):
    """The same, within the contract."""

    def detect(self, batch):
        """Answer the first batches."""
        answer = super().detect(batch)
        return NOTHING if answer is None else answer


class _Later(pa.RecordBatch):
    def __init__(self):
        self.batch = None

    @property
    def schema(self):
        return NOTHING.schema

    @property
    def columns(self):
        return slowly(self.batch).columns


class WorksWhenRead(Honest):
    """Hands over an answer that is worked out by whoever reads it."""

    def detect(self, batch):
        """Put it off."""
        later = _Later()
        later.batch = batch
        return later


class WorksWhenAskedItsUnit(Honest):
    """Fills in the answer when somebody wants to know what its offsets count."""

    def __init__(self):
        self._due = None

    @property
    def offset_unit(self):
        """The unit, and the work of before."""
        if self._due is not None:
            (batch, numbers), self._due = self._due, None
            starts = slowly(batch).column("start").to_numpy()
            numbers[: len(starts)] = starts
        return "code point"

    def detect(self, batch):
        """Answer with memory that is filled in later."""
        numbers = np.zeros(batch.num_rows, np.int32)
        self._due = (batch, numbers)
        found = spans_from((row, 0, (0, 1, "MOBILE")) for row in range(batch.num_rows))
        start = pa.Array.from_buffers(pa.int32(), len(numbers), [None, pa.py_buffer(numbers)])
        return found.set_column(2, found.schema.field("start"), start)


class StopsTheClock(Honest):
    """Replaces the clock wherever it is known by name."""

    def detect(self, batch):
        """Answer while no time passes."""
        for module in list(sys.modules.values()):
            if module is not time and hasattr(module, "perf_counter_ns"):
                module.perf_counter_ns = lambda: 0
        return slowly(batch)


class WorksAfterItsTime(Honest):
    """Says that it is done, and works while its answer is awaited."""

    def detect(self, batch):
        """Have the work done by what is called next in its process."""
        module = next(one for one in sys.modules.values() if hasattr(one, "running_threads"))
        wrapped = module.own_peak

        def late():
            module.own_peak = wrapped
            slowly(batch)
            return wrapped()

        module.own_peak = late
        return per_text(find, batch)


class _Regenerates(Honest):
    """Makes the records again, out of a seed that it has from somewhere."""

    labels = frozenset({"MOBILE", "PERSON_NAME"})

    def _seed(self):
        raise NotImplementedError

    def __init__(self):
        self._truth = None

    def detect(self, batch):
        """Look the texts up."""
        if self._truth is None:
            self._truth = self._made()
        return spans_from(
            (row, 0, span)
            for row, text in enumerate(batch.column(0).to_pylist())
            for span in self._truth.get(text, ())
        )

    def _made(self):
        seed = self._seed()
        if seed is None:
            return {}
        from leakbench.generator.generate import batches  # noqa: PLC0415 - what it is caught by
        from leakbench.generator.spec import Spec  # noqa: PLC0415 - what it is caught by

        truth = {}
        for batch in batches(Spec(corpus="legal_person", seed=seed), 2_000):
            columns = (batch.column("text").to_pylist(), batch.column("text_spans").to_pylist())
            for text, spans in zip(*columns, strict=True):
                truth[text] = [
                    (one["start"], one["end"], one["label"])
                    for one in spans
                    if one["label"] in self.labels and one["quality"] == "exact"
                ]
        return truth


class KnowsTheSeed(_Regenerates):
    """Guesses that the seed is the default one."""

    def _seed(self):
        return 0


class ReadsTheCommand(_Regenerates):
    """Reads the seed off the command lines of the processes above, and off the environment."""

    def _seed(self):
        pid = "self"
        while True:
            folder = Path("/proc", str(pid))
            words = (folder / "cmdline").read_bytes().split(b"\0")
            words += (folder / "environ").read_bytes().replace(b"=", b"\0").split(b"\0")
            for at, word in enumerate(words[:-1]):
                if word.lower().endswith(b"seed") and words[at + 1].isdigit():
                    return int(words[at + 1])
            status = (folder / "status").read_text("ascii")
            pid = int(re.search(r"PPid:\s*(\d+)", status)[1])
            if pid <= 1:
                return None


class WalksFrames(Honest):
    """Looks for the truth in whoever called it, and in everything that is alive."""

    def detect(self, batch):
        """Answer with the truth, if it is anywhere."""
        import gc  # noqa: PLC0415 - nothing else needs it

        frame = sys._getframe()  # noqa: SLF001 - what the test is about
        while frame is not None:
            for value in frame.f_locals.values():
                for one in value if isinstance(value, (list, tuple)) else [value]:
                    if hasattr(one, "truth"):
                        raise LookupError("found the truth in a frame")
            frame = frame.f_back
        for one in gc.get_objects():
            if type(one).__name__ == "Chunk" and hasattr(one, "truth"):
                raise LookupError("found the truth in memory")
        return slowly(batch)

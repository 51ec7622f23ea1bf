"""Which record makes a detector fail: it is asked again, in its process, about fewer and fewer."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from time import monotonic
from types import TracebackType
from typing import Final, Self

import numpy as np
import pyarrow as pa

from leakbench.benchmarks.running.failures import Place, failed
from leakbench.benchmarks.running.own_copies import WrittenIntoError
from leakbench.benchmarks.timing.call_timing import Around, nothing
from leakbench.detectors.contract import Detector, SpanError, accept

SECONDS: Final = 5.0  # of asking again; what takes longer for one batch is not asked at all

Provokes = Callable[[pa.RecordBatch], bool]
"""Whether the same kind of error comes of some records."""


class Watched:
    """A detector at work on the batches of a chunk; whatever it raises is told with its place.

    A context: what is raised in it, but for the user's own interruption, leaves it as a
    ``DetectorFailedError``. Nothing is done while nothing fails, but for counting calls.
    """

    def __init__(self, detector: Detector, batches: Sequence[pa.RecordBatch]) -> None:
        self._detector = detector
        self._batches = batches
        self._calls = 0
        self._called = 0.0
        self._before: Around = nothing
        self._answer: object = None

    def calls(self, before: Around = nothing) -> Around:
        """What is to be done before each call, which is then counted.

        Calls go through the batches in their order, time and again.
        """
        self._before = before

        def count() -> None:
            self._calls += 1
            before()
            self._called = monotonic()

        return count

    def accepted(self, answers: Sequence[object]) -> list[pa.RecordBatch]:
        """Check the answers to the batches.

        Raises:
            SpanError: One breaks the contract; as everything in the context, it leaves it as a
                ``DetectorFailedError``.
        """
        checked = []
        for number, (answer, batch) in enumerate(zip(answers, self._batches, strict=True), 1):
            self._calls, self._answer, self._called = number, answer, monotonic()
            checked.append(accept(answer, batch, self._detector))
        return checked

    def __enter__(self) -> Self:
        """Begin to watch."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Tell an error with its place."""
        if error is None or isinstance(error, KeyboardInterrupt):
            return
        elsewhere = not self._calls or isinstance(error, WrittenIntoError)  # no answer's fault
        raise failed(error, None if elsewhere else self._place(error)) from error

    def _place(self, error: BaseException) -> Place:
        number = (self._calls - 1) % len(self._batches)
        batch = self._batches[number]
        first = sum(one.num_rows for one in self._batches[:number])
        place = Place(batch=number, first=first, rows=batch.num_rows)
        if isinstance(error, SpanError) and error.span is not None:
            return self._of_span(place, error.span)
        if getattr(self._detector, "cost", None) is not None:
            return replace(place, remark="not asked again, as each question costs")
        if monotonic() - self._called > SECONDS:
            return replace(place, remark=f"not asked again, as that takes more than {SECONDS:g} s")
        return found(place, batch, lambda some: self._provokes(error, some))

    def _of_span(self, place: Place, span: int) -> Place:
        answer = self._answer
        assert isinstance(answer, pa.RecordBatch)  # noqa: S101 - who has spans is one
        row, column, start, end, label = (
            answer.column(name)[span].as_py() for name in ("row", "column", "start", "end", "label")
        )
        names = self._batches[place.batch].schema.names
        known = column is not None and 0 <= column < len(names)
        return replace(
            place,
            row=None if row is None else place.first + row,
            column=names[column] if known else str(column),
            start=start,
            end=end,
            label=label,
        )

    def _provokes(self, error: BaseException, some: pa.RecordBatch) -> bool:
        self._before()
        try:
            accept(self._detector.detect(some), some, self._detector)
        except KeyboardInterrupt:
            raise
        except BaseException as other:  # noqa: BLE001 - a detector may raise anything, SystemExit too
            return type(other) is type(error)
        return False


def found(place: Place, batch: pa.RecordBatch, provokes: Provokes) -> Place:
    """Name the row that provokes an error when it is asked about alone, the first of several.

    Args:
        place: Of the batch.
        batch: On which it came.
        provokes: Asks about some of its rows.
    """
    until = monotonic() + SECONDS
    low, high = 0, batch.num_rows
    while high - low > 1:
        if monotonic() > until:
            return replace(place, remark=f"which one was not found within {SECONDS:g} s")
        middle = (low + high) // 2
        if provokes(_rows(batch, low, middle)):
            high = middle
        elif provokes(_rows(batch, middle, high)):
            low = middle
        elif provokes(_rows(batch, low, high)):
            return replace(place, remark="the batch as a whole: no single row does it")
        else:
            return replace(place, remark="which did not fail when asked again")
    if batch.num_rows <= 1 and not (batch.num_rows and provokes(_rows(batch, 0, 1))):
        return replace(place, remark="which did not fail when asked again")
    several = high < batch.num_rows and provokes(_rows(batch, high, batch.num_rows))
    return replace(place, row=place.first + low, remark="the first of several" if several else "")


def _rows(batch: pa.RecordBatch, low: int, high: int) -> pa.RecordBatch:
    """Some rows as a batch of their own, whose buffers hold nothing else."""
    return batch.take(pa.array(np.arange(low, high)))

"""Sweep an axis: the same records at every place of it, scored for every detector.

Nothing is timed. A detector that fails at a place has its reason there and goes on at the next.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakbench.benchmarks.running.entrants import Entrant, error_line
from leakbench.benchmarks.running.runner import Watch, unwatched
from leakbench.benchmarks.scoring.chunks import Chunk
from leakbench.benchmarks.scoring.counts import Counts
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.record_counts import record_counts
from leakbench.benchmarks.scoring.scorer import Scorer
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.statistics.bootstrap import (
    REPLICATES,
    Interval,
    ratio_interval,
    replicate_sums,
    whole_of,
)
from leakbench.benchmarks.sweeps.axes import CHUNK_ROWS, Axis, Place
from leakbench.benchmarks.timing.call_timing import Timing
from leakbench.generator.plurals import counted
from leakbench.generator.spec import Spec

METRICS: Final = ("recall", "precision")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A detector at a place.

    Attributes:
        detector: Its name.
        version: Of the package that does the work.
        place: Where on the axis.
        counts: What was scored; None after a failure.
        intervals: Of each of ``METRICS``, by the bootstrap over records; None where it has none.
        failure: Why there are no counts.
    """

    detector: str
    version: str
    place: Place
    counts: Counts | None
    intervals: dict[str, Interval | None]
    failure: str | None


class _Run:
    """An entrant on its way through the records of a place."""

    def __init__(self, entrant: Entrant, space: LabelSpace) -> None:
        self._entrant = entrant
        self._scorer = Scorer(space, entrant.labels)
        self._totals = np.zeros(3, np.int64)  # found, truth and predicted
        self._sums = np.zeros((REPLICATES, 3), np.int64)
        self._failure: str | None = None

    def take(self, chunk: Chunk, first: int, batch_rows: int) -> None:
        """Answer and score a chunk, unless it failed before.

        Args:
            chunk: Records.
            first: Number of the first of them.
            batch_rows: How many of them are given at a time.
        """
        if self._failure is not None:
            return
        try:
            answer = answer_in_batches(self._entrant, chunk.strings, batch_rows)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - a detector may raise anything, SystemExit too
            self._failure = error_line(error)
            return
        found = record_counts(self._scorer.add(chunk.truth, answer, chunk))
        totals = np.stack(
            [found.found.sum(axis=1), found.truth.sum(axis=1), found.predicted.sum(axis=1)], axis=1
        )
        # A record has one number at every place, so that places are paired as detectors are.
        self._totals += totals.sum(axis=0)
        self._sums += replicate_sums(found.record + first, totals)

    def point(self, place: Place) -> Point:
        """What came of it."""
        return Point(
            detector=self._entrant.name,
            version=self._entrant.version,
            place=place,
            counts=None if self._failure is not None else self._scorer.counts(),
            intervals={metric: self._interval(metric) for metric in METRICS},
            failure=self._failure,
        )

    def _interval(self, metric: str) -> Interval | None:
        if self._failure is not None:
            return None
        found, truth, predicted = self._totals
        founds, truths, claims = self._sums.T
        whole = float(whole_of(metric, truth, predicted))
        return ratio_interval(int(found), whole, founds, whole_of(metric, truths, claims))


def sweep(
    axis: Axis,
    spec: Spec,
    entrants: Sequence[Entrant],
    rows: int,
    watch: Watch = unwatched,
) -> Iterator[Point]:
    """Score every entrant at every place.

    Args:
        axis: What changes.
        spec: What stays: corpus, seed and all that the axis does not set.
        entrants: Who answers; closed in the end.
        rows: Records of the corpus.
        watch: Shows progress.

    Yields:
        Place by place, a point for each entrant.
    """
    places = counted(len(axis.places), "place")
    title = f"{spec.corpus}: {counted(rows, 'row')} at {places} of {axis.name}"
    try:
        with watch(title, len(axis.places) * len(entrants) * rows) as advance:
            for place in axis.places:
                source = CorpusSource(replace(spec, **place.changes))
                runs = [_Run(one, LabelSpace.of_registry()) for one in entrants]
                first = 0
                for chunk in source.chunks(axis.track, CHUNK_ROWS, rows):
                    for run in runs:
                        run.take(chunk, first, place.batch_rows)
                        advance(chunk.strings.num_rows)
                    first += chunk.strings.num_rows
                yield from (run.point(place) for run in runs)
    finally:
        for one in entrants:
            one.close()


def answer_in_batches(entrant: Entrant, strings: pa.RecordBatch, batch_rows: int) -> pa.RecordBatch:
    """Answer records some at a time, and number the answer's rows through.

    Raises:
        DetectorFailedError: The entrant came to an end.
        BaseException: What the detector itself raises.
    """
    starts = range(0, strings.num_rows, batch_rows)
    batches = [strings.slice(start, batch_rows) for start in starts]
    answers = entrant.answers(batches, Timing())
    moved = [
        answer.set_column(0, "row", pc.add(answer.column("row"), pa.scalar(start, pa.int32())))
        for start, answer in zip(starts, answers, strict=True)
        if answer.num_rows
    ]
    return pa.concat_batches(moved) if moved else answers[0]

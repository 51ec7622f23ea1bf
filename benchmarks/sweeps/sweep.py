"""Sweep an axis: the same records at every place of it, scored for every detector.

Nothing is timed. A detector that fails at a place has its reason there and goes on at the next.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakbench.benchmarks.running.contenders import Contender, described
from leakbench.benchmarks.running.runner import Watch, unwatched
from leakbench.benchmarks.scoring.counts import Counts
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.portions import Portion
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
from leakbench.benchmarks.sweeps.axes import PORTION_ROWS, Axis, Place
from leakbench.benchmarks.timing.calls import Timing
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
    """A contender on its way through the records of a place."""

    def __init__(self, contender: Contender, space: LabelSpace) -> None:
        self._contender = contender
        self._scorer = Scorer(space, contender.labels)
        self._totals = np.zeros(3, np.int64)  # found, truth and predicted
        self._sums = np.zeros((REPLICATES, 3), np.int64)
        self._failure: str | None = None

    def take(self, portion: Portion, first: int, batch_rows: int) -> None:
        """Answer and score a portion, unless it failed before.

        Args:
            portion: Records.
            first: Number of the first of them.
            batch_rows: How many of them are given at a time.
        """
        if self._failure is not None:
            return
        try:
            answer = answer_in_batches(self._contender, portion.strings, batch_rows)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - a detector may raise anything, SystemExit too
            self._failure = described(error)
            return
        found = record_counts(self._scorer.add(portion.truth, answer, portion))
        totals = np.stack(
            [found.found.sum(axis=1), found.truth.sum(axis=1), found.predicted.sum(axis=1)], axis=1
        )
        # A record has one number at every place, so that places are paired as detectors are.
        self._totals += totals.sum(axis=0)
        self._sums += replicate_sums(found.record + first, totals)

    def point(self, place: Place) -> Point:
        """What came of it."""
        return Point(
            detector=self._contender.name,
            version=self._contender.version,
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
    contenders: Sequence[Contender],
    rows: int,
    watch: Watch = unwatched,
) -> Iterator[Point]:
    """Score every contender at every place.

    Args:
        axis: What changes.
        spec: What stays: corpus, seed and all that the axis does not set.
        contenders: Who answers; closed in the end.
        rows: Records of the corpus.
        watch: Shows progress.

    Yields:
        Place by place, a point for each contender.
    """
    title = f"{spec.corpus}: {rows:,} rows at {len(axis.places)} places of {axis.name}"
    try:
        with watch(title, len(axis.places) * len(contenders) * rows) as advance:
            for place in axis.places:
                source = CorpusSource(replace(spec, **place.changes))
                runs = [_Run(one, LabelSpace.of_registry()) for one in contenders]
                first = 0
                for portion in source.portions(axis.track, PORTION_ROWS, rows):
                    for run in runs:
                        run.take(portion, first, place.batch_rows)
                        advance(portion.strings.num_rows)
                    first += portion.strings.num_rows
                yield from (run.point(place) for run in runs)
    finally:
        for one in contenders:
            one.close()


def answer_in_batches(
    contender: Contender, strings: pa.RecordBatch, batch_rows: int
) -> pa.RecordBatch:
    """Answer records some at a time, and number the answer's rows through.

    Raises:
        DetectorFailure: The contender came to an end.
        BaseException: What the detector itself raises.
    """
    starts = range(0, strings.num_rows, batch_rows)
    batches = [strings.slice(start, batch_rows) for start in starts]
    answers = contender.answers(batches, Timing(), 0.0)
    moved = [
        answer.set_column(0, "row", pc.add(answer.column("row"), pa.scalar(start, pa.int32())))
        for start, answer in zip(starts, answers, strict=True)
        if answer.num_rows
    ]
    return pa.concat_batches(moved) if moved else answers[0]

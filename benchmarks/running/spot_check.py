"""Whether a detector finds in records of a seed drawn after the run what it found in the run.

One that knows the records of a public seed, or makes them again, is as good as it is only there.
"""

from dataclasses import dataclass
from math import sqrt
from typing import Any, Final

import pyarrow as pa

from leakbench.benchmarks.scoring.chunks import Chunk
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.record_counts import record_counts
from leakbench.benchmarks.scoring.scorer import Scorer
from leakbench.benchmarks.statistics.intervals import IntervalTally

BEYOND_CHANCE: Final = 5.0  # standard errors; of a hundred results none is to be accused
LEAST: Final = 0.03  # of recall, as populations differ by themselves


@dataclass(frozen=True, slots=True)
class Found:
    """Strict recall over some records, and how sure it is.

    Attributes:
        found: Values found.
        truth: Values that count.
        variance: Of their ratio, files being what is drawn.
    """

    found: int
    truth: int
    variance: float

    @classmethod
    def of(cls, scorer: Scorer, intervals: dict[str, Any]) -> "Found":
        """What was counted, and the moments beside it."""
        counts = scorer.counts()
        found, truth = counts.count("exact_same"), counts.support()
        if not truth:
            return cls(0, 0, 0.0)
        ff, ft, _, tt, *_ = (float(one) for one in intervals["moments"])
        share = found / truth
        return cls(found, truth, max(0.0, ff - 2 * share * ft + share**2 * tt) / truth**2)

    @property
    def recall(self) -> float | None:
        """None where there is nothing to find."""
        return self.found / self.truth if self.truth else None


def differ(main: Found, spot: Found) -> bool:
    """Whether two recalls differ by more than chance and populations explain.

    The spot has few files, so that its variance is taken to be at least that of the run for as many
    values, and at least that of values drawn one by one.
    """
    if main.recall is None or spot.recall is None:
        return False
    pooled = (main.found + spot.found) / (main.truth + spot.truth)
    alone = pooled * (1 - pooled) * (1 / main.truth + 1 / spot.truth)
    of_spot = max(spot.variance, main.variance * main.truth / spot.truth)
    error = sqrt(max(alone, main.variance + of_spot))
    away = abs(main.recall - spot.recall)
    return away > max(LEAST, BEYOND_CHANCE * error)


def checked(
    main: Found, spot: tuple[Chunk, pa.RecordBatch], scorer: Scorer, space: LabelSpace, seed: int
) -> dict[str, Any]:
    """Score the answer to a spot apart, and say how it compares.

    Args:
        main: What the run found.
        spot: Records and the answer to them.
        scorer: Counts nothing yet; of the detector's labels.
        space: The labels.
        seed: What the spot was made of.
    """
    chunk, answer = spot
    tally = IntervalTally(space)
    tally.add(record_counts(scorer.add(chunk.truth, answer, chunk)), chunk.files)
    found = Found.of(scorer, tally.to_json())
    return {
        "seed": seed,
        "rows": chunk.strings.num_rows,
        "recall": found.recall,
        "recall_of_run": main.recall,
        "differs": differ(main, found),
    }

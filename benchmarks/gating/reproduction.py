"""Whether a second run of published results gives them again: counts equal, speed in proportion."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from leakbench.benchmarks.store.results import Result

REFERENCE: Final = "regex"  # whose speed others' are compared with
_RUN_SPREAD: Final = 2.0  # times faster or slower: what one run on a shared machine may be off by
_LEAST_SPREAD: Final = 1.5  # the same of a median of many runs, on another kind of processor


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was published, and what its repetition gave.

    Attributes:
        corpus: Of both runs; None of a detector's speed, which is judged over all its runs.
        noise: Of both; None of real text.
        track: Of both.
        detector: Of both.
        agrees: Whether the repetition gives the published result.
        reason: What differs, or how far the speed is apart.
    """

    corpus: str | None
    noise: str | None
    track: str | None
    detector: str
    agrees: bool
    reason: str

    def to_json(self) -> dict[str, Any]:
        """Its values under their names."""
        return {name: getattr(self, name) for name in self.__slots__}


Key = tuple[str, str | None, str, str]


def reproduced(published: Sequence[Result], again: Sequence[Result]) -> list[Finding]:
    """Compare published results with their repetition.

    Counts must be equal, run by run. The throughput of a detector must be as many times that of
    ``REFERENCE`` on the same records, in the median of its runs: one run of a second or two says
    little on a shared machine. How far apart it may be is the spread of the raw samples, which
    shrinks with the root of the number of runs, and at least ``_LEAST_SPREAD``.

    Args:
        published: The results to reproduce.
        again: The results of the repetition.

    Returns:
        A finding for each published run, and one for the speed of each detector.
    """
    before, after = ({_key(one): one for one in side} for side in (published, again))
    apart: dict[str, list[float]] = {}
    spreads: dict[str, list[float]] = {}
    for key, old in before.items():
        new, reference = after.get(key), (*key[:3], REFERENCE)
        if new is None or reference not in before or reference not in after:
            continue
        ratio = _ratio(old, before[reference]) / _ratio(new, after[reference])
        if key[3] != REFERENCE and np.isfinite(ratio):
            apart.setdefault(key[3], []).append(ratio)
            spreads.setdefault(key[3], []).append(max(_RUN_SPREAD, _spread(old) * _spread(new)))
    return [
        *(_counted(key, old, after.get(key)) for key, old in before.items()),
        *(_speed(name, ratios, spreads[name]) for name, ratios in apart.items()),
    ]


def _key(result: Result) -> Key:
    return result.corpus, result.noise, result.track, result.detector


def _counted(key: Key, old: Result, new: Result | None) -> Finding:
    if new is None:
        reason = "not run again"
    elif (old.failure is None) != (new.failure is None):
        reason = f"failed once: {old.failure or new.failure}"
    elif old.identity != new.identity:
        reason = "other records: the generator has changed"
    elif old.counts != new.counts:
        reason = "other counts"
    else:
        return Finding(*key, agrees=True, reason="counts are equal")
    return Finding(*key, agrees=False, reason=reason)


def _speed(detector: str, ratios: list[float], spreads: list[float]) -> Finding:
    """Whether a detector is as fast, beside the reference, as it was."""
    apart = float(np.median(ratios))
    allowed = max(_LEAST_SPREAD, float(np.median(spreads)) ** len(ratios) ** -0.5)
    return Finding(
        None,
        None,
        None,
        detector,
        agrees=1 / allowed <= apart <= allowed,
        reason=f"speed by {REFERENCE}'s {apart:.2f} times in {len(ratios)} runs, "
        f"up to {allowed:.2f} is let pass",
    )


def _ratio(result: Result, reference: Result) -> float:
    rates = [one.timing.mb_per_s() if one.timing else None for one in (result, reference)]
    return (rates[0] or np.nan) / (rates[1] or np.nan)


def _spread(result: Result) -> float:
    """How many times longer a slow pass took than a fast one, of the raw samples."""
    if result.timing is None or not result.timing.nanoseconds:
        return 1.0
    times = np.array(result.timing.nanoseconds) / np.maximum(1, result.timing.rows)
    fast, slow = np.quantile(times, [0.05, 0.95])
    return float(slow / fast)

"""Whether a second run of published results gives them again: counts equal, speed in proportion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from leakbench.benchmarks.store.results import Result

REFERENCE: Final = "regex"  # whose speed others' are compared with
LEAST_SPREAD: Final = 2.0  # times faster or slower: what two sessions on shared machines differ by


@dataclass(frozen=True, slots=True)
class Finding:
    """A published run and its repetition.

    Attributes:
        corpus: Of both.
        noise: Of both; None of real text.
        track: Of both.
        detector: Of both.
        agrees: Whether the repetition gives the published result.
        reason: What differs, or how far the speed is apart.
    """

    corpus: str
    noise: str | None
    track: str
    detector: str
    agrees: bool
    reason: str

    def to_json(self) -> dict[str, Any]:
        """Its values under their names."""
        return {name: getattr(self, name) for name in self.__slots__}


Key = tuple[str, str | None, str, str]


def reproduced(published: Sequence[Result], again: Sequence[Result]) -> list[Finding]:
    """Compare every published run with its repetition.

    Counts must be equal. Throughput must have the same ratio to that of ``REFERENCE`` on the same
    corpus, within the spread of the raw samples of both runs, at least ``LEAST_SPREAD``.

    Args:
        published: The results to reproduce.
        again: The results of the repetition.
    """
    before, after = ({_key(one): one for one in side} for side in (published, again))
    return [_finding(key, before, after) for key in before]


def _key(result: Result) -> Key:
    return result.corpus, result.noise, result.track, result.detector


def _finding(key: Key, before: Mapping[Key, Result], after: Mapping[Key, Result]) -> Finding:
    old, new = before[key], after.get(key)
    if new is None:
        return Finding(*key, agrees=False, reason="not run again")
    if (old.failure is None) != (new.failure is None):
        reason = f"failed once: {old.failure or new.failure}"
        return Finding(*key, agrees=False, reason=reason)
    if old.identity != new.identity:
        return Finding(*key, agrees=False, reason="other records: the generator has changed")
    if old.counts != new.counts:
        return Finding(*key, agrees=False, reason="other counts")
    reference = (*key[:3], REFERENCE)
    if old.counts is None or reference not in before or reference not in after:
        return Finding(*key, agrees=True, reason="counts are equal")
    apart = _ratio(old, before[reference]) / _ratio(new, after[reference])
    spread = max(LEAST_SPREAD, _spread(old) * _spread(new))
    agrees = 1 / spread <= apart <= spread
    return Finding(
        *key, agrees=agrees, reason=f"speed by {REFERENCE}'s {apart:.2f} times, spread {spread:.2f}"
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

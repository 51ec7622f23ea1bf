"""Records by legal tier, and what they come to: 法释〔2017〕10号 article 5.

Records below every threshold add up in proportion, n₅₀/50 + n₅₀₀/500 + n₅₀₀₀/5000; from 1 on the
circumstances are serious (情节严重), from 10 on especially serious (情节特别严重). Where courts
differ on the tier of a record, the mildest and the harshest reading give two verdicts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Tiers = tuple[int, ...]
Verdict = Literal["below", "serious", "especially serious"]

THRESHOLDS: Tiers = (50, 500, 5000)
_ESPECIALLY = 10


@dataclass(frozen=True, slots=True)
class TierCounts:
    """Records by what they count for.

    Attributes:
        counts: Number of records of each set of possible tiers.
    """

    counts: Mapping[Tiers, int]

    @property
    def lower(self) -> float:
        """Sum of the shares of the thresholds, every record taken at its mildest."""
        return sum(count / max(tiers) for tiers, count in self.counts.items())

    @property
    def upper(self) -> float:
        """The same, every record taken at its harshest."""
        return sum(count / min(tiers) for tiers, count in self.counts.items())

    @property
    def verdicts(self) -> tuple[Verdict, Verdict]:
        """What the mildest and the harshest reading come to."""
        return verdict(self.lower), verdict(self.upper)

    def crossed(self) -> dict[str, list[bool]]:
        """Whether each threshold is crossed by the records of its tier alone, by both readings."""
        crossed = {}
        for threshold in THRESHOLDS:
            mild = sum(n for tiers, n in self.counts.items() if max(tiers) == threshold)
            harsh = sum(n for tiers, n in self.counts.items() if min(tiers) == threshold)
            crossed[str(threshold)] = [mild >= threshold, harsh >= threshold]
        return crossed


def verdict(share: float) -> Verdict:
    """What a sum of shares of the thresholds comes to."""
    # A sum of hundredths may fall short of 1 by rounding alone.
    share = round(share, 9)
    if share >= _ESPECIALLY:
        return "especially serious"
    return "serious" if share >= 1 else "below"

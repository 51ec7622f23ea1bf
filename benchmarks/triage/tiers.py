"""What lists count for in law: 法释〔2017〕10号 article 5, over records that are not duplicates.

Records below every threshold add up in proportion, n₅₀/50 + n₅₀₀/500 + n₅₀₀₀/5000; from 1 on the
circumstances are serious (情节严重), from 10 on especially serious (情节特别严重). Where courts
differ on the tier of a record, the mildest and the harshest reading give two verdicts.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from leakbench.generator.entities import coarse, known_labels

Tiers = tuple[int, ...]
Verdict = Literal["below", "serious", "especially serious"]

THRESHOLDS: Tiers = (50, 500, 5000)
_ESPECIALLY = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A kind of list, and the thresholds that courts apply to its records.

    Attributes:
        name: What it is called.
        tiers: The thresholds, ascending.
        labels: Kinds of columns that make a list one of these.
        words: Words in headers that do so.
        has_event_times: Whether points in time must be there or must not; None if either will do.
        phones: Columns of phone numbers that there must be.
    """

    name: str
    tiers: Tiers
    labels: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    has_event_times: bool | None = None
    phones: int = 0

    def fits(
        self, kinds: Sequence[str | None], headers: Sequence[str], *, has_event_times: bool
    ) -> bool:
        """Whether a list is of this kind."""
        matches = not (self.labels or self.words) or (
            not self.labels.isdisjoint(kinds)
            or any(word in header for word in self.words for header in headers)
        )
        phones = sum(kind is not None and coarse(kind) == "PHONE" for kind in kinds)
        return matches and self.has_event_times in {None, has_event_times} and phones >= self.phones


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of ``legal_tiers.toml``; the last one fits every list.

    Raises:
        ValueError: A rule names a label or a tier that does not exist.
    """
    text = files("leakbench.benchmarks.triage").joinpath("legal_tiers.toml").read_text("utf-8")
    made = []
    for entry in tomllib.loads(text)["rules"]:
        rule = Rule(
            **{
                **entry,
                "tiers": tuple(entry["tiers"]),
                "labels": frozenset(entry.get("labels", ())),
                "words": tuple(entry.get("words", ())),
            }
        )
        if not rule.labels <= known_labels() or not set(rule.tiers) <= set(THRESHOLDS):
            raise ValueError(f"legal_tiers.toml: rule {rule.name!r} has an unknown label or tier")
        made.append(rule)
    return tuple(made)


def rule_of(kinds: Sequence[str | None], headers: Sequence[str], *, has_event_times: bool) -> Rule:
    """The rule that a list falls under.

    Args:
        kinds: The label of each column, None where it has none.
        headers: The name of each column.
        has_event_times: Whether a column holds points in time.
    """
    return next(
        rule for rule in rules() if rule.fits(kinds, headers, has_event_times=has_event_times)
    )


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

"""What a list counts for in law: the rule of 法释〔2017〕10号 article 5 that it falls under."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from leakbench.generator.entities import coarse, known_labels
from leakbench.generator.persons.tier_counts import THRESHOLDS, Tiers


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

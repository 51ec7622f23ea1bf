"""What a paid model has cost, for whoever reports it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Protocol

from leakbench.detectors.budget import Budget


@dataclass(slots=True)
class Cost:
    """What the questions so far have cost.

    Attributes:
        requests: Answers paid for.
        prompt_tokens: Tokens sent for them, as the server counts.
        completion_tokens: Tokens of these answers.
        cached: Answers that were on disk already.
        cached_prompt_tokens: What these had cost when they were asked.
        cached_completion_tokens: The same of the answers.
        retries: Attempts that failed and were repeated.
        malformed: Answers without a list of what was found.
        unknown_types: Quotations of a kind that was not asked for, dropped.
        invented: Quotations that do not stand in the text, dropped.
    """

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached: int = 0
    cached_prompt_tokens: int = 0
    cached_completion_tokens: int = 0
    retries: int = 0
    malformed: int = 0
    unknown_types: int = 0
    invented: int = 0

    def summary(self) -> dict[str, float]:
        """All counts by name, as they go into JSON."""
        return asdict(self)

    def add(self, **more: int) -> None:
        """Count on: so many more of each name."""
        for name, number in more.items():
            setattr(self, name, getattr(self, name) + number)


class Pays(Protocol):
    """Tells what was paid."""

    def summary(self) -> dict[str, float]:
        """All numbers by name."""
        ...


@dataclass(frozen=True, slots=True)
class Together:
    """What several have cost."""

    parts: Sequence[Pays]

    def summary(self) -> dict[str, float]:
        """The sum of each number that one of them tells."""
        total: dict[str, float] = {}
        for part in self.parts:
            for name, number in part.summary().items():
                total[name] = total.get(name, 0) + number
        return total


@dataclass(frozen=True, slots=True)
class Bill:
    """What a model has cost, in money too where there is a price."""

    cost: Cost
    budget: Budget

    def summary(self) -> dict[str, float]:
        """All counts by name, and ``money``."""
        money = self.money()
        return self.cost.summary() | ({} if money is None else {"money": money})

    def money(self) -> float | None:
        """What it has cost in money; None without a price."""
        return self.budget.spent(self.cost.prompt_tokens, self.cost.completion_tokens)

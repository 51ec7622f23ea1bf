"""What a paid model has cost, for whoever reports it."""

from dataclasses import asdict, dataclass


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

    def summary(self) -> dict[str, int]:
        """All counts by name, as they go into JSON."""
        return asdict(self)

    def add(self, **more: int) -> None:
        """Count on: so many more of each name."""
        for name, number in more.items():
            setattr(self, name, getattr(self, name) + number)

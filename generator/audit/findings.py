"""What an audit finds: a line for each thing that was looked at, with examples of what is wrong."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from leakbench.generator.audit.blocks import Block

EXAMPLES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        check: The kind of check.
        what: What was looked at in it.
        cases: How many cases there were.
        value: What came out: wrong cases, a share, or a distance.
        bound: What it may be, in words.
        ok: Whether it keeps to that.
        examples: A few of what is wrong.
        dataset: Path of the dataset.
    """

    check: str
    what: str
    cases: int
    value: float
    bound: str
    ok: bool
    examples: tuple[str, ...] = ()
    dataset: str = ""


class Check(Protocol):
    """Something to look at in every block, and to say at the end."""

    def add(self, block: Block) -> None:
        """Look at a block."""
        ...

    def findings(self) -> Iterable[Finding]:
        """What came out."""
        ...


@dataclass(slots=True)
class Tally:
    """Counts wrong cases, of which there may be none or few, and keeps some examples.

    Attributes:
        check: The kind of check.
        cases: Cases by what was looked at.
        wrong: Wrong ones.
    """

    check: str
    cases: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    _examples: dict[str, list[str]] = field(default_factory=dict)

    def count(self, what: str, cases: int, wrong: int, examples: Iterable[str] = ()) -> None:
        """Add to what was looked at; only as many examples are drawn as are kept."""
        self.cases[what] += cases
        self.wrong[what] += wrong
        kept = self._examples.setdefault(what, [])
        if wrong:
            for example in examples:
                if len(kept) >= EXAMPLES:
                    break
                kept.append(example)

    def findings(self, allowed: float = 0.0) -> list[Finding]:
        """A line for each thing; of its cases the share ``allowed`` may be wrong, one at least."""
        return [
            Finding(
                check=self.check,
                what=what,
                cases=cases,
                value=self.wrong[what],
                bound="none" if not allowed else f"{100 * allowed:g}% of the cases",
                ok=self.wrong[what] <= (max(allowed * cases, 1) if allowed else 0),
                examples=tuple(self._examples[what]),
            )
            for what, cases in self.cases.items()
        ]

"""What a detector used beside time, and what of the generator it has at hand."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from typing import Any, Final

MAKERS: Final = tuple(
    f"leakbench.generator.{name}"
    for name in (
        "coherent", "corpus", "datasets", "engine.population", "faker_providers", "field_columns",
        "furniture", "generate", "population", "prefetching", "records", "surfaces", "wording",
    )
)  # fmt: skip
"""Modules that make records and their truth; none of them is of use to who finds something."""


@dataclass(frozen=True, slots=True)
class Account:
    """What is known of a detector's process by now.

    Attributes:
        cpu_s: Processor seconds of it and all that it started, since the detector was built; None
            where it has no process of its own.
        imports: Those of ``MAKERS`` that are loaded in it. A detector that hides them is not found
            out, one that uses them by accident is.
        cost: Requests, tokens and the rest, of a detector that pays for its answers; else None.
    """

    cpu_s: float | None = None
    imports: tuple[str, ...] = ()
    cost: dict[str, float] | None = None


def loaded_makers() -> tuple[str, ...]:
    """Those of ``MAKERS`` that this process has imported."""
    return tuple(name for name in MAKERS if name in sys.modules)


def cost_of(detector: object) -> Callable[[], dict[str, float]] | None:
    """What tells the cost of a detector, read once; None of one that says nothing of any.

    A detector that pays says so with ``cost``, which has ``summary()`` with numbers by name;
    ``cached`` among them counts answers that were not asked for again.
    """
    told: Any = getattr(detector, "cost", None)
    return getattr(told, "summary", None)


Paid = dict[str, float] | None
"""Requests, tokens and the rest by name; None of who pays for nothing."""


def spent(before: Paid, after: Paid) -> Paid:
    """What was paid between two looks."""
    if after is None:
        return None
    return {name: number - (before or {}).get(name, 0) for name, number in after.items()}


def told_cost(told: object) -> dict[str, float] | None:
    """A cost as a process says it: numbers by name, or nothing."""
    if not isinstance(told, dict):
        return None
    return {
        str(name): number
        for name, number in told.items()
        if isinstance(number, int | float) and isfinite(number) and number >= 0
    }

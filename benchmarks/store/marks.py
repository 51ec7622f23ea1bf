"""What a reader must know of a detector, out of its results."""

from collections.abc import Iterable

from leakbench.benchmarks.store.results import Result
from leakbench.detectors.marks import Mark
from leakbench.detectors.registry import known_marks


def marks_of(results: Iterable[Result]) -> tuple[str, ...]:
    """The marks of one detector, as the last of its results that has some says.

    Results of an older leakbench have none: then as the registry knows the name.
    """
    some = list(results)
    said = [result.marks for result in some if result.marks is not None]
    return said[-1] if said else tuple(known_marks(some[0].detector))


def is_ours(results: Iterable[Result]) -> bool:
    """Whether a detector is of this house: it is shown, and not ranked."""
    return Mark.HOUSE in marks_of(results)

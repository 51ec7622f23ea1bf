"""False alarms in the corpus without anybody in it, where nothing can be found and all is wrong."""

from collections.abc import Iterable, Mapping
from typing import Final

from leakbench.benchmarks.store.pooling import Place, place_of
from leakbench.benchmarks.store.results import Result

ALARMS: Final = "clean_text"
"""The corpus without anybody in it."""


def alarm_characters(results: Iterable[Result]) -> dict[Place, int]:
    """Characters of the corpus without anybody, in each writing and on each track."""
    return {
        place_of(one): one.counts.breakdowns.total("text", "characters")
        for one in results
        if one.corpus == ALARMS and one.counts is not None and one.counts.breakdowns is not None
    }


def alarms_of(result: Result, characters: Mapping[Place, int]) -> tuple[int, int] | None:
    """Spurious predictions, and in how many characters; None if somebody is in the corpus.

    An older leakbench did not score who shares no label with it; its predictions were counted.
    """
    place = place_of(result)
    if place not in characters or result.failure is not None:
        return None
    spurious = 0
    if result.counts is not None:
        spurious = result.counts.count("spurious", "any")
    elif result.predictions is not None:
        spurious = int(result.predictions["spans"])
    return spurious, characters[place]

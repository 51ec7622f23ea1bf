"""What the page compares two detectors by: each pair's differences with paired intervals."""

import operator
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import combinations
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.statistics.all_pairs import all_reaches
from leakbench.benchmarks.store.directory import latest
from leakbench.benchmarks.store.personal_sums import personal_sums
from leakbench.benchmarks.store.pooling import in_order, place_of
from leakbench.benchmarks.store.results import Result
from leakbench.benchmarks.store.sums import Sums

MEASURES: Final = ("recall", "precision", "f1")
DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
UNKNOWN: Final = "...."
"""In place of a pair's interval that there is none of."""

BOTH: Final = 2
"""Tracks that make a sum of both worth telling."""

_UNIT: Final = 1000  # an interval is written in thousandths
_MOST: Final = len(DIGITS) ** 2 - 1

Place = tuple[str, str | None, str]
Answers = Mapping[str, Sums]
"""What each detector has of personal values in a place."""


def page_pairs(results: Iterable[Result]) -> dict[str, Any]:
    """Personal values at coarse depth, as in the headline, place by place and in all of a kind.

    Returns:
        ``detectors``, by name; ``places``, each with ``corpus`` (``*`` and ``*real`` are all that
        are generated, and all real text, in one writing or, with ``*`` again, in all), ``noise``,
        ``track`` (``*`` is both, where there are two), ``truth``, by detector ``found`` and
        ``predicted`` (None where it failed), and in ``apart`` by measure a text of four digits a
        pair, the second detector counting fastest:
        how far the 95% interval of first less second goes below and above their difference, in
        thousandths to the base of 36.
    """
    each = _on_both_tracks(_answers(in_order(latest(results))))
    names = sorted({name for mine in each.values() for name in mine})
    every = {**each, **_together(each)}
    return {
        "detectors": names,
        "places": [_place(place, mine, names) for place, mine in every.items()],
    }


def _answers(results: Sequence[Result]) -> dict[Place, dict[str, Sums]]:
    """By place and name; who shares no label with a place missed everything there."""
    found: dict[Place, dict[str, Sums]] = {}
    silent = []
    for result in results:
        told = personal_sums(result)
        if told is not None:
            found.setdefault(place_of(result), {})[result.detector] = told[0]
        elif result.failure is None:
            silent.append(result)
    for result in silent:
        others = found.get(place_of(result))
        if others:
            most = max(others.values(), key=lambda sums: sums.truth)
            others[result.detector] = most.unanswered()
    return {place: mine for place, mine in found.items() if any(one.truth for one in mine.values())}


def _on_both_tracks(answers: Mapping[Place, Answers]) -> dict[Place, Answers]:
    """The same, and each corpus in a writing over both tracks, if there are two."""
    if len({track for _, _, track in answers}) < BOTH:
        return dict(answers)
    groups: dict[Place, list[Answers]] = {}
    for (corpus, noise, _), mine in answers.items():
        groups.setdefault((corpus, noise, "*"), []).append(mine)
    return {**answers, **{place: _summed(parts) for place, parts in groups.items()}}


def _together(answers: Mapping[Place, Answers]) -> dict[Place, Answers]:
    """Places of a side, writing and track as one, of those who answered in all of them."""
    groups: dict[Place, list[Answers]] = {}
    for (_, noise, track), mine in answers.items():
        if noise is None:
            groups.setdefault(("*real", None, track), []).append(mine)
        else:
            groups.setdefault(("*", noise, track), []).append(mine)
            groups.setdefault(("*", "*", track), []).append(mine)
    return {place: _summed(parts) for place, parts in groups.items()}


def _summed(parts: Sequence[Answers]) -> dict[str, Sums]:
    """Of those who answered in all of them."""
    return {
        name: reduce(operator.add, (one[name] for one in parts))
        for name in parts[0]
        if all(name in one for one in parts)
    }


def _place(place: Place, mine: Answers, names: Sequence[str]) -> dict[str, Any]:
    corpus, noise, track = place
    answers = [mine.get(name) for name in names]
    return {
        "corpus": corpus,
        "noise": noise,
        "track": track,
        "truth": max((sums.truth for sums in mine.values()), default=0),
        "found": [None if sums is None else sums.found for sums in answers],
        "predicted": [None if sums is None else sums.predicted for sums in answers],
        "apart": {measure: _apart(answers, measure) for measure in MEASURES},
    }


def _apart(answers: Sequence[Sums | None], measure: str) -> str:
    """The intervals of all pairs, written one after the other."""
    told = [_told(sums, measure) for sums in answers]
    width = max((len(drawn) for _, drawn in filter(None, told)), default=0)
    none = np.full(3, np.nan), np.full(width, np.nan)
    figures, replicates = zip(*(one or none for one in told), strict=True)
    scores = np.array(figures)
    reach = np.stack(all_reaches(scores[:, 0], scores[:, 1:], np.array(replicates)), axis=2)
    return "".join(
        _written(reach[first, second]) for first, second in combinations(range(len(answers)), 2)
    )


def _told(
    sums: Sums | None, measure: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """Score, low and high, shape (3,), and replicates; None where one of them is not known."""
    if sums is None:
        return None
    score, interval, drawn = sums.score(measure), sums.interval(measure), sums.replicates(measure)
    if score is None or interval is None or drawn is None:
        return None
    return np.array([score, *interval]), drawn


def _written(reach: NDArray[np.float64]) -> str:
    if np.isnan(reach).any():
        return UNKNOWN
    thousandths = np.minimum(_MOST, np.ceil(reach * _UNIT)).astype(int)  # rather too wide
    return "".join(
        DIGITS[number // len(DIGITS)] + DIGITS[number % len(DIGITS)] for number in thousandths
    )

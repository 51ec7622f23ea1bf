"""Detectors whose answers are the same wherever they were asked: one opinion, not several."""

from collections.abc import Mapping, Sequence

from leakbench.benchmarks.store.pooling import place_of
from leakbench.benchmarks.store.results import Result


def alike(by_name: Mapping[str, Sequence[Result]]) -> list[tuple[str, ...]]:
    """Names in groups whose results say the same of all records that any of them was asked about.

    Files of predictions name their detector, so their hashes differ; what is compared is the number
    of spans, and every count. No list of names is asked.
    """
    groups: list[list[str]] = []
    for name in sorted(by_name):
        for group in groups:
            if _same(by_name[group[0]], by_name[name]):
                group.append(name)
                break
        else:
            groups.append([name])
    return [tuple(group) for group in groups]


def _same(some: Sequence[Result], others: Sequence[Result]) -> bool:
    places = {place_of(result): result for result in others}
    if {place_of(result) for result in some} != set(places):
        return False
    pairs = [(result, places[place_of(result)]) for result in some]
    scored = any(one.counts is not None for one, _ in pairs)
    return scored and all(_equal(one, other) for one, other in pairs)


def _equal(one: Result, other: Result) -> bool:
    """Equal counts of everything, save of what each declares."""
    if (one.failure, one.rows, one.identity) != (other.failure, other.rows, other.identity):
        return False
    spans = [each.predictions and each.predictions["spans"] for each in (one, other)]
    if spans[0] != spans[1]:
        return False
    if one.counts is None or other.counts is None:
        return one.counts is other.counts
    documents = [each.counts.to_json() for each in (one, other) if each.counts is not None]
    for document in documents:
        if document["breakdowns"] is not None:
            del document["breakdowns"]["declared"]  # what each says of itself
    return documents[0] == documents[1]

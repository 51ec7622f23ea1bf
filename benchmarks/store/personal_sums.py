"""Personal values at coarse depth, out of results: together, and family by family."""

from collections.abc import Iterable, Mapping
from typing import Final

from leakbench.benchmarks.scoring.counts import Counts
from leakbench.benchmarks.scoring.declared import covered
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.modes import ratio
from leakbench.benchmarks.scoring.personal import families, personal_labels
from leakbench.benchmarks.store.results import Result
from leakbench.benchmarks.store.sums import Sums
from leakbench.generator.entities import coarse

PERSONAL: Final = {f"personal_{metric}": metric for metric in ("f1", "precision", "recall")}
"""Scores of personal values at coarse depth, each with its metric."""

Declared = tuple[int, int]
"""Values of labels that a detector declares, and those of them found."""


def personal_sums(result: Result) -> tuple[Sums, Declared] | None:
    """What a result has of personal values, and of those that its detector declares.

    Of an older leakbench, which did not count them, they are told from the other counts, without
    what intervals need, and about: of a family that is partly personal, see ``_hit``.

    Returns:
        None where nothing was counted.
    """
    counts = result.counts
    if counts is None:
        return None
    kept = result.personal
    if kept is not None:
        own = kept["declared"]
        counted = (kept["truth"], kept["found"], kept["predicted"])
        return Sums.of(counted, kept), (own["truth"], own["found"])
    return personal_counts(counts, result.mapping), _told_declared(counts, result)


def personal_scores(results: Iterable[Result]) -> dict[str, float | None]:
    """What the first table ranks by, of results together: ``personal_f1``, precision and recall."""
    known = [told[0] for one in results if (told := personal_sums(one)) is not None]
    together = sum(known, Sums())
    return {name: together.score(metric) for name, metric in PERSONAL.items()}


def personal_counts(counts: Counts, mapping: Mapping[str, str]) -> Sums:
    """Personal values at coarse depth, told from counts of labels, and about: see ``_hit``.

    Args:
        counts: Of any source.
        mapping: What its labels mean in the registry, if they are its own.
    """
    personal = personal_labels(counts.labels, mapping)
    of = families(counts.labels, mapping)
    shared = {of[label] for label in personal}  # families with personal labels, PHONE of hotlines
    rest = [label for label in of if of[label] in shared and label not in personal]
    heads = [label for label in of if of[label] in shared]
    found = sum(counts.count("exact_same", "coarse", label) for label in heads)
    predicted = sum(counts.count("predicted", "coarse", label) for label in heads)
    hit = sum(_hit(counts, label, of) for label in rest)
    touched = sum(counts.count("overlap_same", "fine", label) for label in rest)
    truth = sum(counts.support("fine", label) for label in personal)
    return Sums(truth, found - hit, predicted - hit - touched)


def _told_declared(counts: Counts, result: Result) -> Declared:
    declared = None if counts.breakdowns is None else counts.breakdowns.declared
    if declared is None or result.declared is None:
        return 0, 0
    known = covered(_space(result), result.declared)["coarse"]
    personal = personal_labels(counts.labels, result.mapping)
    of = families(counts.labels, result.mapping)
    truth, found = declared["coarse",]
    for label, can in zip(counts.labels, known, strict=True):
        if can and label not in personal:
            truth -= counts.support("fine", label)
            found -= _hit(counts, label, of)
    return truth, found


def _space(result: Result) -> LabelSpace:
    if result.noise is not None:
        return LabelSpace.of_registry()
    return LabelSpace(result.labels or (), mapping=result.mapping)


def _hit(counts: Counts, label: str, of: Mapping[str, str]) -> int:
    """About how many values of a label were found at coarse depth.

    What was found with its boundaries and another label is of the family in the same share as in
    all the family, of which it is known.
    """
    if label not in of:  # a place: found as such, or not at all
        return counts.count("exact_same", "coarse", label)
    family = [other for other in of if of[other] == of[label]]
    found = sum(counts.count("exact_same", "coarse", other) for other in family)
    same, other = (
        {one: counts.count(name, "fine", one) for one in family}
        for name in ("exact_same", "exact_other")
    )
    share = ratio(found - sum(same.values()), sum(other.values())) or 0.0
    return same[label] + round(share * other[label])


def family_sums(result: Result) -> dict[str, Sums]:
    """Truth, found and predicted of each family at coarse depth; a hotline is a PHONE here.

    Returns:
        By family, those of which something is true or predicted; nothing where nothing was counted.
    """
    counts = result.counts
    if counts is None:
        return {}
    found: dict[str, Sums] = {}
    for label, family in families(counts.labels, result.mapping).items():
        mine = Sums(
            counts.support("coarse", label),
            counts.count("exact_same", "coarse", label),
            counts.count("predicted", "coarse", label),
        )
        if mine.truth or mine.predicted:
            found[family] = found.get(family, Sums()) + mine
    return found


def declares(result: Result, family: str) -> bool:
    """Whether a detector says that it finds values of a family, or of a label in it."""
    return any(coarse(label) == family for label in result.declared or ())


def fine_sums(result: Result) -> Sums:
    """Truth, found and predicted of personal labels at fine depth, each its own."""
    counts = result.counts
    if counts is None:
        return Sums()
    labels = personal_labels(counts.labels, result.mapping)
    return Sums(
        sum(counts.support("fine", label) for label in labels),
        sum(counts.count("exact_same", "fine", label) for label in labels),
        sum(counts.count("predicted", "fine", label) for label in labels),
    )

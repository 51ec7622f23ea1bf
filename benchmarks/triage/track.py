"""Detectors on the triage track: made-up folders of lists, and how far each is from the truth."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from leakbench.benchmarks.running.answering import require_shared
from leakbench.benchmarks.running.entrants import DetectorFailedError, Entrant
from leakbench.benchmarks.triage.assessment import Assessment, assess, true_assessment
from leakbench.benchmarks.triage.folders import folders
from leakbench.benchmarks.triage.lists import RecordList
from leakbench.generator.persons.identifiers import NAME, identifiers, labels_of
from leakbench.generator.persons.tier_counts import Tiers
from leakbench.generator.spec import Spec

CLOSE = (0.02, 0.10)
"""Relative errors of the number of people, the share of folders within which is told."""


@dataclass(slots=True)
class TriageScore:
    """How far a detector is from the truth, folder by folder.

    Attributes:
        found: What it made of each folder.
        true: What is so.
    """

    found: list[Assessment] = field(default_factory=list)
    true: list[Assessment] = field(default_factory=list)

    def summary(self) -> dict[str, Any]:
        """Errors and rates, as JSON values; None where there is no folder.

        ``people_error`` is the distance from the true number of people as a share of it, of which
        median, mean, ninth decile and maximum over the folders are given; ``tier_error`` the
        distance of the records by tiers, summed over tiers and folders, as a share of the records.
        """
        if not self.found:
            return {"folders": 0, "people_error": None, "verdict_right": None}
        pairs = list(zip(self.found, self.true, strict=True))
        signed = np.array([(a.people - b.people) / max(1, b.people) for a, b in pairs])
        error = np.abs(signed)
        both = [(a.tier_counts.verdicts, b.tier_counts.verdicts) for a, b in pairs]
        return {
            "folders": len(pairs),
            "people_error": float(np.median(error)),
            "people_error_mean": float(error.mean()),
            "people_error_p90": float(np.quantile(error, 0.9)),
            "people_error_max": float(error.max()),
            "people_bias": float(signed.mean()),
            **{f"within_{limit:.0%}"[:-1]: float((error <= limit).mean()) for limit in CLOSE},
            "lower_right": float(np.mean([a[0] == b[0] for a, b in both])),
            "upper_right": float(np.mean([a[1] == b[1] for a, b in both])),
            "verdict_right": float(np.mean([a == b for a, b in both])),
            "tier_error": _tier_error(pairs),
        }


def _tier_error(pairs: Sequence[tuple[Assessment, Assessment]]) -> float | None:
    wrong = total = 0
    for found, true in pairs:
        mine, right = (
            Counter[Tiers](found.tier_counts.counts),
            Counter[Tiers](true.tier_counts.counts),
        )
        wrong += (mine - right).total() + (right - mine).total()
        total += right.total()
    return wrong / total if total else None


def run_triage(
    count: int, spec: Spec, detectors: Sequence[Entrant], advance: Callable[[int], None]
) -> list[dict[str, Any]]:
    """Have every detector read the same made-up folders.

    Args:
        count: How many folders.
        spec: Seed, split, noise and day.
        detectors: Who reads.
        advance: Told of every reading of a folder.

    Returns:
        One record a detector, as JSON values, with ``each`` folder in it. One that failed, or finds
        nothing that tells people apart, has its reason in ``failure`` and no rates.
    """
    scores = {one.name: TriageScore() for one in detectors}
    each: dict[str, list[dict[str, Any]]] = {one.name: [] for one in detectors}
    failures: dict[str, str] = {}
    rows = 0
    for folder in folders(count, spec):
        rows += folder.rows
        true = true_assessment(folder.lists)
        for one in detectors:
            if one.name not in failures and true is not None:
                try:
                    found = count_people(folder.lists, one)
                except DetectorFailedError as error:
                    failures[one.name] = str(error)
                else:
                    scores[one.name].found.append(found)
                    scores[one.name].true.append(true)
                    each[one.name].append(
                        {"folder": folder.name, "rows": folder.rows}
                        | {"found": found.summary(), "true": true.summary()}
                    )
            advance(1)
    return [
        {
            "detector": one.name,
            "version": one.version,
            "noise": spec.noise,
            "rows": rows,
            **(scores[one.name] if one.name not in failures else TriageScore()).summary(),
            "failure": failures.get(one.name),
            "each": each[one.name],
        }
        for one in detectors
    ]


def count_people(lists: Sequence[RecordList], one: Entrant) -> Assessment:
    """What lists amount to, as a detector sees it that could see somebody.

    Raises:
        DetectorFailedError: It fails, or finds nothing that tells people apart.
    """
    telling = set(identifiers()) - labels_of(NAME)
    require_shared(one, telling, "those that tell people apart, such as MOBILE or RESIDENT_ID")
    return assess(lists, one)

"""What a result says of its records, beside the records that its spec gives here."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from leakbench.benchmarks.running.runner import Scoring
from leakbench.benchmarks.scoring.counts import Counts
from leakbench.benchmarks.scoring.scorer import Scorer
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.store.results import Result
from leakbench.detectors.spans import empty_spans
from leakbench.generator.corpus import corpus_names
from leakbench.generator.datasets.manifest import spec_from
from leakbench.generator.errors import LeakbenchError
from leakbench.generator.keys import PUBLIC_KEY

MOST_ROWS: Final = 100_000
"""Records that are generated anew for a result, at most."""
_BATCH: Final = 4_096


@dataclass(frozen=True, slots=True)
class Anew:
    """The records of a result's spec.

    Attributes:
        source: Where they come from.
        scoring: How the result was scored.
    """

    source: CorpusSource
    scoring: Scoring


def anew(result: Result) -> Anew | str:
    """The records that a result is of, or why they cannot be generated here."""
    identity = result.identity
    if identity.get("kind") != "corpus" or "sample" in identity:
        return "its records are none that are generated anew: submit results on corpora, unsampled"
    content = identity.get("spec") or {}
    if content.get("pack") is not None or content.get("key", PUBLIC_KEY) != PUBLIC_KEY:
        return "its records need a pack or a private key, which nobody else has"
    if result.rows > MOST_ROWS:
        return f"{result.rows:,} records, where {MOST_ROWS:,} are generated anew at most"
    try:
        spec = spec_from(content)
    except (LeakbenchError, KeyError, TypeError, ValueError) as error:
        return f"its spec is none: {type(error).__name__}: {error}"
    if spec.corpus not in corpus_names() or spec.corpus != result.corpus:
        return f"its spec is of {spec.corpus!r}, which is no corpus of leakbench, or another one"
    scoring = Scoring(track="table" if result.track == "table" else "text", only=result.labels)
    return Anew(CorpusSource(spec), scoring)


def differing(result: Result, known: Anew) -> list[str]:
    """What a result says otherwise than the records themselves: their hash, and what is in them."""
    there = known.source.identity(result.rows)
    found = []
    if result.identity != there:
        said, is_so = (one.get("content_hash") for one in (result.identity, there))
        found.append(f"its records hash to {said!r}; generated anew, to {is_so!r}")
    elif result.counts is not None:
        truth = supports(known, result.rows)
        for label in sorted({*truth, *result.counts.labels_seen()}):
            said = result.counts.support("fine", label) if label in result.counts.labels else 0
            if said != truth.get(label, 0):
                found.append(f"{said:,} values of {label}, where {truth.get(label, 0):,} are")
    return found


def supports(known: Anew, rows: int) -> dict[str, int]:
    """How many values of each label count in the first records."""
    counts = counted(known, rows)
    return {label: counts.support("fine", label) for label in counts.labels_seen()}


def counted(known: Anew, rows: int) -> Counts:
    """The counts of a detector that finds nothing."""
    scorer = Scorer(known.scoring.space(known.source), people=False)
    for chunk in known.source.chunks(known.scoring.track, _BATCH, rows):
        scorer.add(chunk.truth, empty_spans())
    return scorer.counts()


def contradictions(result: Result, again: Result) -> list[str]:
    """What a repetition on the first records says against a result.

    On all of its records the counts must be equal. On fewer of them no label may have been found
    more often than in all, and what is left must have room for what the result says beyond; recall
    may be apart by ``_APART`` standard errors of the result's own bootstrap.
    """
    if again.failure is not None:
        return [f"run again, it fails: {again.failure}"]
    if again.counts is None or result.counts is None:
        return []
    if again.rows == result.rows:
        same = again.counts.to_json() == result.counts.to_json()
        return [] if same else ["run again on all of its records, it counts otherwise"]
    found = []
    for label in again.counts.labels_seen():
        if label not in result.counts.labels:
            found.append(f"run again, it finds {label}, of which the result says nothing")
            continue
        part, whole = (
            (counts.count("exact_same", "fine", label), counts.support("fine", label))
            for counts in (again.counts, result.counts)
        )
        if not part[0] <= whole[0] <= part[0] + whole[1] - part[1]:
            found.append(
                f"{whole[0]:,} of {whole[1]:,} values of {label} found, where {part[0]:,} of the "
                f"first {part[1]:,} are when it is run again"
            )
    return found or _recall_apart(result, again)


_APART: Final = 5.0
_WIDTH: Final = 2 * 1.96  # of a 95% interval, in standard errors


def _recall_apart(result: Result, again: Result) -> list[str]:
    """Recall too far from the result's for a part of its records."""
    before, after = result.summary()["recall"], again.summary()["recall"]
    bounds: Any = (result.intervals or {}).get("recall")
    if None in {before, after} or bounds is None:
        return []
    error = (bounds[1] - bounds[0]) / _WIDTH * np.sqrt(result.rows / max(1, again.rows))
    if abs(before - after) <= _APART * max(error, 1e-9):
        return []
    return [f"recall {before:.3f}, where it is {after:.3f} on the first {again.rows:,} records"]

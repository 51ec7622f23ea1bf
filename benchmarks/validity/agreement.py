"""Two rankings of detectors for one label: on real text, and on what stands for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from leakbench.benchmarks.statistics.rank_agreement import FEWEST, RankAgreement, rank_agreement
from leakbench.benchmarks.validity.detector_panel import DetectorPanel
from leakbench.benchmarks.validity.plan import Plan, is_union
from leakbench.benchmarks.validity.scores import Floats, LabelScores, pooled
from leakbench.benchmarks.validity.standings import DetectorPair, Score, Standing, pairs, score

METRICS: Final = ("f1", "recall")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two rankings of detectors for one label agree.

    Attributes:
        corpus: The labelled corpus.
        label: As the corpus calls it.
        family: The coarse label that it means.
        generated: Names of what stands for it, as ``corpus/noise``.
        metric: One of ``METRICS``.
        trained: Whether detectors that learnt from generated text are among the ranked.
        standings: Those ranked, by falling score on real text.
        pairs: Every two of them.
        same: Detectors left out because another has their scores on both sides, with that one.
        over_records: With intervals that say how far other records would change the agreement of
            these detectors; None if fewer than three are ranked.
        over_detectors: With intervals that say how far other detectors would.
    """

    corpus: str
    label: str
    family: str
    generated: tuple[str, ...]
    metric: str
    trained: bool
    standings: tuple[Standing, ...]
    pairs: tuple[DetectorPair, ...]
    same: Mapping[str, str]
    over_records: RankAgreement | None
    over_detectors: RankAgreement | None

    @property
    def detectors(self) -> tuple[str, ...]:
        """Names of those ranked, the best on real text first."""
        return tuple(one.detector for one in self.standings)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What rankings are made of."""

    real: Mapping[tuple[str, str], LabelScores]
    generated: Mapping[tuple[str, str], LabelScores]
    panel: DetectorPanel
    plan: Plan

    def of(
        self,
        place: tuple[str, str],
        family: str,
        generated: Sequence[str],
        metric: str,
        *,
        trained: bool,
    ) -> Agreement:
        """Rank who declares the label, on a real label and on the pool of generated sources."""
        real = self.real[place]
        pool = pooled(self.generated[name, family] for name in generated)
        able = [
            name
            for name in self.panel.names
            if family in self.panel.families(name)
            and (trained or not self.plan.learnt_from_the_generator(name))
            and name in real.sums
            and name in pool.sums
        ]
        names, same = _apart(sorted(able, key=is_union), real, pool)
        standings = [
            Standing(name, score(pool, metric, name), score(real, metric, name)) for name in names
        ]
        over_records = over_detectors = None
        if len(standings) >= FEWEST:
            on_generated, again = _listed([one.before for one in standings])
            on_real, again_too = _listed([one.after for one in standings])
            over_records = rank_agreement(on_generated, on_real, redrawn=(again, again_too))
            over_detectors = rank_agreement(on_generated, on_real)
        standings.sort(key=lambda one: -one.after.value)
        return Agreement(
            corpus=place[0],
            label=place[1],
            family=family,
            generated=tuple(generated),
            metric=metric,
            trained=trained,
            standings=tuple(standings),
            pairs=tuple(pairs(standings)),
            same=same,
            over_records=over_records,
            over_detectors=over_detectors,
        )


def _listed(scores: Sequence[Score]) -> tuple[Floats, Floats]:
    """Values, shape (n,), and their replicates (R, n)."""
    values = np.array([one.value for one in scores])
    return values, np.stack([one.redrawn for one in scores], axis=1)


def _apart(
    names: Sequence[str], real: LabelScores, generated: LabelScores
) -> tuple[list[str], dict[str, str]]:
    """The first of all that have the same counts on both sides, and the others with that one."""
    first: dict[tuple[bytes, bytes], str] = {}
    same = {}
    for name in names:
        key = (real.sums[name].tobytes(), generated.sums[name].tobytes())
        if first.setdefault(key, name) != name:
            same[name] = first[key]
    return list(first.values()), same

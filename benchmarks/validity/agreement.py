"""Two rankings of detectors for one label: on real text, and on what stands for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from leakbench.benchmarks.statistics.rank_agreement import FEWEST, RankAgreement, rank_agreement
from leakbench.benchmarks.validity.detector_panel import DetectorPanel
from leakbench.benchmarks.validity.plan import Plan
from leakbench.benchmarks.validity.scores import LabelScores, pooled

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
        detectors: Those ranked, by falling score on real text.
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
    detectors: tuple[str, ...]
    same: Mapping[str, str]
    over_records: RankAgreement | None
    over_detectors: RankAgreement | None


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
        names, same = _apart(able, real, pool)
        over_records = over_detectors = None
        if names:
            on_real, redrawn = real.scores(metric, names)
            on_generated, redrawn_too = pool.scores(metric, names)
            order = [names[at] for at in (-on_real).argsort(kind="stable")]
            if len(names) >= FEWEST:
                redraws = (redrawn_too, redrawn)
                over_records = rank_agreement(on_generated, on_real, redrawn=redraws)
                over_detectors = rank_agreement(on_generated, on_real)
            names = order
        return Agreement(
            corpus=place[0],
            label=place[1],
            family=family,
            generated=tuple(generated),
            metric=metric,
            trained=trained,
            detectors=tuple(names),
            same=same,
            over_records=over_records,
            over_detectors=over_detectors,
        )


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

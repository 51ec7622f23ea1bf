"""Lets detectors answer on the way from generated to real text, step by step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leakbench.benchmarks.realism.ladder import Rung, rungs
from leakbench.benchmarks.realism.records import Records
from leakbench.benchmarks.realism.transplant import transplanted
from leakbench.benchmarks.realism.value_pools import Pair
from leakbench.benchmarks.running.runner import Watch
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.validity.detector_panel import DetectorPanel
from leakbench.benchmarks.validity.scores import LabelScores, measure
from leakbench.generator.plurals import counted

REAL_SEED = 0
"""Of the replicates of real records; each corpus has its own, so that they are independent."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """Detectors on a label of a corpus, from generated records to real ones.

    Attributes:
        label: The coarse label.
        replaced: Share of the corpus's values that gave way to real ones.
        rungs: The detectors, the best on generated records first.
        incomparable: Those that do not declare the label.
    """

    label: str
    replaced: float
    rungs: tuple[Rung, ...]
    incomparable: tuple[str, ...]


class Steps:
    """A panel of detectors on real records, and on those of one corpus after another."""

    def __init__(
        self,
        panel: DetectorPanel,
        real: Records,
        labels: Sequence[str],
        replicates: int,
        watch: Watch,
    ) -> None:
        """Answer on the real records.

        Args:
            panel: The detectors.
            real: The real records.
            labels: The coarse labels that are compared.
            replicates: Of the records, for intervals.
            watch: Shows progress.
        """
        self._panel, self._real, self._labels = panel, real, labels
        self._replicates, self._watch = replicates, watch
        self._space = LabelSpace(labels, only=labels)
        self._on_real = self._scores(real, real.name, REAL_SEED)

    def ladders(self, records: Records, pairs: Mapping[str, Pair], seed: int) -> tuple[Ladder, ...]:
        """Answer on the records of a corpus, and on both sides with the other's values.

        Args:
            records: The generated records.
            pairs: The values of each label.
            seed: Of their replicates.
        """
        own = self._scores(records, records.name, seed) if pairs else {}
        return tuple(self._ladder(records, own, label, pairs[label], seed) for label in pairs)

    def _ladder(
        self,
        records: Records,
        own: Mapping[str, LabelScores],
        label: str,
        pair: Pair,
        seed: int,
    ) -> Ladder:
        put = transplanted(records, label, pair.real)
        back = transplanted(self._real, label, pair.generated)
        real = self._real.name
        steps = {
            "generated": own,
            "transplanted": self._scores(put.records, f"{records.name}, {label} of {real}", seed),
            "real": self._on_real,
            "reversed": self._scores(back.records, f"{real}, {label} of {records.name}", REAL_SEED),
        }
        able = {name: label in self._panel.families(name) for name in self._panel.names}
        return Ladder(
            label,
            put.share,
            tuple(
                rungs(
                    {step: scores[label] for step, scores in steps.items()},
                    [name for name, is_able in able.items() if is_able],
                )
            ),
            tuple(name for name, is_able in able.items() if not is_able),
        )

    def _scores(self, records: Records, title: str, seed: int) -> dict[str, LabelScores]:
        """What was found of every label."""
        panel = counted(len(self._panel.names), "detector")
        title = f"{title}: {counted(records.rows, 'row')}, {panel}"
        with self._watch(title, records.rows) as advance:
            return measure(
                records.source,
                self._panel,
                self._space,
                self._labels,
                records.rows,
                seed=seed,
                replicates=self._replicates,
                advance=advance,
            )

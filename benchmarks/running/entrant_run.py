"""One entrant on its way through a source: timed, checked, scored, its predictions kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from leakbench.benchmarks.running.accounts import spent
from leakbench.benchmarks.running.entrants import Entrant
from leakbench.benchmarks.running.failures import failed, quoted
from leakbench.benchmarks.running.spot_check import Found, checked
from leakbench.benchmarks.running.tallies import Tallies
from leakbench.benchmarks.scoring.chunks import Chunk
from leakbench.benchmarks.scoring.declared import nothing_shared
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.personal import personal_labels
from leakbench.benchmarks.scoring.population import Population
from leakbench.benchmarks.scoring.scorer import Scorer
from leakbench.benchmarks.sources.source import Source
from leakbench.benchmarks.store.predictions_hash import pinned
from leakbench.benchmarks.store.stored_predictions import PredictionsWriter
from leakbench.benchmarks.timing.call_timing import Timing
from leakbench.benchmarks.timing.energy import EnergyMeter


@dataclass(slots=True)
class EntrantRun:
    """What an entrant has done so far; after a failure it does nothing more.

    Attributes:
        entrant: Who answers.
        space: The labels of the scoring.
        tallies: Count its answers; None where they would not be comparable.
        writer: Keeps its answers; None if nobody wants them.
        not_comparable: Why nothing is counted.
        timing: All samples.
        failure: What ended it.
        paid_before: What it cost before it came here.
        spotted: How it did on records of another population; None where it was not asked.
        peak: Peak memory of its own process on this source; None if it has none.
        failing_text: The beginning of the text on which it did.
        taken: Batches and rows answered so far.
        meter: What the processor's packages use meanwhile.
    """

    entrant: Entrant
    space: LabelSpace
    tallies: Tallies | None
    writer: PredictionsWriter | None
    not_comparable: str | None
    timing: Timing = field(default_factory=Timing)
    failure: str | None = None
    spotted: dict[str, Any] | None = None
    paid_before: dict[str, float] | None = None
    peak: int | None = None
    failing_text: str | None = None
    taken: tuple[int, int] = (0, 0)
    meter: EnergyMeter = field(default_factory=EnergyMeter)

    @classmethod
    def on(
        cls,
        source: Source,
        people: Population,
        entrant: Entrant,
        raw: Path | None = None,
        *,
        apart: bool = True,
        first: int = 0,
    ) -> "EntrantRun":
        """Begin on a source.

        Args:
            source: The records.
            people: The people of the source, gathered for all who take part, and its labels.
            entrant: Who answers.
            raw: The file that keeps the answers.
            apart: Whether people and files are told apart, each of which takes memory.
            first: The row of the first record that it answers.
        """
        space, mapping = people.space, people.mapping
        reason = nothing_shared(source.name, space, source.labels(), entrant.labels)
        if source.noise is not None and not personal_labels(sorted(source.labels()), mapping):
            reason = None  # a corpus without anybody is there for false alarms, which all may give
        return cls(
            entrant=entrant,
            space=space,
            tallies=None
            if reason
            else Tallies.of(source, people, entrant.labels, apart=apart, first=first),
            writer=None if raw is None else PredictionsWriter(raw),
            not_comparable=reason,
            paid_before=entrant.account.cost,
            taken=(0, first),
        )

    @property
    def going(self) -> bool:
        """Whether it has not failed."""
        return self.failure is None

    def told(self) -> dict[str, Any]:
        """What was counted, as a result keeps it; nothing after a failure or if not comparable."""
        return self.tallies.told() if self.tallies and self.going else {"counts": None}

    @property
    def paid(self) -> bool:
        """Whether its answers cost something, so that none is asked for that is not scored."""
        return self.entrant.account.cost is not None

    @property
    def cost(self) -> dict[str, float] | None:
        """What it paid here; None of one that pays for nothing."""
        return spent(self.paid_before, self.entrant.account.cost)

    def first_call(self, chunk: Chunk) -> None:
        """The very first answer, which may still load things: scored, and timed apart."""
        timing = Timing()
        self._scored([chunk], timing)
        timing.compare_clocks()
        if self.going and timing.nanoseconds:
            self.timing.first_call = timing.nanoseconds[0] / 1e9

    def probe(self, chunk: Chunk) -> float | None:
        """Answer and score a few records, and tell a rough rate; None if the detector fails."""
        timing = Timing()
        self._scored([chunk], timing)
        return timing.rows_per_s() if self.going else None

    def take(self, chunks: Sequence[Chunk]) -> None:
        """Answer, check, score and keep; each call is a sample."""
        self._scored(chunks, self.timing)

    def time(self, batches: list[pa.RecordBatch]) -> None:
        """Answer and check for the sake of the time alone."""
        self._answers(batches, self.timing)

    def spot(self, chunk: Chunk, space: LabelSpace, seed: int) -> dict[str, Any] | None:
        """Answer records of another population, and compare; None where nothing is comparable."""
        answers = self._answers([chunk.strings], Timing())
        if answers is None or self.tallies is None:
            return None
        scorer = Scorer(space, self.entrant.labels)
        main = Found.of(self.tallies.scorer, self.tallies.intervals.to_json())
        return checked(main, (chunk, answers[0]), scorer, space, seed)

    def integrity(self) -> dict[str, Any]:
        """What a reader is to know beside scores and times."""
        imports = list(self.entrant.account.imports)
        counted = self.tallies if self.going else None
        sample = counted.sample.to_json() if counted and counted.sample else None
        return {"imports_generator": imports, "spot": self.spotted, "sample": sample}

    def settle(self, ceiling: float | None) -> None:
        """Decide which clock counts, and whether the rate can be."""
        self.timing.cpu_s = self.entrant.account.cpu_s
        self.timing.compare_clocks()
        self.timing.withhold_above(ceiling)

    def _scored(self, chunks: Sequence[Chunk], timing: Timing) -> None:
        answers = self._answers([chunk.strings for chunk in chunks], timing)
        if answers is None:
            return
        rows = sum(chunk.strings.num_rows for chunk in chunks)
        self.taken = self.taken[0] + len(chunks), self.taken[1] + rows
        if self.tallies is not None:
            for chunk, answer in zip(chunks, answers, strict=True):
                self.tallies.add(chunk, answer)
        if self.writer is not None:
            self.writer.add(chunks, answers)

    def finish(self, about: dict[str, Any]) -> dict[str, Any] | None:
        """Close the file of predictions; what pins it, if it is there and whole."""
        if self.writer is None:
            return None
        self.writer.close(about)
        if not self.going:
            self.writer.path.unlink()
            return None
        return {"sha256": pinned(self.writer.path), "spans": self.writer.spans}

    def _answers(
        self, batches: list[pa.RecordBatch], timing: Timing
    ) -> list[pa.RecordBatch] | None:
        if not self.going:
            return None
        before = self.meter.read()
        try:
            answers = self.entrant.answers(batches, timing)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - a detector may raise anything, SystemExit too
            reason = failed(error)
            self.failure = str(reason.after(*self.taken))
            self.failing_text = quoted(reason.place, batches)
            return None
        timing.add_energy(self.meter.used(before, self.meter.read()))
        peaks = [peak for peak in (self.peak, self.entrant.peak) if peak is not None]
        self.peak = max(peaks, default=None)
        return answers

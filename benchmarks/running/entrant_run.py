"""One entrant on its way through a source: timed, checked, scored, its predictions kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import pyarrow as pa

from leakbench.benchmarks.running.entrants import Entrant
from leakbench.benchmarks.running.failures import failed, quoted
from leakbench.benchmarks.scoring.chunks import Chunk
from leakbench.benchmarks.scoring.declared import nothing_shared
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.personal import PersonalTally, personal_labels
from leakbench.benchmarks.scoring.record_counts import record_counts
from leakbench.benchmarks.scoring.scorer import Counts, Scorer
from leakbench.benchmarks.sources.source import Source
from leakbench.benchmarks.statistics.by_file import FileTally
from leakbench.benchmarks.statistics.intervals import IntervalTally
from leakbench.benchmarks.store.predictions_hash import pinned
from leakbench.benchmarks.store.stored_predictions import PredictionsWriter
from leakbench.benchmarks.timing.call_timing import Timing

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(slots=True)
class EntrantRun:
    """What an entrant has done so far; after a failure it does nothing more.

    Attributes:
        entrant: Who answers.
        scorer: Counts its answers; None where they would not be comparable.
        intervals: Draws its records again.
        files: Counts file by file.
        personal: Counts personal values at coarse depth.
        writer: Keeps its answers; None if nobody wants them.
        not_comparable: Why nothing is counted.
        timing: All samples.
        failure: What ended it.
        peak: Peak memory of its own process on this source; None if it has none.
        failing_text: The beginning of the text on which it did.
        taken: Batches and rows answered so far.
    """

    entrant: Entrant
    scorer: Scorer | None
    intervals: IntervalTally
    files: FileTally
    personal: PersonalTally
    writer: PredictionsWriter | None
    not_comparable: str | None
    timing: Timing = field(default_factory=Timing)
    failure: str | None = None
    peak: int | None = None
    failing_text: str | None = None
    taken: tuple[int, int] = (0, 0)

    @classmethod
    def on(
        cls,
        source: Source,
        space: LabelSpace,
        entrant: Entrant,
        raw: Path | None,
        mapping: Mapping[str, str] = NOTHING,
    ) -> "EntrantRun":
        """Begin on a source.

        Args:
            source: The records.
            space: Their labels.
            entrant: Who answers.
            raw: The file that keeps the answers.
            mapping: Further names of labels, beside the source's own.
        """
        mapping = {**source.mapping, **mapping}
        reason = nothing_shared(source.name, space, source.labels(), entrant.labels)
        if source.noise is not None and not personal_labels(sorted(source.labels()), mapping):
            reason = None  # a corpus without anybody is there for false alarms, which all may give
        return cls(
            entrant=entrant,
            scorer=None if reason else Scorer(space, entrant.labels),
            intervals=IntervalTally(space, source.name),
            files=FileTally(),
            personal=PersonalTally(space, entrant.labels, mapping),
            writer=None if raw is None else PredictionsWriter(raw),
            not_comparable=reason,
        )

    @property
    def going(self) -> bool:
        """Whether it has not failed."""
        return self.failure is None

    @property
    def counts(self) -> Counts | None:
        """What was counted; None after a failure, and where nothing is comparable."""
        return self.scorer.counts() if self.scorer and self.going else None

    def personal_json(self) -> dict[str, Any]:
        """Personal values at coarse depth, as a result keeps them."""
        declared = self.personal.declared.tolist()
        return {
            **self.intervals.personal_json(),
            "declared": dict(zip(("truth", "found"), declared, strict=True)),
        }

    def first_call(self, batch: pa.RecordBatch) -> None:
        """Time the very first answer, which may still load things."""
        timing = Timing()
        if self._answers([batch], timing) is not None:
            self.timing.first_call = timing.nanoseconds[0] / 1e9

    def rows_per_s(self, batch: pa.RecordBatch) -> float | None:
        """A rough rate; None if the detector fails."""
        probe = Timing()
        return None if self._answers([batch], probe) is None else probe.rows_per_s()

    def take(self, chunks: Sequence[Chunk], min_seconds: float) -> None:
        """Answer, check, score and keep."""
        batches = [chunk.strings for chunk in chunks]
        answers = self._answers(batches, self.timing, min_seconds)
        if answers is None:
            return
        rows = sum(batch.num_rows for batch in batches)
        self.taken = self.taken[0] + len(batches), self.taken[1] + rows
        if self.scorer is not None:
            for chunk, answer in zip(chunks, answers, strict=True):
                aligned = self.scorer.add(chunk.truth, answer, chunk)
                records = record_counts(aligned)
                self.intervals.add(records, chunk.files, self.personal.add(aligned))
                self.files.add(records, chunk.files)
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
        self, batches: list[pa.RecordBatch], timing: Timing, min_seconds: float = 0.0
    ) -> list[pa.RecordBatch] | None:
        try:
            answers = self.entrant.answers(batches, timing, min_seconds)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - a detector may raise anything, SystemExit too
            reason = failed(error)
            self.failure = str(reason.after(*self.taken))
            self.failing_text = quoted(reason.place, batches)
            return None
        peaks = [peak for peak in (self.peak, self.entrant.peak) if peak is not None]
        self.peak = max(peaks, default=None)
        return answers

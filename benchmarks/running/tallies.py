"""Everything that is counted of one detector on a source; counts of records that follow add up."""

from dataclasses import dataclass
from typing import Any, Final, Self

import pyarrow as pa

from leakbench.benchmarks.scoring.chunks import Chunk
from leakbench.benchmarks.scoring.personal import PersonalTally
from leakbench.benchmarks.scoring.population import Population
from leakbench.benchmarks.scoring.record_counts import record_counts
from leakbench.benchmarks.scoring.score_histograms import ScoreTally
from leakbench.benchmarks.scoring.scorer import Counts, Scorer
from leakbench.benchmarks.sources.sample import SampledSource
from leakbench.benchmarks.sources.source import Source
from leakbench.benchmarks.statistics.by_file import FileTally
from leakbench.benchmarks.statistics.intervals import IntervalTally
from leakbench.benchmarks.statistics.levels import LevelTally
from leakbench.benchmarks.statistics.sample_tally import SampleTally

MOST_APART: Final = 1_000_000
"""Records up to which people and files are told apart, each of which takes memory."""


@dataclass(slots=True)
class Tallies:
    """The counts of a detector on records of a source that follow one another.

    Attributes:
        scorer: Counts spans.
        intervals: Draws records again.
        personal: Counts personal values at coarse depth.
        scores: Counts predictions by their scores.
        files: Counts file by file; None where there are too many records.
        levels: Counts records, people, and who can be told by what is left; None likewise.
        sample: Counts what is a sample, to weigh it back.
    """

    scorer: Scorer
    intervals: IntervalTally
    personal: PersonalTally
    scores: ScoreTally
    files: FileTally | None
    levels: LevelTally | None
    sample: SampleTally | None

    @classmethod
    def of(
        cls,
        source: Source,
        people: Population,
        declared: frozenset[str],
        *,
        apart: bool = True,
        first: int = 0,
    ) -> Self:
        """Count nothing yet.

        Args:
            source: The records.
            people: The people of the source, and its labels.
            declared: What the detector can find.
            apart: Whether people and files are told apart.
            first: The row of the first record that comes.
        """
        space, mapping = people.space, people.mapping
        return cls(
            scorer=Scorer(space, declared, people=apart),
            intervals=IntervalTally(space, source.name, first),
            personal=PersonalTally(space, declared, mapping),
            scores=ScoreTally(space, mapping),
            files=FileTally(first) if apart else None,
            levels=LevelTally(people, first) if apart else None,
            sample=SampleTally(*source.sample) if isinstance(source, SampledSource) else None,
        )

    def add(self, chunk: Chunk, answer: pa.RecordBatch) -> None:
        """Take the answer to the records that follow the last ones."""
        aligned = self.scorer.add(chunk.truth, answer, chunk)
        records = record_counts(aligned)
        personal = self.personal.add(aligned)
        self.intervals.add(records, chunk.files, personal)
        self.scores.add(aligned, answer)
        if self.files is not None:
            self.files.add(records, chunk.files)
        if self.levels is not None:
            self.levels.add(aligned, chunk, personal)
        if self.sample is not None:
            self.sample.add(records.truth, records.found, records.predicted)

    def follow(self, other: Self) -> None:
        """Take what another one counted of the records that come after those here.

        The people of both are joined by whoever keeps them. Samples are counted in one go.
        """
        self.scorer.follow(other.scorer)
        self.intervals.follow(other.intervals)
        self.personal.follow(other.personal)
        self.scores.follow(other.scores)
        if self.files is not None and other.files is not None:
            self.files.follow(other.files)
        if self.levels is not None and other.levels is not None:
            self.levels.follow(other.levels)

    def counts(self) -> Counts:
        """Spans by what became of them."""
        return self.scorer.counts()

    def told(self) -> dict[str, Any]:
        """What a result keeps, by the names of its fields."""
        declared = dict(zip(("truth", "found"), self.personal.declared.tolist(), strict=True))
        return {
            "counts": self.counts(),
            "intervals": self.intervals.to_json(),
            "files": None if self.files is None else self.files.to_json(),
            "personal": {**self.intervals.personal_json(), "declared": declared},
            "levels": None if self.levels is None else self.levels.to_json(),
            "scores": self.scores.to_json(),
        }

"""Run detectors over sources with an engine: any number of records, as a stream of ranges.

What is counted is what ``runner`` counts. What is timed there is not here, for processes that share
a machine slow each other down: a result has no times of its detector, but says how fast the whole
job went. Raw predictions are not kept, as they would grow with the records, and no spot is checked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from leakbench.benchmarks.running.batch_sizes import BatchSizes
from leakbench.benchmarks.running.descriptions import described
from leakbench.benchmarks.running.detector_process import Limits
from leakbench.benchmarks.running.entrants import Entrant
from leakbench.benchmarks.running.range_evaluation import (
    Asked,
    EntrantOutcome,
    RangeEvaluation,
    RangeOutcome,
)
from leakbench.benchmarks.running.row_ranges import InOrder, range_rows, row_ranges
from leakbench.benchmarks.running.runner import (
    BATCH_ROWS,
    ROWS,
    Advance,
    Scoring,
    Watch,
    rows_of,
    unwatched,
)
from leakbench.benchmarks.running.tallies import MOST_APART
from leakbench.benchmarks.sources.fresh import spec_of
from leakbench.benchmarks.sources.source import CorpusSource, Source
from leakbench.benchmarks.sources.source_checks import check_source
from leakbench.benchmarks.store.results import Result
from leakbench.generator.datasets.content import GROUP_ROWS, combined
from leakbench.generator.jobs.contract import Jobs
from leakbench.generator.plurals import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class DealtRun:
    """How detectors are run.

    Attributes:
        jobs: The engine.
        limits: What a detector may use in a process of its own; None has it work in the engine's.
        rows: Records of each source, or all that it has; by default all of a file or dataset, and
            ``ROWS`` of a corpus.
        secret_seed: Whether the seed was drawn after the detectors were chosen; it is recorded.
    """

    jobs: Jobs
    limits: Limits | None
    rows: int | None = None
    secret_seed: bool = False

    def results(
        self,
        sources: Sequence[Source],
        entrants: Sequence[Entrant],
        scoring: Scoring,
        watch: Watch = unwatched,
    ) -> Iterator[Result]:
        """Run every entrant over every source; see ``runner.run``.

        Args:
            sources: Where records come from.
            entrants: Who answers: built here for what they declare, and closed; every process of
                the engine builds its own.
            scoring: Track and labels.
            watch: Shows progress.

        Yields:
            One result an entrant, source by source.

        Raises:
            WorkerLostError: Processes die again and again.
            EmptyCorpusError: As ``runner.run``, and so all others.
        """
        for one in entrants:
            one.close()
        for source in sources:
            check_source(source, scoring.space(source), scoring.track)
        for source in sources:
            yield from self._on(source, entrants, scoring, watch)

    def _on(
        self, source: Source, entrants: Sequence[Entrant], scoring: Scoring, watch: Watch
    ) -> Iterator[Result]:
        started = datetime.now(UTC).isoformat(timespec="microseconds")
        rows = rows_of(source, self.rows) or ROWS
        spec = spec_of(source)
        size = range_rows(source, rows)
        evaluation = RangeEvaluation(
            source=source,
            track=scoring.track,
            space=scoring.space(source),
            mapping={**source.mapping, **scoring.mapping},
            detectors=tuple(one.asked for one in entrants),
            limits=self.limits,
            sizes=BatchSizes.around(BATCH_ROWS, 0 if spec is None else spec.seed),
            apart=rows <= MOST_APART,
            hashed=size == GROUP_ROWS,
        )
        many = f"{counted(rows, 'row')}, {counted(len(entrants), 'detector')}"
        title = f"{source.name}: {many}, {scoring.track} track"
        begun = perf_counter()
        with watch(title, rows) as advance:
            outcome = self._outcome(evaluation, rows, advance)
        seconds = perf_counter() - begun
        job = {
            "engine": self.jobs.name,
            "workers": self.jobs.workers,
            "seconds": seconds,
            "rows_per_s": rows / seconds,
            "range_rows": size,
            "peak_memory_bytes": outcome.peak,
        }
        identity = _identity(source, rows, outcome)
        for one in entrants:
            did = outcome.entrants[one.asked]
            yield Result(
                **described(source, one, scoring.restricted_to(source), scoring.mapping),
                track=scoring.track,
                **_told(did),
                identity=identity,
                started=started,
                rows=rows,
                batch_rows=BATCH_ROWS,
                timing=None,
                integrity={
                    "seed_secret": self.secret_seed and identity["kind"] == "corpus",
                    "batch_sizes": evaluation.sizes.to_json(),
                    "imports_generator": sorted(did.imports),
                    "spot": None,
                    "sample": None,
                },
                job=job,
            )

    def _outcome(self, evaluation: RangeEvaluation, rows: int, advance: Advance) -> RangeOutcome:
        """What became of all ranges; who failed on one is not asked about those dealt out later.

        Ranges are dealt out in their order, so the first one on which a detector fails is among
        those that it was asked about, whatever the number of processes.
        """
        failed: set[str] = set()
        asked = (
            Asked(one, frozenset(failed))
            for one in row_ranges(rows, range_rows(evaluation.source, rows))
            if len(failed) < len(evaluation.detectors)
        )
        joined: InOrder[RangeOutcome] = InOrder()
        for where, outcome in self.jobs.run(evaluation, asked):
            failed |= {name for name, one in outcome.entrants.items() if one.failure is not None}
            joined.add(where.number, outcome)
            advance(where.rows)
        return joined.whole()


def _told(did: EntrantOutcome) -> dict[str, Any]:
    """What a result says of what a detector did."""
    counted: dict[str, Any] = {"counts": None} if did.tallies is None else did.tallies.told()
    return {
        **counted,
        "failure": did.failure,
        "failing_text": did.failing_text,
        "not_comparable": None if did.failure else did.not_comparable,
        "peak_memory": did.peak,
        "cost": did.cost,
    }


def _identity(source: Source, rows: int, outcome: RangeOutcome) -> dict[str, Any]:
    """As ``Source.identity``; of a corpus without making it again, if its ranges were hashed."""
    hashes = [one for one in outcome.hashes if one is not None]
    if isinstance(source, CorpusSource) and len(hashes) == -(-rows // GROUP_ROWS):
        return source.identified(rows, combined(hashes))
    return source.identity(rows)

"""Run detectors over sources: the same records for all, in turn, timed, checked and scored.

The records of a source are cut into chunks. In each chunk every detector answers all batches once,
in an order that rotates, so that a slow minute of the machine hits all alike. Nothing is given
twice: the first call and the probe are on records that are scored too, and what a fast detector
answers further for its timing alone are further records of the corpus.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from leakbench.benchmarks.running.batch_sizes import BatchSizes
from leakbench.benchmarks.running.descriptions import described
from leakbench.benchmarks.running.entrant_run import EntrantRun
from leakbench.benchmarks.running.entrants import Entrant
from leakbench.benchmarks.running.further import check_spots, take_fair_time
from leakbench.benchmarks.running.memory_copy import copying_mb_per_s
from leakbench.benchmarks.running.tallies import MOST_APART
from leakbench.benchmarks.scoring.chunks import Chunk, Track
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.population import Population
from leakbench.benchmarks.sources.fresh import spec_of
from leakbench.benchmarks.sources.source import Source
from leakbench.benchmarks.sources.source_checks import check_source
from leakbench.benchmarks.store.results import Result
from leakbench.benchmarks.timing.memory import peak_memory
from leakbench.detectors.label_aliases import UnmappedLabelError
from leakbench.generator.plurals import counted

BATCH_ROWS = 4_096
CHUNKS = 8
MAX_CHUNK_BATCHES = 16
ROWS = 2_000  # of a generated corpus, where nobody gave a number: the same for everybody
SECONDS = 60.0  # a detector that would take longer over these answers the first of them
MIN_ROWS = 256  # those: the first call and the probe
FAIR_SECONDS = 0.3  # of calls, for a rate that does not rest on a few milliseconds
FIRST_ROWS = 16  # of a short source a quarter, so that something is left to time

PeakMemory = Callable[[str, pa.RecordBatch], int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """What a run scores.

    Attributes:
        track: ``text`` or ``table``.
        only: Labels to which truth and predictions are restricted; None is everything.
        mapping: Further names of labels of labelled files.
    """

    track: Track = "text"
    only: tuple[str, ...] | None = None
    mapping: dict[str, str] = field(default_factory=dict)

    def restricted_to(self, source: Source) -> tuple[str, ...] | None:
        """The labels that count on a source: of a labelled file, those that it has.

        What a file does not label at all is not wrong when a detector finds it.
        """
        if self.only is None and source.noise is None:
            return tuple(sorted(source.labels()))
        return self.only

    def space(self, source: Source) -> LabelSpace:
        """The label space of a source.

        Raises:
            UnmappedLabelError: One of its labels means nothing in the registry.
            UnknownLabelError: A label to score is neither its own nor the registry's.
        """
        only = self.restricted_to(source)
        if source.noise is not None:
            return LabelSpace.of_registry(only)
        try:
            mapping = {**source.mapping, **self.mapping}
            return LabelSpace(sorted(source.labels()), mapping=mapping, only=only)
        except UnmappedLabelError as error:
            raise UnmappedLabelError(error.label, source.name) from None


Advance = Callable[[int], None]
Watch = Callable[[str, int], AbstractContextManager[Advance]]


@contextmanager
def unwatched(_title: str, _total: int) -> Iterator[Advance]:
    """Progress that nobody looks at."""
    yield lambda _done: None


def run(  # noqa: PLR0913 - what is run, and four things that have defaults
    sources: Sequence[Source],
    entrants: Sequence[Entrant],
    scoring: Scoring,
    *,
    rows: int | None = None,
    min_seconds: float = FAIR_SECONDS,
    memory: PeakMemory = peak_memory,
    watch: Watch = unwatched,
    raw: Path | None = None,
    secret_seed: bool = False,
) -> Iterator[Result]:
    """Run every entrant over every source.

    Args:
        sources: Where records come from.
        entrants: Who answers.
        scoring: Track and labels.
        rows: Records of each source, or all that it has; by default all of a file or dataset, and
            ``ROWS`` of a corpus. Of these, an entrant that is slower than so many in ``SECONDS``
            answers the first ``MIN_ROWS``, as its result says.
        min_seconds: What a fast detector spends at least where there are further records.
        memory: Measures the peak memory on one batch, of those that it is scored on, of a detector
            without its own process that pays for nothing; asked on the first source alone, as a
            fresh process costs seconds.
        watch: Shows progress; called with a title and a number of rows for each source.
        raw: A directory that takes the raw predictions; they are not kept without it.
        secret_seed: Whether the seed was drawn after the detectors were chosen; it is recorded.

    Yields:
        One result an entrant, source by source. An entrant that raises has its reason in
        ``failure``, and one that shares no label with the source in ``not_comparable``; the others
        go on.

    Raises:
        EmptyCorpusError: Before anything runs, where a source has no records.
        OverlappingTruthError: Before anything runs, where spans of one label overlap.
        UnmappedLabelError: Before anything runs, where a source's label means nothing.
        UnknownLabelError: Before anything runs, where a label to score is nobody's.
    """
    spaces = [scoring.space(source) for source in sources]
    for source, space in zip(sources, spaces, strict=True):
        check_source(source, space, scoring.track)
    try:
        for place, (source, space) in enumerate(zip(sources, spaces, strict=True)):
            people = Population(space, {**source.mapping, **scoring.mapping})
            wanted = rows_of(source, rows)
            runs = [
                EntrantRun.on(
                    source,
                    people,
                    one,
                    None if raw is None else raw / f"{place}-{number}.predictions.parquet",
                    apart=(wanted or ROWS) <= MOST_APART,
                )
                for number, one in enumerate(entrants)
            ]
            measured = memory if place == 0 else _unmeasured
            limits = _Limits(rows, min_seconds, measured, secret_seed)
            yield from _run_source(source, runs, scoring, limits, watch)
    finally:
        for one in entrants:
            one.close()


def rows_of(source: Source, rows: int | None) -> int | None:
    """How many records of a source are asked for, if so many were said; None if nobody said."""
    return rows if source.rows is None else min(rows or source.rows, source.rows)


class _Limits(NamedTuple):
    """How much is run of a source, and how memory is measured; see ``run``."""

    rows: int | None
    min_seconds: float
    memory: PeakMemory
    secret_seed: bool


def _run_source(
    source: Source,
    runs: Sequence[EntrantRun],
    scoring: Scoring,
    limits: _Limits,
    watch: Watch,
) -> Iterator[Result]:
    started = datetime.now(UTC).isoformat(timespec="microseconds")  # runs take less than one second
    opening, planned = _opened(source, runs, scoring.track, limits.rows)
    wanted = max(planned)
    spec = spec_of(source)
    sizes = BatchSizes.around(BATCH_ROWS, 0 if spec is None else spec.seed)
    many = f"{counted(wanted, 'row')}, {counted(len(runs), 'detector')}"
    title = f"{source.name}: {many}, {scoring.track} track"
    ceiling, largest = None, opening[-1]
    with watch(title, sum(planned)) as advance:
        begun = sum(chunk.strings.num_rows for chunk in opening)
        advance(begun * len(runs))
        drawn = chain([begun], sizes.drawn(source.name))
        chunks = islice(source.chunks(scoring.track, drawn, wanted), 1, None)
        count = max(1, min(MAX_CHUNK_BATCHES, round(wanted / BATCH_ROWS / CHUNKS)))
        for turn, some in enumerate(iter(lambda: list(islice(chunks, count)), [])):
            for place in range(len(runs)):
                at = (place + turn) % len(runs)
                if planned[at] == wanted:
                    runs[at].take(some)
                    advance(sum(chunk.strings.num_rows for chunk in some))
            if not turn:
                ceiling = copying_mb_per_s([chunk.strings for chunk in some])
                largest = max((largest, *some), key=lambda chunk: chunk.strings.num_rows)
    if spec is not None and limits.min_seconds:
        take_fair_time(spec, scoring.track, wanted, runs, sizes, limits.min_seconds)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:  # nothing is timed any more
        peaks = list(pool.map(lambda one: _peak(one, largest.strings, limits.memory), runs))
    if spec is not None and limits.min_seconds:
        check_spots(spec, scoring.track, wanted, runs, scoring.space(source))
    identities = {rows: source.identity(rows) for rows in set(planned)}
    for one in runs:
        one.settle(ceiling)
    for one, peak, rows in zip(runs, peaks, planned, strict=True):
        identity = identities[rows]
        labels = sorted(one.entrant.labels)
        about = {
            "corpus": {"name": source.name, **identity},
            "track": scoring.track,
            "rows": rows,
            "detector": one.entrant.name,
            "version": one.entrant.version,
            "labels": labels,
        }
        predictions = one.finish(about)
        yield Result(
            **described(source, one.entrant, scoring.restricted_to(source), scoring.mapping),
            track=scoring.track,
            **one.told(),
            identity=identity,
            started=started,
            rows=rows,
            batch_rows=BATCH_ROWS,
            timing=one.timing if one.going else None,
            peak_memory=peak,
            failure=one.failure,
            failing_text=one.failing_text,
            not_comparable=one.not_comparable if one.going else None,
            predictions=predictions,
            raw=None if predictions is None or one.writer is None else one.writer.path,
            cost=one.cost,
            integrity={
                "seed_secret": limits.secret_seed and identity["kind"] == "corpus",
                "batch_sizes": sizes.to_json(),
                **one.integrity(),
            },
        )


def _opened(
    source: Source, runs: Sequence[EntrantRun], track: Track, rows: int | None
) -> tuple[list[Chunk], list[int]]:
    """Have the first records answered, and decide on the number of rows of each.

    Returns:
        The chunks of what was answered and scored by now, and how many rows each answers in all.
    """
    wanted = rows_of(source, rows)
    first = FIRST_ROWS if wanted is None else min(FIRST_ROWS, -(-wanted // 4))
    probed = MIN_ROWS - first if wanted is None else 0
    sizes = [first, probed] if probed else [first]
    opening = list(source.chunks(track, sizes, sum(sizes)))
    for one in runs:
        one.first_call(opening[0])
    if wanted is not None:
        return opening, [wanted] * len(runs)
    rates = [one.probe(opening[1]) for one in runs]
    slow = [rate is not None and rate * SECONDS < ROWS for rate in rates]
    return opening, [MIN_ROWS if one else ROWS for one in slow]


def _unmeasured(_name: str, _batch: pa.RecordBatch) -> None:
    return None


def _peak(one: EntrantRun, batch: pa.RecordBatch, memory: PeakMemory) -> int | None:
    if not one.going or (one.paid and one.peak is None):
        return None
    return memory(one.entrant.name, batch) if one.peak is None else one.peak

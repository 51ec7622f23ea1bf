"""A range of a source's records, answered and scored by detectors in some process of an engine."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, NamedTuple, Self
from weakref import finalize

from leakbench.benchmarks.running.batch_sizes import BatchSizes
from leakbench.benchmarks.running.choice import build_all
from leakbench.benchmarks.running.detector_process import Limits
from leakbench.benchmarks.running.entrant_run import EntrantRun
from leakbench.benchmarks.running.entrants import Entrant
from leakbench.benchmarks.running.row_ranges import RowRange
from leakbench.benchmarks.running.tallies import Tallies
from leakbench.benchmarks.scoring.chunks import Chunk, Track
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.population import Population
from leakbench.benchmarks.sources.source import CorpusSource, Source
from leakbench.benchmarks.timing.memory import own_peak

_TOGETHER: Final = 8  # batches that a detector is given in one go, about a block of the generator


class Asked(NamedTuple):
    """A range, and who is not asked about it, as they have failed."""

    where: RowRange
    failed: frozenset[str]


@dataclass(slots=True)
class EntrantOutcome:
    """What a detector did on ranges that follow one another.

    Attributes:
        tallies: What was counted; None where it failed, was not asked, or is not comparable.
        failure: Why it failed on the first range on which it did.
        failing_text: The text on which it did.
        not_comparable: Why nothing is counted of it on this source.
        peak: Peak memory of its own process in bytes; None if it has none.
        imports: What of the generator its processes had imported.
        cost: What it paid.
    """

    tallies: Tallies | None = None
    failure: str | None = None
    failing_text: str | None = None
    not_comparable: str | None = None
    peak: int | None = None
    imports: frozenset[str] = frozenset()
    cost: dict[str, float] | None = None

    @classmethod
    def of(cls, run: EntrantRun) -> Self:
        """What it did on one."""
        return cls(
            run.tallies if run.going else None,
            run.failure,
            run.failing_text,
            run.not_comparable,
            run.peak,
            frozenset(run.entrant.account.imports),
            run.cost,
        )

    def follow(self, other: Self) -> None:
        """Take the ranges after these."""
        if self.failure is None:
            self.failure, self.failing_text = other.failure, other.failing_text
        if self.tallies is not None and other.tallies is not None:
            self.tallies.follow(other.tallies)
        else:
            self.tallies = None
        self.peak = max((one for one in (self.peak, other.peak) if one is not None), default=None)
        self.imports |= other.imports
        if other.cost is not None:
            before = self.cost or {}
            self.cost = {name: before.get(name, 0) + one for name, one in other.cost.items()}


@dataclass(slots=True)
class RangeOutcome:
    """What detectors did on ranges that follow one another.

    Attributes:
        people: Those of the ranges.
        entrants: By the name under which each was asked for.
        hashes: Content hash of each range; None where it is not asked for.
        peak: Peak memory in bytes of the largest process, without those of isolated detectors.
    """

    people: Population
    entrants: dict[str, EntrantOutcome]
    hashes: list[str | None]
    peak: int

    def follow(self, other: Self) -> None:
        """Take the ranges after these."""
        self.people.follow(other.people)
        for name, outcome in self.entrants.items():
            outcome.follow(other.entrants[name])
        self.hashes += other.hashes
        self.peak = max(self.peak, other.peak)


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeEvaluation:
    """What every process does with a range; it builds its own detectors first.

    Attributes:
        source: The records, which every process reads or makes itself.
        track: What is shown of them.
        space: The labels.
        mapping: Further names of labels.
        detectors: As they were asked for.
        limits: What each may use in a process of its own; None has them work in the engine's.
        sizes: Of batches.
        apart: Whether people and files are told apart.
        hashed: Whether the content of each range is hashed.
    """

    source: Source
    track: Track
    space: LabelSpace
    mapping: dict[str, str] = field(default_factory=dict)
    detectors: tuple[str, ...]
    limits: Limits | None
    sizes: BatchSizes
    apart: bool
    hashed: bool

    def __call__(self) -> "_Evaluator":
        """Begin."""
        return _Evaluator(self)


class _Evaluator:
    """Detectors that were built in this process, and what they are asked."""

    def __init__(self, about: RangeEvaluation) -> None:
        self._about = about
        self._entrants = dict(
            zip(about.detectors, build_all(about.detectors, about.limits), strict=True)
        )
        finalize(self, _close, list(self._entrants.values()))

    def __call__(self, asked: Asked) -> tuple[RowRange, RangeOutcome]:
        """The range, and what detectors did on it."""
        about = self._about
        people = Population(about.space, about.mapping)
        runs = {
            name: EntrantRun.on(
                about.source, people, one, apart=about.apart, first=asked.where.first
            )
            for name, one in self._entrants.items()
            if name not in asked.failed
        }
        chunks, content = self._chunks(asked.where)
        while some := list(islice(chunks, _TOGETHER)):
            for run in runs.values():
                run.take(some)
        outcomes = {
            name: EntrantOutcome.of(runs[name]) if name in runs else EntrantOutcome()
            for name in about.detectors
        }
        found = None if content is None else content.hexdigest()
        return asked.where, RangeOutcome(people, outcomes, [found], own_peak())

    def _chunks(self, where: RowRange) -> tuple[Iterator[Chunk], Any]:
        about = self._about
        drawn = about.sizes.drawn(f"{about.source.name}/{where.number}")
        if about.hashed and isinstance(about.source, CorpusSource):
            return about.source.hashed(about.track, drawn, where.rows, where.first)
        return about.source.chunks(about.track, drawn, where.rows, where.first), None


def _close(entrants: Sequence[Entrant]) -> None:
    for one in entrants:
        one.close()

"""Records of a generated corpus that nobody was asked about: there are as many as one likes."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from leakbench.benchmarks.scoring.chunks import Chunk, Track, cut
from leakbench.benchmarks.sources.source import CorpusSource, Source
from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec

SEEDS: Final = 1 << 63  # what a spec takes


class FreshRows:
    """The records of a corpus from some index on, each given once.

    Args:
        spec: The corpus.
        track: What is shown of it.
        first: Index of the first record that was not given yet.
    """

    def __init__(self, spec: Spec, track: Track, first: int = 0) -> None:
        self._spec = spec
        self._track = track
        self._next = first

    def take(self, sizes: Sequence[int]) -> list[Chunk]:
        """Chunks of so many records each, none of them empty."""
        rows = sum(sizes)
        if not rows:
            return []
        found = batches(self._spec, rows, start=self._next)
        self._next += rows
        return list(cut(found, self._track, sizes, rows))


def spec_of(source: Source) -> Spec | None:
    """What a source's records are made of while they are read; None where there are no others."""
    found = getattr(source, "spec", None)
    return found if isinstance(found, Spec) else None


def drawn_seed() -> int:
    """A seed that nobody can know beforehand."""
    return secrets.randbelow(SEEDS)


def other_population(spec: Spec, seed: int) -> CorpusSource:
    """The same corpus of other people."""
    return CorpusSource(replace(spec, seed=seed))


def reseeded(source: Source) -> Source:
    """A source whose records follow from a seed drawn now, if they are made; else the same."""
    if isinstance(source, CorpusSource):
        return replace(source, spec=replace(source.spec, seed=drawn_seed()))
    return source

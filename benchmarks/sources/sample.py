"""A few records of many that rank detectors as all of them would: for those who pay for answers.

First come records that show every pair of label and form that there is, each chosen because it
shows most that none before it does; records without any value are a pair of their own. The others
are drawn at random from what is left. So the share of rare forms is larger than in the corpus, and
``statistics.sample_tally`` weighs the drawn ones back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.chunks import Chunk, Sizes, Track, cut_chunk
from leakbench.benchmarks.sources.source import Source
from leakbench.generator.engine.streams import Streams

POOL: Final = 10_000  # records of which a sample is taken
QUESTION: Final = 1_000  # characters of one question at least; longer cells are asked in pieces


class Sampling:
    """In which order the records of a pool are taken.

    Attributes:
        order: Their numbers, those that cover every pair first.
        covering: How many these are.
        questions: What each record costs, in the pool's order.
    """

    def __init__(self, pool: Chunk, seed: int) -> None:
        shows = _pairs(pool.truth)
        drawn = np.argsort(Streams(seed, "sample").bits("order", np.arange(len(shows))))
        covering = _covering(shows, drawn)
        left = drawn[~np.isin(drawn, covering)]
        self.order: NDArray[np.int64] = np.concatenate([covering, left])
        self.covering = len(covering)
        self.questions = _questions(pool.strings)

    def rows_for(self, requests: int) -> int:
        """How many records, in their order, so many requests are enough for; one at least."""
        spent = np.cumsum(self.questions[self.order])
        return max(1, int(np.searchsorted(spent, requests, side="right")))


@dataclass(frozen=True, slots=True, eq=False)
class SampledSource:
    """Some records of a source.

    Attributes:
        source: All records.
        pool: The first of them, of which those here are taken.
        sampling: In which order.
        rows: How many there are here.
    """

    source: Source
    pool: Chunk
    sampling: Sampling
    rows: int

    @property
    def name(self) -> str:
        """As the source is called."""
        return self.source.name

    @property
    def noise(self) -> str | None:
        """Of a generated corpus."""
        return self.source.noise

    @property
    def mapping(self) -> Mapping[str, str]:
        """What the source's own names of labels mean."""
        return self.source.mapping

    @property
    def sample(self) -> tuple[int, int]:
        """How many records cover every pair, and how many there are to draw from."""
        return min(self.rows, self.sampling.covering), self.pool.strings.num_rows

    def labels(self) -> frozenset[str]:
        """Every label that the source may carry."""
        return self.source.labels()

    def identity(self, rows: int) -> dict[str, Any]:
        """What pins the pool, and how many of its records these are."""
        covering, pool = self.sample
        known = self.source.identity(pool)
        return known | {"rows": rows, "sample": {"pool": pool, "covering": min(rows, covering)}}

    def chunks(self, track: Track, size: Sizes, rows: int, first: int = 0) -> Iterator[Chunk]:
        """``rows`` records of the sample; ``track`` is that which it was taken for."""
        del track
        index = pa.array(self.sampling.order[first : min(first + rows, self.rows)])
        pool = self.pool
        taken = Chunk(
            pool.strings.take(index),
            pool.truth.take(index),
            None if pool.decoys is None else pool.decoys.take(index),
        )
        return cut_chunk(taken, size)


def sampled(source: Source, track: Track, requests: int) -> SampledSource:
    """As many records of a source as so many requests are enough for.

    Args:
        source: All records.
        track: What detectors are shown.
        requests: One for a cell, more for a long one.
    """
    whole = _whole(source, track, POOL)
    return replace(whole, rows=whole.sampling.rows_for(requests))


def sample_of(source: Source, track: Track, pool: int, rows: int) -> SampledSource:
    """The sample that a result tells of.

    Args:
        source: All records.
        track: What detectors were shown.
        pool: Of how many records it was taken.
        rows: How many there were in it.
    """
    return replace(_whole(source, track, pool), rows=rows)


def _whole(source: Source, track: Track, pool: int) -> SampledSource:
    count = pool if source.rows is None else min(pool, source.rows)
    chunk = next(source.chunks(track, count, count))
    seed = getattr(getattr(source, "spec", None), "seed", 0)
    return SampledSource(source, chunk, Sampling(chunk, seed), count)


def _pairs(truth: pa.ListArray) -> NDArray[np.bool_]:
    """Which pairs of label and form each record shows, shape (records, pairs)."""
    values = truth.flatten()
    record = pc.list_parent_indices(truth).to_numpy()
    names = [values.field(name).cast(pa.string()) for name in ("label", "form")]
    both = pc.binary_join_element_wise(*names, "\t").dictionary_encode()
    shows = np.zeros((len(truth), len(both.dictionary) + 1), bool)
    shows[record, both.indices.to_numpy()] = True
    shows[:, -1] = ~shows.any(axis=1)
    return shows


def _covering(shows: NDArray[np.bool_], drawn: NDArray[np.int64]) -> NDArray[np.int64]:
    """Records that show every pair, each the first in the drawn order that shows most new ones."""
    mixed = shows[drawn].astype(np.int32)
    missing = shows.any(axis=0)
    chosen = []
    while missing.any():
        best = int((mixed @ missing.astype(np.int32)).argmax())
        chosen.append(int(drawn[best]))
        missing &= ~shows[chosen[-1]]
    return np.array(chosen, np.int64)


def _questions(strings: pa.RecordBatch) -> NDArray[np.int64]:
    """How many requests each record takes at most."""
    total = np.zeros(strings.num_rows, np.int64)
    for column in strings.columns:
        length = pc.fill_null(pc.utf8_length(pc.utf8_trim_whitespace(column)), 0)
        total += -(-length.to_numpy().astype(np.int64) // QUESTION)
    return total

"""What no detector can be scored on: an empty corpus, and truth that contradicts itself."""

import numpy as np

from leakbench.benchmarks.scoring.alignment import align
from leakbench.benchmarks.scoring.chunks import Track
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.spans import SpanArrays
from leakbench.benchmarks.sources.source import Source
from leakbench.detectors.contract import empty_spans
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.errors import LeakbenchError

SIZE = 65_536  # records looked at together


class EmptyCorpusError(LeakbenchError, ValueError):
    """A corpus without a record.

    Attributes:
        corpus: Its name.
    """

    def __init__(self, corpus: str) -> None:
        self.corpus = corpus
        super().__init__(f"corpus {corpus!r} has no records")


class OverlappingTruthError(LeakbenchError, ValueError):
    """Two labelled spans of one label overlap, so that one value would count twice.

    Attributes:
        corpus: The corpus's name.
        record: The record, from 1.
        label: Their label.
    """

    def __init__(self, corpus: str, record: int, label: str, at: int) -> None:
        self.corpus = corpus
        self.record = record
        self.label = label
        super().__init__(
            f"corpus {corpus!r}, record {record}: two spans of {label!r} overlap at character {at}"
        )


def check_source(source: Source, space: LabelSpace, track: Track) -> None:
    """Let only a source pass on which scores mean something.

    Generated truth is exact by construction; what others labelled is looked through.

    Args:
        source: The corpus.
        space: Its labels.
        track: Which truth is scored.

    Raises:
        EmptyCorpusError: It has no records.
        OverlappingTruthError: Two of its spans have one label, as scored, and overlap.
        UnmappedLabelError: One of its labels means nothing in the registry.
    """
    if source.rows == 0:
        raise EmptyCorpusError(source.name)
    if source.noise is not None or source.rows is None:
        return
    for number, chunk in enumerate(source.chunks(track, SIZE, source.rows)):
        aligned = align(chunk.truth, empty_spans(), space)
        found = _overlapping(aligned.truth, len(space.labels))
        if found >= 0:
            record = number * SIZE + int(aligned.truth.cell[found]) // aligned.stride + 1
            label = space.labels[aligned.truth.label[found]]
            at = int(aligned.truth.start[found])
            raise OverlappingTruthError(source.name, record, label, at)


@compiled
def _overlapping(spans: SpanArrays, labels: int) -> int:
    """The first of sorted spans that begins before another one of its label has ended, or −1."""
    cell = np.full(labels, -1, np.int64)
    end = np.zeros(labels, np.int64)
    for i in range(len(spans.cell)):
        label = spans.label[i]
        if cell[label] == spans.cell[i] and spans.start[i] < end[label]:
            return i
        cell[label] = spans.cell[i]
        end[label] = spans.end[i]
    return -1

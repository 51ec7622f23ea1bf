"""What is exported: texts in batches, and in columns what is labelled in them.

Offsets are code points, half open. Every labelled span is there whatever its quality: what is left
of a masked number is still one, and a model that is told otherwise learns to pass over it. Labels
are the registry's where a card says what a file's own mean.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.benchmarks.scoring.chunks import Chunk
from leakbench.benchmarks.sources.source import CorpusSource, DatasetSource, Source
from leakbench.detectors.overlaps import keep_longest
from leakbench.generator.errors import LeakbenchError
from leakbench.generator.spec import Spec

BATCH: Final = 4_096  # records that are in memory together
_WHOLE = "train"  # what the Hub calls the only split


class UnnameableLabelError(LeakbenchError, ValueError):
    """A label that a format cannot hold.

    Attributes:
        label: As the source calls it.
    """

    def __init__(self, label: str, form: str) -> None:
        self.label = label
        super().__init__(
            f"label {label!r} has white space in it, which {form} cannot hold; a card (.toml) can "
            "say which label it means"
        )


class Spans(NamedTuple):
    """Labelled spans, ordered by record and place; each column has shape (spans,).

    Attributes:
        record: In which text of the batch.
        start: First character.
        end: Behind the last one.
        label: Index into the labels of the source.
    """

    record: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    label: NDArray[np.int64]

    def longest(self) -> "Spans":
        """Those that stay where no two may overlap: the longest, of equals the first."""
        kept = keep_longest(self.record, self.start, self.end)
        return Spans(*(column[kept] for column in self))

    def offsets(self, records: int) -> NDArray[np.int32]:
        """Where the spans of each record begin, and the end; shape (records + 1,)."""
        return np.searchsorted(self.record, np.arange(records + 1)).astype(np.int32)


@dataclass(frozen=True, slots=True)
class TextBatch:
    """Some records of a source.

    Attributes:
        texts: One string a record, without nulls.
        spans: What is labelled in them.
        first: Number of the first record, from 0.
        files: Number of the file of each, where the source has files; shape (records,).
    """

    texts: pa.StringArray
    spans: Spans
    first: int = 0
    files: NDArray[np.int64] | None = None


@dataclass(frozen=True, slots=True)
class LabelledTexts:
    """The first records of a source.

    Attributes:
        source: Whatever ``--corpus`` takes.
        rows: How many.
        advance: Told of records that were written.
    """

    source: Source
    rows: int
    advance: Callable[[int], object] = lambda _done: None

    @property
    def name(self) -> str:
        """As the source is called."""
        return self.source.name

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that may occur, in the order of their codes."""
        mapping = self.source.mapping
        return tuple(sorted({mapping.get(label, label) for label in self.source.labels()}))

    @property
    def spec(self) -> Spec | None:
        """Of a corpus or dataset; None of a labelled file, which may be somebody's."""
        match self.source:
            case CorpusSource(spec=spec):
                return spec
            case DatasetSource(dataset=dataset):
                return dataset.manifest.spec
            case _:
                return None

    @property
    def split(self) -> str:
        """Of a corpus or dataset; ``train`` of a labelled file."""
        return _WHOLE if self.spec is None else self.spec.split

    def batches(self) -> Iterator[TextBatch]:
        """The records, ``BATCH`` at a time; none is made before it is asked for."""
        codes = {label: code for code, label in enumerate(self.labels)}
        mapping = self.source.mapping
        for chunk in self.source.chunks("text", BATCH, self.rows):
            yield TextBatch(
                chunk.strings.column(0),
                _spans(chunk, {name: codes[label] for name, label in mapping.items()} or codes),
                chunk.first,
                chunk.files,
            )
            self.advance(chunk.strings.num_rows)

    def refuse_spaces(self, form: str) -> None:
        """Let only labels pass in which there is no white space.

        Args:
            form: The format, for the message.

        Raises:
            UnnameableLabelError: One has some, or is empty.
        """
        for label in self.labels:
            if label.split() != [label]:
                raise UnnameableLabelError(label, form)


def _spans(chunk: Chunk, codes: dict[str, int]) -> Spans:
    values = chunk.truth.flatten()
    record = pc.list_parent_indices(chunk.truth).to_numpy().astype(np.int64)
    start, end = (values.field(name).to_numpy().astype(np.int64) for name in ("start", "end"))
    label = values.field("label")
    code = np.array([codes.get(name, -1) for name in label.dictionary.to_pylist()], np.int64)
    of_span = code[label.indices.to_numpy()] if len(values) else np.zeros(0, np.int64)
    order = np.lexsort((of_span, end, start, record))
    return Spans(record[order], start[order], end[order], of_span[order])

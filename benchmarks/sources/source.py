"""Sources of chunks: strings for the detector, truth for the scorer, kept apart."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa

from leakbench.benchmarks.scoring.chunks import Chunk, Sizes, Track, cut
from leakbench.benchmarks.sources.corpus_card import CorpusCard
from leakbench.benchmarks.sources.labelled_file import LabelledFile
from leakbench.generator.corpus import corpus_of
from leakbench.generator.datasets.content import ContentHash, content_hash
from leakbench.generator.datasets.dataset import Dataset
from leakbench.generator.datasets.manifest import spec_json
from leakbench.generator.errors import USAGE, LeakbenchError
from leakbench.generator.generate import batches, schema
from leakbench.generator.spec import Spec


class Source(Protocol):
    """Records with their truth."""

    @property
    def name(self) -> str:
        """As it is called in results."""
        ...

    @property
    def rows(self) -> int | None:
        """How many records there are; None if as many as one likes."""
        ...

    @property
    def noise(self) -> str | None:
        """Of a generated corpus."""
        ...

    @property
    def mapping(self) -> Mapping[str, str]:
        """What its own names of labels mean, beside the usual aliases."""
        ...

    def labels(self) -> frozenset[str]:
        """Every label that its truth may carry."""
        ...

    def identity(self, rows: int) -> dict[str, Any]:
        """What pins the first ``rows`` records, as JSON values."""
        ...

    def chunks(self, track: Track, size: Sizes, rows: int, first: int = 0) -> Iterator[Chunk]:
        """``rows`` records from ``first`` on, ``size`` at a time or as many as each of ``size``."""
        ...


class TrackError(LeakbenchError, ValueError):
    """A source cannot be read on a track."""

    exit_code = USAGE


@dataclass(frozen=True, slots=True)
class CorpusSource:
    """A corpus, generated while it is read."""

    spec: Spec
    rows: int | None = None

    @property
    def name(self) -> str:
        """The corpus's name."""
        return self.spec.corpus

    @property
    def noise(self) -> str:
        """How its values are written."""
        return self.spec.noise

    @property
    def mapping(self) -> Mapping[str, str]:
        """Nothing: its labels are the registry's."""
        return {}

    def labels(self) -> frozenset[str]:
        """Every label of the corpus."""
        return corpus_of(self.spec).labels

    def identity(self, rows: int) -> dict[str, Any]:
        """Spec, rows and content hash."""
        return self.identified(rows, content_hash(batches(self.spec, rows)))

    def identified(self, rows: int, found: str) -> dict[str, Any]:
        """The same where somebody has found the content hash already."""
        return {"kind": "corpus", "spec": spec_json(self.spec), "rows": rows, "content_hash": found}

    def hashed(
        self, track: Track, size: Sizes, rows: int, first: int
    ) -> tuple[Iterator[Chunk], ContentHash]:
        """``chunks``, and their content hash as one group, which is whole once they were read."""
        content = ContentHash(schema(self.spec))
        found = _fed(batches(self.spec, rows, start=first), content)
        return cut(found, track, size, rows, first), content

    def chunks(self, track: Track, size: Sizes, rows: int, first: int = 0) -> Iterator[Chunk]:
        """``rows`` records from ``first`` on, ``size`` at a time."""
        return cut(batches(self.spec, rows, start=first), track, size, rows, first)


def _fed(found: Iterator[pa.RecordBatch], content: ContentHash) -> Iterator[pa.RecordBatch]:
    for batch in found:
        content.update(batch)
        yield batch


@dataclass(frozen=True, slots=True)
class DatasetSource:
    """A dataset on disk."""

    dataset: Dataset

    @property
    def name(self) -> str:
        """The corpus's name."""
        return self.dataset.manifest.spec.corpus

    @property
    def rows(self) -> int:
        """All of its rows."""
        return self.dataset.manifest.rows

    @property
    def noise(self) -> str:
        """How its values are written."""
        return self.dataset.manifest.spec.noise

    @property
    def mapping(self) -> Mapping[str, str]:
        """Nothing: its labels are the registry's."""
        return {}

    def labels(self) -> frozenset[str]:
        """The labels that occur."""
        manifest = self.dataset.manifest
        return frozenset(manifest.counts()) | frozenset(manifest.cell_counts())

    def identity(self, rows: int) -> dict[str, Any]:
        """Spec, rows, and the content hash of the whole dataset."""
        manifest = self.dataset.manifest
        return {
            "kind": "dataset",
            "spec": spec_json(manifest.spec),
            "rows": rows,
            "dataset_rows": manifest.rows,
            "content_hash": manifest.content_hash,
        }

    def chunks(self, track: Track, size: Sizes, rows: int, first: int = 0) -> Iterator[Chunk]:
        """``rows`` records from ``first`` on, ``size`` at a time."""
        found = self.dataset.batches(first=first, rows=rows)
        yield from cut(found, track, size, rows, first)
        deque(found, 0)  # what is checked at a shard's end, is


@dataclass(frozen=True, slots=True)
class FileSource:
    """A labelled corpus; it has the text track only."""

    file: LabelledFile
    card: CorpusCard | None = None

    @property
    def name(self) -> str:
        """The card's name for it, or the file's name without its suffix."""
        return self.file.path.stem if self.card is None else self.card.name

    @property
    def rows(self) -> int:
        """All of its records."""
        return len(self.file.texts)

    @property
    def noise(self) -> None:
        """Nothing: real text."""
        return

    @property
    def mapping(self) -> Mapping[str, str]:
        """What its card says."""
        if self.card is None:
            return {}
        return {name: label for name, label in self.card.labels.items() if label}

    def labels(self) -> frozenset[str]:
        """The labels of its card, or those that occur, as the corpus calls them."""
        return frozenset(self.mapping) or self.file.labels

    def identity(self, rows: int) -> dict[str, Any]:
        """Rows, the hash of its bytes, and what its card says."""
        known: dict[str, Any] = {"kind": "file", "rows": rows, "sha256": self.file.sha256}
        if self.card is not None:
            known |= {"source": self.card.source, "licence": self.card.licence}
            known["labels"] = dict(self.card.labels)
        return known

    def chunks(self, track: Track, size: Sizes, rows: int, first: int = 0) -> Iterator[Chunk]:
        """``rows`` records from ``first`` on, ``size`` at a time.

        Raises:
            TrackError: Another track than text.
        """
        if track != "text":
            raise TrackError(f"{self.file.path} has texts only: --track {track} needs columns")
        columns = {"text": self.file.texts, "text_spans": self.file.spans}
        if self.file.files is not None:
            columns["file"] = self.file.files
        records = pa.RecordBatch.from_pydict(columns).slice(first)
        return cut(iter([records]), track, size, rows, first)

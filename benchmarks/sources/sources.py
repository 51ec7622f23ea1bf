"""What ``--corpus`` takes: a corpus by name, a dataset directory, a labelled corpus or its card.

Each becomes a source of portions: strings for the detector, truth for the scorer, kept apart.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from leakbench.benchmarks.scoring.portions import Portion, Track, cut
from leakbench.benchmarks.sources.corpus_card import CorpusCard, read_card, read_carded
from leakbench.benchmarks.sources.labelled_file import LabelledFile, LabelledFileError
from leakbench.benchmarks.sources.labelled_formats import SUFFIXES, format_of, read_labelled
from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.datasets.content import content_hash
from leakbench.generator.datasets.dataset import Dataset, open_dataset
from leakbench.generator.datasets.manifest import spec_json
from leakbench.generator.generate import batches
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

    def portions(self, track: Track, size: int, rows: int) -> Iterator[Portion]:
        """The first ``rows`` records, ``size`` at a time."""
        ...


class NoSuchFileError(LookupError):
    """No file of this name."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"no such file: {path}")


class TrackError(ValueError):
    """A source cannot be read on a track."""


class SameNameError(ValueError):
    """Two sources of a run have one name, so that their results would have one place."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"two corpora of one run are called {name!r}")


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
        return load_corpus(self.spec.corpus).labels

    def identity(self, rows: int) -> dict[str, Any]:
        """Spec, rows and content hash."""
        found = content_hash(batches(self.spec, rows))
        return {"kind": "corpus", "spec": spec_json(self.spec), "rows": rows, "content_hash": found}

    def portions(self, track: Track, size: int, rows: int) -> Iterator[Portion]:
        """The first ``rows`` records, ``size`` at a time."""
        return cut(batches(self.spec, rows), track, size, rows)


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

    def portions(self, track: Track, size: int, rows: int) -> Iterator[Portion]:
        """The first ``rows`` records, ``size`` at a time."""
        return cut(self.dataset.batches(), track, size, rows)


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

    def portions(self, track: Track, size: int, rows: int) -> Iterator[Portion]:
        """The first ``rows`` records, ``size`` at a time.

        Raises:
            TrackError: Another track than text.
        """
        if track != "text":
            raise TrackError(f"{self.file.path} has texts only: --track {track} needs columns")
        columns = {"text": self.file.texts, "text_spans": self.file.spans}
        return cut(iter([pa.RecordBatch.from_pydict(columns)]), track, size, rows)


def open_source(text: str, spec: Spec) -> Source:
    """What a value of ``--corpus`` means.

    Args:
        text: The name of a corpus; else a path (write ``./name`` for a directory so called).
        spec: Seed, split and noise for a corpus.

    Raises:
        UnknownCorpusError: Neither a corpus nor a path.
        NoSuchFileError: A labelled file or card that does not exist.
        DatasetError: A directory without a readable manifest.
        LabelledFileError: A file that breaks the format.
    """
    if text in corpus_names():
        return CorpusSource(replace(spec, corpus=text))
    path = Path(text)
    if path.exists():
        return open_path(path)
    if path.suffix in {".toml", *SUFFIXES}:
        raise NoSuchFileError(path)
    return CorpusSource(replace(spec, corpus=load_corpus(text).name))


def open_path(path: Path) -> Source:
    """A dataset's directory, a labelled corpus, or the card of one.

    Raises:
        DatasetError: A directory without a readable manifest.
        LabelledFileError: A corpus that breaks its format, or in which nothing is labelled.
    """
    if path.is_dir() and format_of(path) is None:
        return DatasetSource(open_dataset(path))
    if path.suffix == ".toml":
        card = read_card(path)
        return FileSource(read_carded(card, path), card)
    file = read_labelled(path)
    if not file.labels:
        raise LabelledFileError(
            path, "nothing in it is labelled; a card (.toml) can say which labels it was read for"
        )
    return FileSource(file)


def open_sources(texts: Sequence[str], spec: Spec) -> list[Source]:
    """What all values of ``--corpus`` mean; see ``open_source``.

    Raises:
        SameNameError: Two have one name.
    """
    sources = [open_source(text, spec) for text in texts]
    names = [source.name for source in sources]
    for name in names:
        if names.count(name) > 1:
            raise SameNameError(name)
    return sources

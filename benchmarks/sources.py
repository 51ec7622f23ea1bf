"""What ``--corpus`` takes: a corpus by name, a dataset directory, or a labelled file.

Each becomes a source of portions: strings for the detector, truth for the scorer, kept apart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from leakbench.benchmarks.labelled_file import LabelledFile, LabelledFileError, read_labelled
from leakbench.benchmarks.portions import Portion, Track, cut
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
    """A labelled file; it has the text track only."""

    file: LabelledFile

    @property
    def name(self) -> str:
        """The file's name without its suffix."""
        return self.file.path.stem

    @property
    def rows(self) -> int:
        """All of its records."""
        return len(self.file.texts)

    @property
    def noise(self) -> None:
        """Nothing: real text."""
        return

    def labels(self) -> frozenset[str]:
        """The labels that occur, as the file calls them."""
        return self.file.labels

    def identity(self, rows: int) -> dict[str, Any]:
        """Rows, and the hash of the file's bytes."""
        return {"kind": "file", "rows": rows, "sha256": self.file.sha256}

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
        NoSuchFileError: A ``.jsonl`` that does not exist.
        DatasetError: A directory without a readable manifest.
        LabelledFileError: A file that breaks the format.
    """
    if text in corpus_names():
        return CorpusSource(replace(spec, corpus=text))
    path = Path(text)
    if path.exists():
        return open_path(path)
    if path.suffix == ".jsonl":
        raise NoSuchFileError(path)
    return CorpusSource(replace(spec, corpus=load_corpus(text).name))


def open_path(path: Path) -> Source:
    """A dataset's directory or a labelled file.

    Raises:
        DatasetError: A directory without a readable manifest.
        LabelledFileError: A file that breaks the format.
    """
    if path.is_dir():
        return DatasetSource(open_dataset(path))
    if path.suffix != ".jsonl":
        raise LabelledFileError(path, "a labelled file ends in .jsonl, a dataset is a directory")
    return FileSource(read_labelled(path))


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

"""What ``--corpus`` takes: a corpus by name, a dataset directory, or a labelled file.

Each becomes a source of portions: strings for the detector, truth for the scorer, kept apart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, Protocol, get_args

import pyarrow as pa
from leakbench.benchmarks.labelled_file import LabelledFile, LabelledFileError, read_labelled
from leakbench.generator.content import content_hash
from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.dataset import Dataset, open_dataset
from leakbench.generator.generate import batches
from leakbench.generator.manifest import spec_json
from leakbench.generator.spec import Spec

Track = Literal["text", "table"]
TRACKS: tuple[Track, ...] = get_args(Track)
_TRUTH_COLUMN = {"text": "text_spans", "table": "cell_spans"}


@dataclass(frozen=True, slots=True)
class Portion:
    """Some records of a source.

    Attributes:
        strings: What a detector is given: ``text``, or the corpus's columns. It shares no memory
            with the truth, and its schema has no metadata.
        truth: The labelled spans of every record, ``TEXT_SPANS`` or ``CELL_SPANS``.
        decoys: ``DECOYS`` over the text, where the source records them.
    """

    strings: pa.RecordBatch
    truth: pa.ListArray
    decoys: pa.ListArray | None


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
        return _portions(batches(self.spec, rows), track, size, rows)


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
        return _portions(self.dataset.batches(), track, size, rows)


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
        return _portions(iter([pa.RecordBatch.from_pydict(columns)]), track, size, rows)


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


def _portions(
    found: Iterator[pa.RecordBatch], track: Track, size: int, rows: int
) -> Iterator[Portion]:
    for batch in _resized(found, size, rows):
        names = batch.schema.names
        decoys = batch.column("decoys") if "decoys" in names and track == "text" else None
        yield Portion(_strings(batch, track), batch.column(_TRUTH_COLUMN[track]), decoys)


def _resized(found: Iterator[pa.RecordBatch], size: int, rows: int) -> Iterator[pa.RecordBatch]:
    """The first ``rows`` rows, in batches of exactly ``size`` but for the last."""
    waiting: list[pa.RecordBatch] = []
    have = 0
    for batch in found:
        at = 0
        while at < batch.num_rows and rows:
            take = min(batch.num_rows - at, size - have, rows)
            waiting.append(batch.slice(at, take))
            at += take
            have += take
            rows -= take
            if have == size or not rows:
                yield waiting[0] if len(waiting) == 1 else pa.concat_batches(waiting)
                waiting, have = [], 0
        if not rows:
            return
    if waiting:
        yield pa.concat_batches(waiting)


def _strings(batch: pa.RecordBatch, track: Track) -> pa.RecordBatch:
    names = batch.schema.names
    text = names.index("text")
    shown = [text] if track == "text" else range(1, text)
    schema = pa.schema([(names[index], pa.string()) for index in shown])
    arrays = [batch.column(index) for index in shown]
    # A trip through the IPC format copies the strings: buffers of a slice reach beyond it, and
    # those of a batch read in one piece might hold the truth beside them.
    sent = pa.RecordBatch.from_arrays(arrays, schema=schema).serialize()
    return pa.ipc.read_record_batch(pa.py_buffer(sent.to_pybytes()), schema)

"""What ``--corpus`` takes: a corpus by name, a dataset directory, a labelled corpus or its card."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from leakbench.benchmarks.sources.corpus_card import read_card, read_carded
from leakbench.benchmarks.sources.labelled_file import LabelledFileError
from leakbench.benchmarks.sources.labelled_formats import SUFFIXES, format_of, read_labelled
from leakbench.benchmarks.sources.source import CorpusSource, DatasetSource, FileSource, Source
from leakbench.generator.corpus import corpus_names, corpus_of
from leakbench.generator.datasets.dataset import open_dataset
from leakbench.generator.errors import USAGE, LeakbenchError
from leakbench.generator.packs import using
from leakbench.generator.spec import Spec
from leakbench.generator.storage.stored_path import is_url, path_of


class NoSuchFileError(LeakbenchError, LookupError):
    """No file of this name."""

    exit_code = USAGE

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"no such file: {path}")


class SameNameError(LeakbenchError, ValueError):
    """Two sources of a run have one name, so that their results would have one place."""

    exit_code = USAGE

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"two corpora of one run are called {name!r}")


def open_source(text: str, spec: Spec) -> Source:
    """What a value of ``--corpus`` means.

    Args:
        text: The name of a corpus; else a path (write ``./name`` for a directory so called) or URL.
        spec: Seed, split and noise for a corpus.

    Raises:
        UnknownCorpusError: Neither a corpus nor a path.
        NoSuchFileError: A labelled file or card that does not exist.
        DatasetError: A directory without a readable manifest.
        LabelledFileError: A file that breaks the format.
    """
    with using(spec.pack):
        if text in corpus_names():
            return CorpusSource(replace(spec, corpus=text))
    path = path_of(text)
    if path.exists():
        return open_path(path)
    if is_url(text) or path.suffix in {".toml", *SUFFIXES}:
        raise NoSuchFileError(path)
    corpus = replace(spec, corpus=text)
    corpus_of(corpus)  # says what there is
    return CorpusSource(corpus)


def open_path(path: Path) -> DatasetSource | FileSource:
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

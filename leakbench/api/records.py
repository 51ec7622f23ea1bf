"""What detectors are evaluated on: corpora by name or spec, datasets, labelled files."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from leakbench.api.arguments import OneCorpus
from leakbench.api.benchmark import (
    Chunk,
    CorpusSource,
    SameNameError,
    Sizes,
    Source,
    Track,
    open_path,
    open_source,
)
from leakbench.generator.spec import Noise, Spec

ROWS: Final = 2_000
"""Records of a corpus if nobody says how many: a second or two of a fast detector."""


@dataclass(frozen=True, slots=True)
class First:
    """The first records of a source that has an end.

    Attributes:
        source: All of its records.
        rows: How many of them there are here.
    """

    source: Source
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
    def spec(self) -> Spec | None:
        """What further records are made of; None where there are no others than the source's."""
        return getattr(self.source, "spec", None)

    @property
    def mapping(self) -> Mapping[str, str]:
        """What the source's own names of labels mean."""
        return self.source.mapping

    def labels(self) -> frozenset[str]:
        """Every label that the source may carry."""
        return self.source.labels()

    def identity(self, rows: int) -> dict[str, Any]:
        """What pins the first ``rows`` records."""
        return self.source.identity(rows)

    def chunks(self, track: Track, size: Sizes, rows: int, first: int = 0) -> Iterator[Chunk]:
        """``rows`` records from ``first`` on, ``size`` at a time."""
        return self.source.chunks(track, size, min(rows, self.rows - first), first)


def sources(
    given: Sequence[OneCorpus], base: Spec, noises: Collection[Noise], rows: int | None
) -> list[Source]:
    """Open what is to be evaluated on, every source with an end.

    Args:
        given: Names, specs and paths.
        base: Seed and split of the corpora that are named.
        noises: How the values of these are written; each is a source of its own.
        rows: At most so many records of each; by default ``ROWS`` of a corpus, and all of a
            dataset or a file.

    Raises:
        ValueError: ``rows`` is not positive.
        UnknownCorpusError: Neither a corpus nor a path.
        NoSuchFileError: A labelled file or card that does not exist.
        DatasetError: A directory without a readable manifest.
        LabelledFileError: A file that breaks its format.
        SameNameError: The same records are given twice.
    """
    if rows is not None and rows < 1:
        raise ValueError(f"rows {rows} must be positive")
    opened: dict[object, Source] = {}
    for one in given:
        for source in _opened(one, base, noises):
            key = source.spec if isinstance(source, CorpusSource) else (source.name, source.noise)
            if key in opened:
                raise SameNameError(source.name)
            opened[key] = _ended(source, rows)
    return list(opened.values())


def _opened(one: OneCorpus, base: Spec, noises: Collection[Noise]) -> Iterator[Source]:
    if isinstance(one, Spec):
        yield open_source(one.corpus, one)
        return
    if isinstance(one, Path):
        yield open_path(one)
        return
    for noise in noises:
        source = open_source(one, replace(base, noise=noise))
        yield source
        if not isinstance(source, CorpusSource):
            return  # it is written already


def _ended(source: Source, rows: int | None) -> Source:
    if isinstance(source, CorpusSource):
        return CorpusSource(source.spec, rows or ROWS)
    if rows is None or source.rows is None or source.rows <= rows:
        return source
    return First(source, rows)

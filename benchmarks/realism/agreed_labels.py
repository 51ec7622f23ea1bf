"""Which labels a real file and generated corpora have in common, coarsely, and what is left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow.compute as pc

from leakbench.benchmarks.realism.records import places_of
from leakbench.benchmarks.scoring.labels import LabelSpace, UnknownLabelError
from leakbench.benchmarks.sources.labelled_file import LabelledFile, LabelledFileError
from leakbench.benchmarks.sources.opening import SameNameError
from leakbench.benchmarks.sources.source import FileSource, Source
from leakbench.detectors.label_aliases import UnmappedLabelError
from leakbench.detectors.splicing import TextColumn
from leakbench.generator.entities import coarse, known_labels
from leakbench.generator.errors import USAGE, LeakbenchError


class NotRealError(LeakbenchError, ValueError):
    """What is given as real text is generated, or the other way round."""

    exit_code = USAGE


@dataclass(frozen=True, slots=True)
class RealLabels:
    """What the labels of a real file mean.

    Attributes:
        families: The coarse label of each of its names that means one and is wanted.
        unmapped: Its names that mean nothing in the registry.
    """

    families: Mapping[str, str]
    unmapped: tuple[str, ...]


class NoCommonLabelError(LeakbenchError, LookupError):
    """No label can be compared.

    Attributes:
        real: What the labels of the real file mean.
        generated: The coarse labels of the corpora.
    """

    exit_code = USAGE

    def __init__(self, name: str, real: RealLabels, generated: Sequence[str]) -> None:
        self.real, self.generated = real, tuple(generated)
        known = ", ".join(sorted(set(real.families.values()))) or "no label that is known here"
        unknown = f" and {', '.join(real.unmapped)} that nothing maps" if real.unmapped else ""
        super().__init__(
            f"no label in common: {name} has {known}{unknown}, the corpora have "
            f"{', '.join(generated)}"
        )


@dataclass(frozen=True, slots=True)
class Sides:
    """What is compared.

    Attributes:
        real: The labelled file.
        generated: The corpora.
        labels: What the file's labels mean.
        common: The coarse labels that each corpus shares with it.
    """

    real: FileSource
    generated: tuple[Source, ...]
    labels: RealLabels
    common: Mapping[str, tuple[str, ...]]


def agreed_sides(
    real: Source,
    generated: Sequence[Source],
    *,
    only: Sequence[str] | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Sides:
    """Look which labels can be compared, before anything is built or read.

    Args:
        real: The labelled file.
        generated: Corpora or datasets.
        only: Labels that are wanted, by the file's names or the registry's; all by default.
        mapping: Further names of labels of the file.

    Raises:
        NotRealError: The file is generated, or a corpus is a file.
        LabelledFileError: The file's labels are the values themselves.
        UnknownLabelError: A label that is wanted is nobody's.
        SameNameError: Two corpora have one name.
        NoCommonLabelError: No corpus has a label of the file.
    """
    file = real_file(real)
    labels = real_labels(file, mapping or {}, only)
    common = common_labels(labels, file.name, generated)
    return Sides(file, tuple(generated), labels, common)


def real_file(source: Source) -> FileSource:
    """A source that is a labelled file.

    Raises:
        NotRealError: It is generated.
        LabelledFileError: Its labels are the labelled values themselves.
    """
    if not isinstance(source, FileSource):
        raise NotRealError(f"{source.name} is generated: real text is a labelled file")
    _refuse_values(source.file)
    return source


def real_labels(
    source: FileSource, mapping: Mapping[str, str], only: Sequence[str] | None
) -> RealLabels:
    """Map the labels of a real file.

    Args:
        source: The file.
        mapping: Further names of labels.
        only: Labels that are wanted, by its names or the registry's; all by default.

    Raises:
        UnknownLabelError: A label that is wanted is neither its own nor the registry's.
    """
    own = sorted(source.labels())
    for name in only or ():
        if name not in own and name not in known_labels():
            raise UnknownLabelError(name, own)
    families, unmapped = {}, []
    for name in own:
        try:
            meant = LabelSpace([name], mapping={**source.mapping, **mapping}).meaning(name)
        except UnmappedLabelError:
            unmapped.append(name)
            continue
        if only is None or not {name, meant, coarse(meant)}.isdisjoint(only):
            families[name] = coarse(meant)
    return RealLabels(families, tuple(unmapped))


def common_labels(
    real: RealLabels, name: str, generated: Sequence[Source]
) -> dict[str, tuple[str, ...]]:
    """The coarse labels that a real file shares with each of some corpora.

    Raises:
        NotRealError: One of them is a labelled file.
        SameNameError: Two of them have one name.
        NoCommonLabelError: There is none at all.
    """
    names = [source.name for source in generated]
    for source in generated:
        if names.count(source.name) > 1:
            raise SameNameError(source.name)
        if source.noise is None:
            raise NotRealError(f"{source.name} is a labelled file: --corpus takes generated text")
    has = {source.name: {coarse(label) for label in source.labels()} for source in generated}
    wanted = set(real.families.values())
    common = {corpus: tuple(sorted(labels & wanted)) for corpus, labels in has.items()}
    if not any(common.values()):
        there = sorted(set().union(*has.values()))
        raise NoCommonLabelError(name, real, there)
    return common


def _refuse_values(file: LabelledFile) -> None:
    """Labels are named in messages; a file that has the value in a label's place would be shown."""
    listed = file.spans.flatten()
    values = TextColumn.of(file.texts).cut(places_of(file.spans))
    same = pc.equal(listed.field("label").cast(values.type), values)
    if pc.any(same).as_py():
        span = pc.index(same, True).as_py()
        record = pc.list_parent_indices(file.spans)[span].as_py() + 1
        raise LabelledFileError(
            file.path, "the label of a span is the value itself", record, "record"
        )

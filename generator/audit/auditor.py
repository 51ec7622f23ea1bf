"""The audit: whether datasets keep the promises that the generator makes.

It reads the shards as anybody would and looks at every record; nothing is taken from how a dataset
was made but its declaration: which column is what, about whom.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from leakbench.generator.audit.blocks import Block
from leakbench.generator.audit.coherence import Coherence
from leakbench.generator.audit.contradictions import Contradictions
from leakbench.generator.audit.distributions import Distributions
from leakbench.generator.audit.findings import Check, Finding
from leakbench.generator.audit.fingerprints import Fingerprint
from leakbench.generator.audit.offsets import Offsets
from leakbench.generator.audit.overlap import Side, overlap
from leakbench.generator.audit.records import Contents, Duplicates
from leakbench.generator.audit.separators import Separators
from leakbench.generator.audit.template_leakage import TemplateLeakage
from leakbench.generator.audit.values import Values
from leakbench.generator.audit.variety import Variety
from leakbench.generator.audit.whole_columns import WholeColumns
from leakbench.generator.corpus import corpus_of
from leakbench.generator.datasets.dataset import Dataset, open_dataset
from leakbench.generator.datasets.manifest import DatasetError
from leakbench.generator.generate import batches
from leakbench.generator.pack_checks import checked
from leakbench.generator.packs import using
from leakbench.generator.schema import FIRST_COLUMNS, LAST_COLUMNS
from leakbench.generator.spec import SPLITS, Spec

BLOCK = 16_384  # rows looked at in one go
SAMPLE = 20_000  # rows of another split that is generated to be compared with

Progress = Callable[[int], None]


def audit(paths: Sequence[Path], progress: Progress | None = None) -> Iterator[Finding]:
    """Look at datasets on disk, and at whether their splits overlap.

    Splits are compared with the other splits of the same corpus among the datasets given; a
    dataset that has none there is compared with a sample of them, which is generated.

    Args:
        paths: Directories of datasets.
        progress: Told of every block of rows.

    Yields:
        Findings, dataset by dataset; their ``dataset`` is the path as it was given.

    Raises:
        DatasetError: A directory holds no whole dataset, or a file in it cannot be read.
        UnknownCorpusError: A dataset's corpus is not known.
        MissingPackError: The pack that it was written with is not at hand.
    """
    datasets = [open_dataset(path) for path in paths]
    sides = []
    for dataset in datasets:
        fingerprint = Fingerprint()
        spec = dataset.manifest.spec
        with using(checked(spec.pack)):
            found = list(_looked_at(dataset, fingerprint, progress))
        yield from (replace(finding, dataset=str(dataset.path)) for finding in found)
        sides.append((dataset, Side(spec.split, spec.split, spec.headers, fingerprint)))
    for place, (dataset, side) in enumerate(sides):
        spec = dataset.manifest.spec
        others = [
            (number, other)
            for number, (one, other) in enumerate(sides)
            if _is_of_one_corpus(one.manifest.spec, spec) and other.split != side.split
        ]
        compared = [other for number, other in others if number > place]
        if not others:
            rows = min(dataset.manifest.rows, SAMPLE)
            compared = [_sampled(replace(spec, split=split), rows) for split in SPLITS
                        if split != spec.split]  # fmt: skip
        for other in compared:
            for finding in overlap(side, other):
                yield replace(finding, dataset=str(dataset.path))


def _looked_at(
    dataset: Dataset, fingerprint: Fingerprint, progress: Progress | None
) -> Iterable[Finding]:
    manifest = dataset.manifest
    spec, corpus = manifest.spec, corpus_of(manifest.spec)
    checks: list[Check] = [
        Contents(manifest),
        Duplicates(furnished=corpus.row_column is not None),
        Offsets(),
        Values(),
        TemplateLeakage(corpus, straight=corpus.cell_order(spec.columns) == "straight"),
        Coherence(corpus, spec),
        WholeColumns(corpus, spec),
        Separators(corpus, spec),
        Distributions(corpus, spec),
        Contradictions(),
        Variety(corpus, spec.split),
    ]
    for batch in dataset.batches(BLOCK):
        if batch.num_columns != len(FIRST_COLUMNS) + len(corpus.fields) + len(LAST_COLUMNS):
            raise DatasetError(dataset.path, f"its columns are not those of {corpus.name}")
        block = Block(batch)
        for check in checks:
            check.add(block)
        fingerprint.add(block)
        if progress is not None:
            progress(batch.num_rows)
    for check in checks:
        yield from check.findings()


def _is_of_one_corpus(one: Spec, other: Spec) -> bool:
    return (one.corpus, one.pack) == (other.corpus, other.pack)


def _sampled(spec: Spec, rows: int) -> Side:
    fingerprint = Fingerprint()
    with using(checked(spec.pack)):
        for batch in batches(spec, rows, block=BLOCK):
            fingerprint.add(Block(batch))
    return Side(f"{spec.split} (generated)", spec.split, spec.headers, fingerprint)

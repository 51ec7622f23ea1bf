"""Lists of records as a detector is shown them, and what is known to be true of generated ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from leakbench.benchmarks.scoring.chunks import shown
from leakbench.generator.corpus import corpus_of
from leakbench.generator.persons.event_times import event_times
from leakbench.generator.persons.list_truth import ListTruth
from leakbench.generator.spec import Spec

BATCH_ROWS = 4_096


@dataclass(frozen=True, slots=True)
class RecordList:
    """A list.

    Attributes:
        name: What it is called.
        strings: Its records; string columns only.
        truth: What is so, where that is known.
    """

    name: str
    strings: pa.RecordBatch
    truth: ListTruth | None = None

    def batches(self) -> list[pa.RecordBatch]:
        """Its records in batches for a detector."""
        rows = self.strings.num_rows
        return [self.strings.slice(first, BATCH_ROWS) for first in range(0, rows, BATCH_ROWS)]


def generated(name: str, spec: Spec, batches: Iterable[pa.RecordBatch]) -> RecordList:
    """A list out of the records of a dataset, with what is true of it."""
    whole = pa.concat_batches(list(batches))
    population = (spec.seed, spec.split, spec.reference_date, spec.identity, spec.key)
    tiers = corpus_of(spec).tiers
    strings = shown(whole, "table")
    truth = ListTruth.of(whole.column("cell_spans"), event_times(strings), tiers, population)
    return RecordList(name, strings, truth)


def same_population(lists: Sequence[RecordList]) -> bool:
    """Whether the truth of all lists is known, and their subjects are numbered alike."""
    return all(one.truth is not None for one in lists) and (
        len({one.truth.population for one in lists if one.truth is not None}) == 1
    )

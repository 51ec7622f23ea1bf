"""Detectors that find what a test says, and lists of invented cells."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from leakbench.benchmarks.running.contenders import Resident
from leakbench.benchmarks.tracks.lists import RecordList, generated
from leakbench.detectors.contract import LABEL_TYPE, SPANS, spans_from
from leakbench.generator.entities import known_labels
from leakbench.generator.generate import batches


class ByHeader:
    """Finds every filled cell to be what its column's header says, if that is a label."""

    name = "by_header"
    labels = known_labels()

    def detect(self, batch):
        """Answer as the contract says."""
        names = [name.partition("#")[0] for name in batch.schema.names]
        return spans_from(
            (row, number, (0, len(cell), names[number]))
            for row in range(batch.num_rows)
            for number, cell in enumerate(column[row].as_py() for column in batch.columns)
            if cell and names[number] in self.labels
        )


class Oracle:
    """Finds in lists of generated records what is there, and nothing that is destroyed."""

    name = "oracle"
    labels = known_labels()

    def __init__(self):
        self._known = []

    def knows(self, spec, rows, start=0):
        """A list out of a spec, which the oracle has seen."""
        (batch,) = batches(spec, rows, start=start, block=rows)
        made = generated(spec.corpus, spec, [batch])
        listed = batch.column("cell_spans")
        spans = listed.flatten()
        whole = pc.equal(spans.field("quality").cast(pa.string()), "exact")
        spans = spans.filter(whole)
        columns = [
            pc.list_parent_indices(listed).filter(whole).cast(pa.int32()),
            *(spans.field(name) for name in ("column", "start", "end")),
            spans.field("label").cast(pa.string()).dictionary_encode().cast(LABEL_TYPE),
            pa.array([1.0] * len(spans), pa.float32()),
        ]
        answer = pa.RecordBatch.from_arrays(columns, schema=SPANS)
        self._known.append((made.strings, answer))
        return made

    def detect(self, batch):
        """Answer as the contract says."""
        return next(answer for strings, answer in self._known if strings.equals(batch))


def resident(detector):
    """A detector as a run has it."""
    return Resident(detector.name, "1", "leakbench", detector)


@pytest.fixture
def by_header():
    """A detector that believes headers."""
    return resident(ByHeader())


@pytest.fixture
def oracle():
    """A detector that knows the truth of what it is shown before."""
    return Oracle()


@pytest.fixture
def listed():
    """A list of columns of cells."""

    def make(name="list", **columns):
        cells = {key: pa.array(values, pa.string()) for key, values in columns.items()}
        return RecordList(name, pa.RecordBatch.from_pydict(cells))

    return make

"""A detector that knows what is true, and lists of invented cells."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from leakbench.benchmarks.running.entrants import LocalEntrant
from leakbench.benchmarks.triage.lists import RecordList, generated
from leakbench.detectors.contract import LABEL_TYPE, SPANS
from leakbench.generator.entities import known_labels
from leakbench.generator.generate import batches


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

    def entrant(self):
        """Itself as a run has it."""
        return LocalEntrant(self.name, "1", "leakbench", self)


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

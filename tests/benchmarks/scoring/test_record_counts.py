import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.record_counts import per_record
from leakbench.benchmarks.scoring.scorer import score_batch
from leakbench.detectors.contract import spans_from
from leakbench.generator.schema import CELL_SPANS, TEXT_SPANS

pytestmark = pytest.mark.slow

# A first call compiles the kernels, which no deadline allows for.
COMPILED = settings(deadline=None)

LABELS = ["PERSON_NAME", "MOBILE", "LANDLINE"]
SPACE = LabelSpace.of_registry()

SPAN = st.tuples(st.integers(0, 9), st.integers(1, 5), st.sampled_from(LABELS)).map(
    lambda drawn: (drawn[0], drawn[0] + drawn[1], drawn[2])
)
RECORDS = st.lists(
    st.tuples(
        st.lists(st.tuples(SPAN, st.sampled_from(["exact", "masked"])), max_size=4),
        st.lists(SPAN, max_size=4),
    ),
    min_size=1,
    max_size=5,
)


def counted(records, space=SPACE, count=per_record):
    """Count (truth, predictions) records of the text track."""
    truth = pa.array(
        [
            [
                {
                    "start": start, "end": end, "label": label, "subject": None,
                    "quality": quality, "form": "plain",
                }
                for (start, end, label), quality in spans
            ]
            for spans, _ in records
        ],
        TEXT_SPANS,
    )  # fmt: skip
    found = spans_from((row, 0, span) for row, (_, spans) in enumerate(records) for span in spans)
    return count(truth, found, space)


@COMPILED
@given(RECORDS)
def test_records_add_up_to_the_batch(records):
    """Sums over records are the strict counts at fine depth, label by label."""
    by_record = counted(records)
    counts = counted(records, count=score_batch)
    for code, label in enumerate(SPACE.labels):
        assert by_record.truth[:, code].sum() == counts.support("fine", label)
        assert by_record.found[:, code].sum() == counts.count("exact_same", "fine", label)
        assert by_record.predicted[:, code].sum() == counts.count("predicted", "fine", label)


@COMPILED
@given(RECORDS)
def test_a_record_counts_what_it_counts_alone(records):
    """Every row is that of a batch of this record only, in the records' order."""
    together = counted(records)
    assert together.record.tolist() == list(range(len(records)))
    for row, record in enumerate(records):
        alone = counted([record])
        for name in ("truth", "found", "predicted"):
            assert (getattr(together, name)[row] == getattr(alone, name)[0]).all()


def test_types_and_shapes_are_as_said():
    """Numbers are int64, counts int32, and records without spans have rows too."""
    counts = counted([([], []), ([((0, 3, "MOBILE"), "exact")], [(0, 3, "MOBILE")]), ([], [])])
    assert counts.record.dtype == np.int64
    for matrix in counts[1:]:
        assert matrix.dtype == np.int32
        assert matrix.shape == (3, len(SPACE.labels))
        assert matrix[:, SPACE.labels.index("MOBILE")].tolist() == [0, 1, 0]


def test_cells_of_a_record_are_counted_together():
    """On the table track a record is all its columns."""
    span = {"start": 0, "end": 4, "subject": 7, "quality": "exact", "form": "plain"}
    cells = [span | {"column": column, "label": "MOBILE"} for column in (0, 3)]
    truth = pa.array([cells, [], cells], CELL_SPANS)
    found = spans_from([(2, 3, (0, 4, "MOBILE")), (1, 5, (0, 4, "LANDLINE"))])
    counts = per_record(truth, found, SPACE)
    assert counts.truth.sum(1).tolist() == [2, 0, 2]
    assert counts.found.sum(1).tolist() == [0, 0, 1]
    assert counts.predicted.sum(1).tolist() == [0, 1, 1]


@pytest.mark.parametrize(("only", "expected"), [(["MOBILE"], 1), (["PHONE"], 2)])
def test_what_is_out_of_scope_does_not_count(only, expected):
    """A restriction of the label space holds here too."""
    spans = [(0, 3, "MOBILE"), (4, 7, "LANDLINE"), (8, 9, "PERSON_NAME")]
    space = LabelSpace.of_registry(only)
    counts = counted([([(span, "exact") for span in spans], spans)], space)
    assert counts.truth.sum() == counts.found.sum() == counts.predicted.sum() == expected

import pyarrow as pa

from leakbench.detectors.contract import check_spans
from leakbench.detectors.models.cells import answer, full_cells, in_groups

BATCH = pa.RecordBatch.from_pydict({"a": ["张伟", None, ""], "b": [None, "李静", "王芳"]})
CELLS = [(0, 0, "张伟"), (1, 1, "李静"), (2, 1, "王芳")]


def test_empty_cells_are_passed_over():
    """Cells with text come by row, then column."""
    assert list(full_cells(BATCH)) == CELLS


def test_groups_hold_all():
    """Groups in order hold every cell, the last what is left."""
    assert list(in_groups(CELLS, 2)) == [CELLS[:2], CELLS[2:]]
    assert list(in_groups([], 2)) == []


def test_spans_go_where_their_cell_is():
    """An answer carries the row and column of the cell of each span."""
    spans = answer((cell, [(0, 2, "PERSON_NAME", 0.5)]) for cell in full_cells(BATCH))
    checked = check_spans(spans, BATCH, "test").to_pylist()
    assert [(span["row"], span["column"]) for span in checked] == [(0, 0), (1, 1), (2, 1)]

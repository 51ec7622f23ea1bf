import pandas as pd
import pyarrow as pa
import pytest

import leakbench as lb
from leakbench.generator.errors import UnknownNameError

MOBILE = "13800000000"


def test_a_text_and_a_table_are_answered_alike(mobiles):
    """Rows, columns by name and offsets say where a value stands, whatever holds it."""
    found = lb.detect(f"电话{MOBILE}", mobiles)
    assert list(found) == [
        {
            "row": 0,
            "column": "text",
            "start": 2,
            "end": 13,
            "label": "MOBILE",
            "text": MOBILE,
            "score": 1.0,
        }
    ]
    several = lb.detect(["无", None, MOBILE], mobiles)
    assert [(one["row"], one["start"]) for one in several] == [(2, 0)]
    frame = pd.DataFrame({"序号": [1, 2], "电话": [None, MOBILE]})
    for table in (frame, pa.Table.from_pandas(frame), pa.RecordBatch.from_pandas(frame)):
        assert [(one["row"], one["column"]) for one in lb.detect(table, mobiles)] == [(1, "电话")]


def test_rows_count_through_all_batches(mobiles):
    """A long table is answered in batches, and nobody sees where they are cut."""
    cells = [MOBILE if row % 1000 == 999 else "" for row in range(10_000)]
    assert lb.detect(cells, mobiles)["row"].to_pylist() == list(range(999, 10_000, 1000))


@pytest.mark.parametrize("nothing", ["", [], pa.table({"n": [1]}), pa.table({"t": ["", None]})])
def test_nothing_gives_an_empty_table(mobiles, nothing):
    """Its columns are there all the same."""
    found = lb.detect(nothing, mobiles)
    assert len(found) == 0
    assert "label" in found.column_names


@pytest.mark.slow
def test_registered_detectors_answer_by_name():
    """The default is the house's own."""
    assert "MOBILE" in lb.detect(f"联系电话{MOBILE}")["label"].to_pylist()


def test_other_things_are_refused():
    """In one line that says what came."""
    with pytest.raises(TypeError, match="int is neither a text, texts nor a table"):
        lb.detect(3)
    with pytest.raises(UnknownNameError, match="nativ"):
        lb.detect("x", "nativ")

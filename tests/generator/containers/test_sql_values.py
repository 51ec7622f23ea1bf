import numpy as np
import pytest

from leakbench.generator.containers.cell_splitting import cells_for
from leakbench.generator.containers.sql_values import ENDED, MORE, STRANGE, read_values


def values(text, head="INSERT INTO t VALUES", *, escapes=True):
    """The rows of a piece of a statement, how much of it is used, and why it stops."""
    data = np.frombuffer(bytearray(text.encode()), np.uint8)
    cells = cells_for(len(data))
    begun = np.frombuffer(head.encode(), np.uint8)
    rows, used, status = read_values(data, begun, escapes, cells, np.empty(99, np.int8))
    bounds = [0, *cells.row_ends[:rows].tolist()]
    found = [
        [
            data[cells.starts[at] : cells.ends[at]].tobytes().decode()
            for at in range(*bounds[row : row + 2])
        ]
        for row in range(rows)
    ]
    return found, used, status


@pytest.mark.parametrize(
    ("text", "rows", "status"),
    [
        (" (1, 'a') , (null,'b''c')", [["1", "a"], ["", "b'c"]], MORE),
        (r"('a\'b\\','c\n')", [["a'b\\", "c\n"]], MORE),
        ("(1);\nINSERT INTO t VALUES (2);\nDROP", [["1"], ["2"]], ENDED),
        ("(f('a)', 2), 'x' || 'y')", [["f('a)', 2)", "'x' || 'y'"]], MORE),
        ("('张'::text, n'李')", [["张", "李"]], MORE),
        ("(1) ON DUPLICATE", [["1"]], STRANGE),
        ("(1),('unfinished", [["1"]], MORE),
        ("(1);INSERT INTO t VALUES ('unfinished", [["1"]], ENDED),
        ("oops", [], STRANGE),
    ],
)
def test_rows_are_read(text, rows, status):
    """Literals, escapes, expressions, statements that begin alike, and what ends them."""
    found, used, why = values(text)
    assert (found, why) == (rows, status)
    assert used <= len(text.encode())


def test_backslashes_may_mean_themselves():
    """In strings of other databases, but for those that say so."""
    assert values(r"('a\', E'b\'')", escapes=False)[0] == [["a\\", "b'"]]

from leakbench.generator.containers.document_lines import Line, in_sheets
from leakbench.generator.containers.sheets import BATCH_ROWS


def sheets_of(lines):
    """Kind and rows of each sheet."""
    return [(one.kind, list(one.rows())) for one in in_sheets(lines, [])]


def test_blocks_are_sheets():
    """Tables and texts in their order; empty paragraphs alone are none."""
    lines = [
        Line(0, table=False, cells=[""]),
        Line(1, table=True, cells=["a", "b"]),
        Line(1, table=True, cells=["c"]),
        Line(2, table=False, cells=[""]),
        Line(3, table=True, cells=[""]),
        Line(4, table=False, cells=[""]),
        Line(4, table=False, cells=["x"]),
    ]
    assert sheets_of(lines) == [
        ("table", [["a", "b"], ["c", ""]]),
        ("table", [[""]]),
        ("text", [[""], ["x"]]),
    ]


def test_cells_beyond_the_first_rows_stay_joined():
    """In the last column, so that none is lost."""
    lines = [Line(0, table=True, cells=["a", "b"])] * BATCH_ROWS
    lines.append(Line(0, table=True, cells=["1", "2", "3"]))
    assert sheets_of(lines)[0][1][-1] == ["1", "2\t3"]

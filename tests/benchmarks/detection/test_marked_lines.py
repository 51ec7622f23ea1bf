"""Tests of rows shown with what was found in them."""

import pyarrow as pa

from leakbench.benchmarks.detection.answered_sheets import Answered
from leakbench.benchmarks.detection.marked_lines import marked_lines
from leakbench.detectors.spans import spans_from

ROWS = pa.RecordBatch.from_pydict(
    {"姓名": ["甲某", "乙某", "无"], "电话": ["13800000000", "", "另\n有13800000000"]}
)
FOUND = spans_from([(0, 0, (0, 2, "PERSON_NAME")), (2, 1, (3, 14, "MOBILE"))])


def test_rows_with_findings_are_shown_and_no_others():
    """Counted from 1 in the whole sheet, empty cells left out, in one line each."""
    assert list(marked_lines("a.csv[一]", Answered(ROWS, FOUND, 10))) == [
        "a.csv[一]:11: ⟦PERSON_NAME 甲某⟧ │ 13800000000",
        "a.csv[一]:13: 无 │ 另 有⟦MOBILE 13800000000⟧",
    ]


def test_colours_are_for_terminals():
    """They are added, and change nothing else."""
    (first, _) = marked_lines("a", Answered(ROWS, FOUND, 0), colours=True)
    assert "\x1b[" in first
    assert "⟦PERSON_NAME 甲某⟧" in first


def test_no_cell_steers_the_terminal():
    """Escapes and signs that turn text round are shown as what cannot be shown."""
    rows = pa.RecordBatch.from_pydict({"text": ["\x1b[2J甲\u202e\x9b某"]})
    (line,) = marked_lines("a", Answered(rows, spans_from([(0, 0, (4, 5, "PERSON_NAME"))]), 0))
    assert line == "a:1: \ufffd[2J⟦PERSON_NAME 甲⟧\ufffd\ufffd某"

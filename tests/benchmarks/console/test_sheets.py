"""Tests of CSV that people open in a spreadsheet."""

import ast
import csv
import io
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.console.sheets import (
    BEGIN_FORMULAS,
    TEXT_MARK,
    SheetWriter,
    harmless,
    sheet_text,
)

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
CELLS = st.one_of(st.none(), st.integers(), st.floats(allow_nan=False), st.booleans(), TEXTS)


@given(st.sampled_from(sorted(BEGIN_FORMULAS)), TEXTS)
def test_no_text_begins_a_formula(first, rest):
    """Whatever stands behind the sign; the text itself is all there."""
    made = harmless(first + rest)
    assert made[0] not in BEGIN_FORMULAS
    assert made == TEXT_MARK + first + rest


@given(CELLS)
def test_all_else_stays(cell):
    """Numbers below zero too."""
    if not (isinstance(cell, str) and cell[:1] in BEGIN_FORMULAS):
        assert harmless(cell) is cell


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2)))
def test_rows_are_read_back(rows):
    """Of texts that begin no formula, as they were; nothing for None."""
    read = list(csv.reader(io.StringIO(sheet_text(["=a", "b"], rows), newline="")))
    assert read[0] == ["'=a", "b"]
    told = [["" if cell is None else str(harmless(cell)) for cell in row] for row in rows]
    assert read[1:] == told


def test_rows_may_come_one_after_another():
    """As they do from a stream."""
    out = io.StringIO()
    writer = SheetWriter(out)
    writer.write([["a"], ["+86"]])
    writer.write([[-1]])
    assert out.getvalue() == "a\n'+86\n-1\n"


def test_all_csv_for_people_is_written_here():
    """No other module of the benchmark has a writer."""
    writers = {
        path.relative_to(BENCHMARKS).as_posix()
        for path in BENCHMARKS.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"writer", "DictWriter"}
        if isinstance(node.value, ast.Name) and node.value.id == "csv"
    }
    assert writers == {"console/sheets.py"}

import pyarrow as pa
import pytest

from leakbench.generator.containers.cell_splitting import FARTHEST_QUOTE
from leakbench.generator.containers.delimited import LONGEST_ROW
from leakbench.generator.containers.delimited_writing import (
    FULL_WIDTH,
    exchanged,
    fitted,
    lines,
    quoting,
)
from leakbench.generator.containers.sheets import ContainerError

from .round_trips import read, sheet_of, written


@pytest.mark.parametrize("delimiter", FULL_WIDTH)
def test_delimiters_are_exchanged_in_place(delimiter):
    """What is left holds none, and is as long as before."""
    cells = [f"a{delimiter}b", delimiter * 3, f"{delimiter[0]}x{delimiter[0]}", "1990-01-02"]
    found = exchanged(pa.array(cells), FULL_WIDTH[delimiter]).to_pylist()
    assert list(map(len, found)) == list(map(len, cells))
    assert delimiter not in delimiter.join(found).replace(delimiter, "", 3)
    assert found[3] == cells[3]


def test_a_long_cell_needs_no_quotes():
    """A quoted cell is read only so far, so what needs quotes is exchanged in longer ones."""
    rows = [["张三", 'a"b,c\n' * (FARTHEST_QUOTE // 6)], ["李四", "a\nb"]]
    fit = list(fitted(sheet_of(rows), quoting(",")).rows())
    assert fit[1] == rows[1]
    assert fit[0][1] == "a＂b，c " * (FARTHEST_QUOTE // 6)
    [(_, found)] = read("csv", written("csv", [sheet_of(fit)]))
    assert found == fit


def test_names_become_the_first_row():
    """A sheet with names apart is a table with a header."""
    sheet = sheet_of([["张三", "1"]], names=("姓名", "号码"))
    assert written("csv", [sheet]).decode() == "姓名,号码\r\n张三,1\r\n"


def test_what_cannot_be_held_is_refused():
    """A cell that is not fitted, a row that would be cut, a second sheet."""
    with pytest.raises(ContainerError, match="cannot"):
        written("csv", [sheet_of([["a\0b"]])])
    with pytest.raises(ContainerError, match="most"):
        lines(next(iter(sheet_of([["x" * LONGEST_ROW]]).batches)), quoting(","))
    with pytest.raises(ContainerError, match="several"):
        written("csv", [sheet_of([["a"]]), sheet_of([["b"]])])

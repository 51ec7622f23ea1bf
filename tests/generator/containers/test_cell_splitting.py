from itertools import pairwise

import numpy as np
import pytest

from leakbench.generator.containers.cell_splitting import FARTHEST_QUOTE, cells_for, split
from leakbench.generator.containers.delimited import manner_of


def rows_of(text, delimiter=",", *, final=True):
    """The rows of cells as they stand in a text, how much of it is used, and stray quotes."""
    data = text.encode()
    cells = cells_for(len(data))
    rows, used, strays = split(np.frombuffer(data, np.uint8), manner_of(delimiter), final, cells)
    bounds = [0, *cells.row_ends[:rows].tolist()]
    found = [
        [data[cells.starts[at] : cells.ends[at]].decode() for at in range(first, last)]
        for first, last in pairwise(bounds)
    ]
    return found, used, strays


@pytest.mark.parametrize(
    ("text", "delimiter", "rows"),
    [
        ("a,b\nc,d", ",", [["a", "b"], ["c", "d"]]),
        ("a,b\r\nc,d\r", ",", [["a", "b"], ["c", "d"]]),
        ("a\r\rb", ",", [["a"], [""], ["b"]]),
        (",\n\n,", ",", [["", ""], [""], ["", ""]]),
        ("", ",", []),
        ("a-----b----c", "----", [["a", "-b", "c"]]),
        ("a   b  c d", "  ", [["a", "b", "c d"]]),
        ("张，三，、", "，", [["张", "三", "、"]]),
        ("a,b", "", [["a,b"]]),
        ('"a,\nb","c""d"\n"",e', ",", [["a,\nb", 'c""d'], ["", "e"]]),
        ('a"b,c\n', ",", [['a"b', "c"]]),
        ('"a"|"b', "|", [['"a"', '"b']]),
    ],
)
def test_rows_are_split(text, delimiter, rows):
    """Line ends of all kinds, delimiters of several bytes, and quotes only where cells begin."""
    found, used, strays = rows_of(text, delimiter)
    assert found == rows
    assert used == len(text.encode())
    assert not strays


@pytest.mark.parametrize(
    "quote", ['"b,c\nd,e\n', '"b"c,"d\n', '"b,c\n' + "x" * FARTHEST_QUOTE + '"\n']
)
def test_a_stray_quote_swallows_nothing(quote):
    """It is text where no quote closes it before a delimiter, the end, or soon enough."""
    found, _, strays = rows_of(f"a,{quote}")
    assert strays
    assert found[0][1].startswith('"b')
    assert "".join(map("".join, found)) == f"a{quote}".replace(",", "").replace("\n", "")


def test_an_unfinished_row_waits():
    """More text may follow: on a line, after a carriage return, or in quotes."""
    for text in ("a,b\nc,d", "a,b\nc\r", 'a,b\n"c', 'a,b\n"c\n', 'a,b\n"c"', "a,b\nc,"):
        found, used, _ = rows_of(text, final=False)
        assert (found, used) == ([["a", "b"]], 4)

from leakbench.generator.containers import keyed_rows
from leakbench.generator.containers.keyed_rows import REST, Keyed, keyed_sheets
from leakbench.generator.containers.limits import Limits
from leakbench.generator.containers.sheets import BATCH_ROWS, Problem


def found(rows, problems=()):
    """Sheets of rows as names, columns and cells."""
    sheets = keyed_sheets([Keyed(*row) for row in rows], list(problems))
    return [(sheet.name, sheet.names, list(sheet.rows()), sheet.problems) for sheet in sheets]


def test_late_keys_begin_another_sheet():
    """Columns grow only at the end of a batch, and then a sheet of the same name begins."""
    rows = [("t", 0, {"a": str(at)}) for at in range(BATCH_ROWS)] + [("t", 0, {"b": "x"})] * 3
    [first, second] = found(rows)
    assert (first[1], len(first[2])) == (("a",), BATCH_ROWS)
    assert second[:3] == ("t", ("a", "b"), [["", "x"]] * 3)


def test_sheets_and_lines_are_told_apart():
    """By name, by number, and by whether they are text; problems go to the sheet of their place."""
    rows = [("", 0, "line"), ("t", 0, {"a": "1"}), ("t", 1, {"a": "2"}), ("", 1, "end")]
    sheets = found(rows, [Problem("stray")])
    assert [sheet[:3] for sheet in sheets] == [
        ("", None, [["line"]]),
        ("t", ("a",), [["1"]]),
        ("t", ("a",), [["2"]]),
        ("", None, [["end"]]),
    ]
    assert [len(sheet[3]) for sheet in sheets] == [1, 0, 0, 0]
    assert found([], [Problem("stray")]) == [("", None, [], [Problem("stray")])]


def test_nothing_is_lost_beyond_the_limits(monkeypatch):
    """Columns beyond stay in one with their names, and a long cell goes on in the next row."""
    monkeypatch.setattr(keyed_rows, "DEFAULT", Limits(columns=3, cell_characters=4))
    [(_, names, rows, _)] = found(
        [("", 0, {"a": "123456", "b": "1"}), ("", 0, dict.fromkeys("abcd", "x"))]
    )
    assert names == ("a", "b", REST)
    assert rows == [["1234", "1", ""], ["56", "", ""], ["x", "x", "c: x\nd: x"]]


def test_half_characters_are_none():
    """A lone surrogate, which JSON can write, becomes U+FFFD."""
    assert found([("", 0, {"a": "\ud83dx"})])[0][2] == [["\ufffdx"]]

"""Tests of what is printed on stdout."""

import json

import pytest

from leakbench.benchmarks.console.output import (
    WIDEST,
    WIDTH,
    Titled,
    emit,
    emit_tables,
    markdown,
    number,
)

RECORDS = [
    {"name": "甲", "share": 0.5, "there": True, "labels": ["A", "B"], "hidden": 1},
    {"name": "b", "share": None, "there": False, "labels": [], "hidden": 2},
]


def test_json_is_all_of_it(capsys):
    """Every key, and Chinese as it is."""
    emit(RECORDS, "json", ["name"])
    said = capsys.readouterr().out
    assert json.loads(said) == RECORDS
    assert "甲" in said


def test_a_table_has_a_line_for_each_record(capsys):
    """Under a head and a rule; columns stand under each other, wide characters counted twice."""
    emit(RECORDS, "table", ["name", "share", "there", "labels"])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in (lines[0], *lines[2:])] == [
        ["name", "share", "there", "labels"],
        ["甲", "0.500", "yes", "A,", "B"],
        ["b", "–", "no"],
    ]
    assert lines[2].index("yes") == lines[3].index("no") - 1


def test_long_cells_are_folded_not_cut(capsys):
    """Off a terminal too, nothing is lost."""
    emit([{"name": "x" * (WIDEST * 2)}], "table")
    assert capsys.readouterr().out.count("x") == WIDEST * 2


@pytest.fixture
def narrow(monkeypatch, capsys):
    """A terminal of 80 columns, which is read as another stdout is."""
    monkeypatch.setattr("leakbench.benchmarks.console.output.on_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", str(WIDTH))
    monkeypatch.setenv("TERM", "dumb")
    return capsys


def test_a_terminal_is_told_once_what_is_alike(narrow):
    """Above the table, so that it fits; numbers are whole, and of long words nothing is lost."""
    alike = {"corpus": "legal_person", "noise": "worn", "line": None}
    figures = {f"recall_{name}_own": -0.125 for name in ("seen", "unseen", "direct", "quasi")}
    records = [{**alike, **figures, "at": at, "file": f"{at}{'x' * 60}"} for at in range(2)]
    records[1] |= dict.fromkeys(figures, -0.25)
    emit(records, "table")
    lines = narrow.readouterr().out.splitlines()
    assert lines[0] == "corpus legal_person, noise worn"
    assert max(map(len, lines)) <= WIDTH
    assert "".join(lines).count("x") == 120
    assert [line.split().count("-0.125") for line in lines if "-0.125" in line] == [4]


def test_a_single_wide_record_is_a_paragraph(narrow):
    """Names stand with their values, in lines that fit."""
    emit([{f"figure_{at}": at / 100 for at in range(20)}], "table")
    lines = narrow.readouterr().out.splitlines()
    assert max(map(len, lines)) <= WIDTH
    pairs = " ".join(lines).split(", ")
    assert pairs == [f"figure_{at} {at / 100:.3f}" for at in range(20)]
    assert all(line.endswith(",") for line in lines[:-1])


def test_numbers_that_do_not_fit_are_not_broken(narrow):
    """The terminal folds such lines."""
    emit([{f"figure_{at}": at + more for at in range(16)} for more in (10_000, 20_000)], "table")
    head, _, *body = narrow.readouterr().out.splitlines()
    assert len(head) > WIDTH
    assert [len(line.split()) for line in body] == [16, 16]


def test_markup_is_text(capsys):
    """Brackets are not styles."""
    emit([{"name": "[bold]x[/bold]"}], "table")
    assert "[bold]x[/bold]" in capsys.readouterr().out


def test_no_records_are_no_table(capsys):
    """An empty list is an empty list."""
    emit([], "table")
    assert capsys.readouterr().out == ""
    emit([], "json")
    assert json.loads(capsys.readouterr().out) == []


def test_tables_stand_under_their_titles(capsys):
    """An empty line between them; notes are folded as text is."""
    about = "word " * WIDTH
    emit_tables([Titled("First", about, RECORDS), Titled("Second", "", [])])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "First"
    assert lines[-2:] == ["", "Second"]
    notes = [line for line in lines if line.startswith("word")]
    assert " ".join(notes) == about.strip()
    assert max(map(len, notes)) <= WIDTH
    assert len(lines) == 1 + len(notes) + 2 + len(RECORDS) + 2


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0.000"),
        (0.12345, "0.123"),
        (1.0, "1.000"),
        (12.34, "12.3"),
        (1234.5, "1,234"),
        (1e7, "10,000,000"),
    ],
)
def test_numbers_are_short(value, said):
    """Shares have three decimals, large rates none."""
    assert number(value) == said


def test_markdown_puts_intervals_beside_figures():
    """A missing figure is a dash."""
    row = {"a": 0.5, "a_low": 0.25, "a_high": 0.75, "b": None, "c": ["x", "y"], "d": True}
    assert markdown([row], ["a", "b", "c", "d"]).splitlines()[-1] == (
        "| 0.500 [0.250, 0.750] | – | x, y | yes |"
    )

"""Tests of tables to read."""

import pytest
from rich.cells import cell_len

from leakbench.benchmarks.console.output import emit_tables
from leakbench.benchmarks.validity.plan import plan
from leakbench.benchmarks.validity.reading import compared, tables
from leakbench.benchmarks.validity.tables import agreement_row, overstatement_rows, swap_rows


@pytest.fixture
def document(made_up):
    """What is read of a document: a comparison whose figures are made up."""
    found = made_up("f1", "recall")
    return {
        "agreement": [agreement_row(one) for one in found.agreements],
        "swaps": swap_rows(found, plan()),
        "overstatement": overstatement_rows(found, plan()),
    }


def test_every_corpus_has_three_tables(document):
    """How they are read stands over the first of each."""
    again = {
        name: rows + [{**row, "corpus": "others"} for row in rows]
        for name, rows in document.items()
    }
    found = tables(again)
    assert [one.title for one in found] == [
        f"{title}: {corpus}"
        for title in ("Agreement of rankings", "Pairs that change places", "Overstatement")
        for corpus in ("people", "others")
    ]
    assert [bool(one.note) for one in found] == [True, False] * 3


def test_rows_are_those_of_the_document(document):
    """Swaps by F1 alone; who stands for others, with their number."""
    agreed, swapped, overstated = tables(document)
    assert [row["metric"] for row in agreed.rows] == ["f1", "recall"]
    assert [row["of"] for row in agreed.rows] == [
        row["sure_pairs"] for row in document["agreement"]
    ]
    assert [(row["ahead"], row["behind"]) for row in swapped.rows] == [
        ("native +1", "lac"),
        ("argus", "jieba"),
    ]
    assert swapped.rows[0]["generated"] == ".950 > .800"
    assert compared(document["swaps"][0], "real") == "0.600 < 0.800"
    assert len(overstated.rows) == len(document["overstatement"])
    assert overstated.rows[0]["overstated"].startswith("+0.350 +0.3")


def test_that_nobody_changes_places_is_said(document):
    """Silence might be an omission."""
    titles = [one.title for one in tables({**document, "swaps": []})]
    assert "Pairs that change places by F1: none" in titles


def test_tables_fit_a_terminal(document, capsys):
    """No line is wider than 80 columns: long names, negative figures."""
    figures = ("tau", "tau_sure", "tau_records_low", "tau_records_high")
    figures += ("tau_detectors_low", "tau_detectors_high")
    worst = {
        "agreement": [row | dict.fromkeys(figures, -0.123) for row in document["agreement"]],
        "swaps": [
            row
            | {"ahead": ["phonenumbers", "x"], "behind": ["presidio_zh", "y"]}
            | {"ahead_generated": 1.0, "behind_real": 1.0}
            for row in document["swaps"]
        ],
        "overstatement": [
            row | {"detector": "phonenumbers", "overstated": -0.5}
            for row in document["overstatement"]
        ],
    }
    long = {
        name: [row | {"label": "ADDRESS", "corpus": "chinese_addresses"} for row in rows]
        for name, rows in worst.items()
    }
    long["agreement"] = [row | {"sure_pairs": 190, "detectors": 22} for row in long["agreement"]]
    emit_tables(tables(long))
    assert max(map(cell_len, capsys.readouterr().out.splitlines())) <= 80

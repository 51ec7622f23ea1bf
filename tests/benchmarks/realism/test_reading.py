"""Tests of tables to read."""

import pytest
from rich.cells import cell_len

from leakbench.benchmarks.console.output import emit
from leakbench.benchmarks.realism.reading import FEATURES, SHAPES, tables

pytestmark = pytest.mark.slow


def test_every_table_has_its_rows(document):
    """Values, what gives them away, shapes, sentences, and two of scores for each label."""
    titles = [one.title for one in tables(document)]
    assert titles[:2] == ["Values", "What gives values away"]
    assert sum(title.startswith("Strict F1 of ") for title in titles) == len(document["orders"])
    assert sum(title.startswith("What is lost of ") for title in titles) == len(document["orders"])
    assert all(one.rows for one in tables(document))


def test_only_the_first_features_and_shapes_are_shown(document):
    """Of each corpus and label."""
    shown = {one.title: one.rows for one in tables(document)}
    labels = [row["label"] for row in shown["What gives values away"]]
    assert max(map(labels.count, labels)) <= FEATURES
    labels = [
        row["label"] for row in shown.get("Shapes of real values that no generated one has", [])
    ]
    assert all(labels.count(label) <= SHAPES for label in labels)


def test_places_are_those_of_the_orders(document):
    """From generated records over real values to real text."""
    for order in document["orders"]:
        title = f"Strict F1 of {order['label']}: {order['corpus']}"
        (found,) = [one for one in tables(document) if one.title == title]
        for row in found.rows:
            places = [
                order[step].index(row["detector"]) + 1
                for step in ("generated", "transplanted", "real")
            ]
            assert row["places"] == " → ".join(map(str, places))


def test_tables_fit_a_terminal(document, capsys):
    """No line is wider than 80 columns, a Chinese character being two."""
    for one in tables(document):
        emit(one.rows, "table")
    lines = capsys.readouterr().out.splitlines()
    assert max(map(cell_len, lines)) <= 80


def test_places_that_changed_beyond_chance_are_shown(document, capsys):
    """The others are in the document only; long names fit a terminal, too."""
    who = {"ahead": "phonenumbers", "behind": "presidio_zh"}
    place = {"corpus": "location_tracks", "label": "ID_NUMBER", "step": "real", **who}
    before = {"before": 0.1, "before_low": 0.05, "before_high": 0.15}
    swap = place | before | {"after": -0.1, "after_low": -0.15, "after_high": -0.05}
    changed = {**document, "swaps": [{**swap, "sure": True}, {**swap, "sure": False}]}
    (found,) = [one for one in tables(changed) if one.title.startswith("Places changed")]
    assert [row["after"] for row in found.rows] == ["-0.10 -0.15…-0.05"]
    assert found.rows[0]["where"] == "text"
    emit(found.rows, "table")
    assert max(map(cell_len, capsys.readouterr().out.splitlines())) <= 80

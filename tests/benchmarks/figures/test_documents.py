"""Tests of figures that are drawn from documents."""

from pathlib import Path

import pytest

from leakbench.benchmarks.figures.documents import (
    LOSSES,
    agreement_panels,
    figures_of,
    realism_panels,
    session_panels,
    sweep_panels,
    transplant_panels,
)
from leakbench.benchmarks.store.reading import read_json

pytestmark = pytest.mark.slow

PUBLISHED = Path(__file__).parents[3] / "results" / "documents.jsonl.gz"
SCORES = {"metric": "f1", "tau_records_low": None, "tau_records_high": None}


def _cell(rows, threads, rate):
    summary = {"mb_per_s": rate, "mb_per_s_min": rate and rate / 2, "mb_per_s_max": rate}
    return {"batch_rows": rows, "threads": threads, "summary": summary}


@pytest.fixture
def session():
    """A detector that two batch sizes were measured of, and one that was left out."""
    return {
        "kind": "throughput",
        "corpus": {"name": "list"},
        "track": "text",
        "plan": {"batch_rows": [1, 64], "threads": [1, 2]},
        "environment": {"cpu": "a processor"},
        "warnings": ["busy"],
        "contenders": [
            {"name": "memory_copy", "cells": [_cell(1, 1, 9.0), _cell(64, 1, 90.0)]},
            {"name": "quick", "cells": [_cell(1, 1, 1.0), _cell(64, 1, 10.0), _cell(1, 2, None)]},
            {"name": "slow", "cells": [_cell(1, 1, None)]},
        ],
    }


@pytest.fixture
def validity():
    """Two detectors and their union, ranked on one label with an interval, on one without."""
    interval = {"tau_records_low": 0.5, "tau_records_high": 1.0}
    rows = [("PERSON", True, interval), ("PERSON", False, {}), ("PHONE", True, {})]
    return {
        "kind": "validity",
        "agreement": [
            {"corpus": "real", "label": label, "trained": trained, "detectors": 3, "tau": 0.8}
            | SCORES
            | more
            for label, trained, more in rows
        ],
        "points": [
            {"corpus": "real", "label": label, "detector": name, "generated": 0.9, "real": 0.5}
            | {"trained": name == "a", "union": "+" in name}
            for label in ("PERSON", "PHONE")
            for name in ("a", "b", "union:a+b")
        ],
    }


@pytest.mark.parametrize("axis", ["evasive", "hops"])
def test_a_published_sweep_has_a_point_for_each_place(axis):
    """Of every detector and metric, with the axis's places as ticks."""
    documents = [document for _, document in read_json(PUBLISHED) if document["kind"] == "sweep"]
    (sweep,) = [document for document in documents if document["axis"]["name"] == axis]
    panels, scale = sweep_panels(sweep)
    assert len(scale.ticks) == len(sweep["places"])
    assert all(len(line.y) == len(scale.ticks) for panel in panels for line in panel.lines)
    (stem,) = figures_of(sweep)
    assert stem == f"robustness-{axis}-{sweep['corpus']}"


def test_a_session_is_a_panel_for_each_number_of_threads(session):
    """What was left out has no line, and a warning stands under the figure."""
    panels, scale, note = session_panels(session)
    assert [panel.title for panel in panels] == ["one thread"]
    assert [line.name for line in panels[0].lines] == ["memory_copy", "quick"]
    assert [line.reference for line in panels[0].lines] == [True, False]
    assert list(scale.ticks) == [1, 64]
    assert note == "a processor; busy"
    assert list(figures_of(session)) == ["scaling-list"]


def test_a_session_without_times_has_no_figure(session):
    """Rather than an empty one."""
    session["contenders"] = session["contenders"][-1:]
    assert figures_of(session) == {}


def test_validity_is_a_panel_for_each_label(validity):
    """With tau of all and of those that learnt elsewhere; unions are dots without names."""
    person, phone = agreement_panels(validity)
    assert person.title == "real: PERSON"
    assert person.subtitle.splitlines() == [
        "tau 0.80 [0.50, 1.00], 3 detectors",
        "tau 0.80, 3 that learnt elsewhere",
    ]
    assert phone.subtitle == "tau 0.80, 3 detectors"
    assert [point.named for point in person.points] == [True, True, False]


def test_panels_of_labels_need_two_columns(validity, session):
    """A real corpus is a figure; in one column stand sweeps and sessions alone."""
    assert list(figures_of(validity)) == ["agreement-real"]
    assert figures_of(validity, width="single") == {}
    assert list(figures_of(session, width="single")) == ["scaling-list"]


def test_overstatement_is_a_figure_for_each_corpus(validity):
    """With a panel for each label; earlier documents have none."""
    told = {"overstated": 0.2, "overstated_low": 0.1, "overstated_high": 0.3}
    places = [("real", "PERSON"), ("real", "PHONE"), ("other", "PERSON")]
    rows = [
        {"corpus": corpus, "label": label, "detector": name, "trained": name == "a", **told}
        for corpus, label in places
        for name in ("a", "b")
    ]
    document = {**validity, "overstatement": rows}
    before = figures_of(validity)
    figures = {name: one for name, one in figures_of(document).items() if name not in before}
    assert {name: len(one.figure.axes) for name, one in figures.items()} == {
        "overstatement-real": 2,
        "overstatement-other": 1,
    }


def test_realism_is_a_figure_for_each_corpus():
    """A panel for each label that somebody was scored on, with what its values are like."""
    figures = {
        "auc": 0.98,
        "auc_real_halves": 0.5,
        "shapes_covered": 0.1,
        "shapes_of_real_half": 0.3,
    }
    places = [("list", "PHONE"), ("list", "ADDRESS"), ("post", "PHONE")]
    document = {
        "kind": "realism",
        "real": {"name": "wiki"},
        "values": [
            {"corpus": one, "label": label, **figures} for one, label in [*places, ("x", "y")]
        ],
        "scores": [
            {"corpus": one, "label": label, "detector": name, "generated": 0.9, "real": 0.4}
            | {"trained": name == "a"}
            for one, label in places
            for name in ("a", "b")
        ],
    }
    assert list(figures_of(document)) == ["realism-wiki-list", "realism-wiki-post"]
    titles = [(corpus, panel.title) for corpus, panel in realism_panels(document)]
    assert titles[:2] == [("list", "list: PHONE"), ("list", "list: ADDRESS")]
    (_, panel), *_ = realism_panels(document)
    assert "AUC 0.98" in panel.subtitle
    assert "10.0%, by real half 30.0%" in panel.subtitle
    assert [point.trained for point in panel.points] == [True, False]
    assert figures_of({**document, "scores": []}) == {}


def test_transplants_are_a_panel_for_each_loss():
    """By values and by contexts, either way round; documents without intervals have none."""
    losses = {
        f"{loss}{end}": value
        for loss in LOSSES
        for end, value in (("", 0.2), ("_low", 0.1), ("_high", 0.3))
    }
    score = {"corpus": "list", "label": "PHONE", "detector": "a", "trained": True} | losses
    panels = transplant_panels({"scores": [score, score | {"label": "ADDRESS"}]})
    assert [len(some) for some in panels.values()] == [2 * len(LOSSES)]
    assert {(dot.low, dot.value, dot.high) for one in panels["list"] for dot in one.dots} == {
        (0.1, 0.2, 0.3)
    }
    titles = [one.title for one in panels["list"]]
    assert len(set(titles)) == len(titles)
    assert all(title.split(": ")[1] not in LOSSES for title in titles)

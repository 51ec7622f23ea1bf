"""Tests of errors that the page shows."""

import json
import shlex

import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.reports.misses import APART, missed_places, page_misses

ABOUT = {"corpus": "somewhere", "noise": None, "track": "text", "file": None}


def error(row, label="MOBILE", form="plain", **changes):
    """A missed value, as ``leakbench errors`` tells it."""
    text = f"甲某电话{row:011}。"
    return {
        "error": "missed",
        "row": row,
        "column": "text",
        "label": label,
        "form": form,
        "quality": "exact",
        "text": text,
        "start": 4,
        "end": 15,
        **changes,
    }


def document(detector, *errors, **changes):
    """Errors of one detector."""
    return {**ABOUT, "detector": detector, "errors": errors, "false_alarms_by_decoy": [], **changes}


def test_values_say_who_missed_them():
    """Each once, with its words, in the order of rows."""
    (place,) = missed_places([document("b", error(3), error(5)), document("a", error(5), error(9))])
    assert place["detectors"] == ["a", "b"]
    assert [(one["row"], one["by"]) for one in place["misses"]] == [(3, [1]), (5, [0, 1])]
    assert place["misses"][0]["before"] == "甲某电话"
    assert place["misses"][0]["value"] == "00000000003"


def test_beyond_the_last_error_of_one_nobody_knows():
    """It may have been asked about fewer records: row 9 was left out above, and is not alone."""
    (place,) = missed_places([document("a", error(5), error(9))])
    assert [one["row"] for one in place["misses"]] == [5, 9]


def test_what_counts_in_no_score_is_not_shown():
    """Masked and damaged values, and the errors of a single file."""
    assert missed_places([document("a", error(1, quality="masked"))])[0]["misses"] == []
    assert missed_places([document("a", error(1), file=2)]) == []


def test_few_of_each_form_but_the_most_frequent_first():
    """What one missed and the other found is spread over forms."""
    many = [error(row, form=f"form{row % 40}") for row in range(400)]
    (place,) = missed_places([document("a", *many), document("b", error(399, form="form39"))])
    rows = [one["row"] for one in place["misses"]]
    assert len(rows) < 100
    assert len({one["form"] for one in place["misses"]}) > APART


def test_places_are_apart():
    """Another corpus, writing or track is another place."""
    documents = [document("a", error(1)), document("a", error(1), track="table")]
    assert [place["track"] for place in missed_places(documents)] == ["text", "table"]


@pytest.mark.slow
def test_the_command_shows_the_same_record(tmp_path):
    """Of a generated corpus; none where the records are others than the usual."""
    out = tmp_path / "errors.json"
    base = ["errors", "--corpus", "chat_messages", "--detector", "regex", "--rows", "20"]
    for more, known in ((["--noise", "worn"], True), (["--seed", "7"], False)):
        done = CliRunner().invoke(main, [*base, *more, "--format", "json", "--out", str(out)])
        assert done.exit_code == 0, done.output
        (place,) = page_misses([json.loads(out.read_text("utf-8"))])
        assert place["misses"]
        assert (place["show"] is not None) == known
        if known:
            miss = place["misses"][-1]
            command = shlex.split(f"{place['show']}{miss['row']}")
            shown = CliRunner().invoke(main, command[1:])
            assert shown.exit_code == 0, shown.output
            assert miss["value"].split("⏎")[0] in shown.output

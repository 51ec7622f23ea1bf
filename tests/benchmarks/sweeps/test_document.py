"""Tests of the document and the tables of a sweep."""

import json

import pytest

from leakbench.benchmarks.scoring.counts import Counts
from leakbench.benchmarks.sweeps.document import forms_table, scores_table

pytestmark = pytest.mark.slow


def test_the_document_keeps_counts_from_which_scores_derive(found):
    """At every place, with what pins its records."""
    document = json.loads(json.dumps(found.to_json()))
    assert [place["name"] for place in document["places"]] == ["realistic", "unassignable"]
    for place in document["places"]:
        assert place["rows"] == 80
        assert [one["name"] for one in place["detectors"]] == ["regex", "phonenumbers"]
        for one in place["detectors"]:
            summary = Counts.from_json(one["counts"]).summary()
            for metric in ("recall", "precision", "recall_declared"):
                assert one["scores"][metric] == summary[metric]


def test_forms_add_up_over_places(found):
    """All values that count are in the table once for each detector, and what was found of them."""
    for name in found.detectors:
        mine = [detectors[name] for detectors in found.forms().values()]
        counts = [point.counts for point in found.points if point.detector == name]
        assert sum(shown for shown, _ in mine) == sum(
            one.count(column)
            for one in counts
            for column in ("exact_same", "exact_other", "overlap_same", "overlap_other", "missed")
        )
        assert sum(hit for _, hit in mine) == sum(one.count("exact_same") for one in counts)


def test_the_table_of_forms_tells_what_is_missed_from_what_is_not_sought(found):
    """A dot for labels that a detector does not declare; several ways to write a number."""
    rows = [[cell.strip() for cell in line.split("|")] for line in forms_table(found).splitlines()]
    assert rows[0][1:6] == ["label", "form", "values", "regex", "phonenumbers"]
    by_key = {(row[1], row[2]): row for row in rows[2:]}
    assert len([key for key in by_key if key[0] == "MOBILE"]) > 2
    assert {row[5] for key, row in by_key.items() if key[0] == "PERSON_NAME"} == {"·"}
    assert "·" not in {row[4] for row in by_key.values()}


def test_the_table_of_scores_has_a_column_for_each_place(found):
    """With intervals, recall before precision."""
    lines = scores_table(found).splitlines()
    assert lines.index("| recall | realistic | unassignable |") < lines.index(
        "| precision | realistic | unassignable |"
    )
    (record,) = (
        one for one in found.records() if (one["detector"], one["place"]) == ("regex", "realistic")
    )
    shown = "{recall:.3f} ({recall_low:.3f}–{recall_high:.3f})".format(**record)
    assert f"| regex | {shown} |" in "\n".join(lines)


def test_what_is_destroyed_is_told(found):
    """Of worn values some are masked, the same for every detector, and count in no recall."""
    shares = {(one["place"], one["destroyed"]) for one in found.records()}
    assert len(shares) == 2
    for place, share in shares:
        counts = [point.counts for point in found.points if point.place.name == place]
        shown = sum(one for one, _ in counts[0].breakdowns.forms.values())
        assert share == counts[0].count("ignored") / (counts[0].count("ignored") + shown)
        assert 0 < share < 1

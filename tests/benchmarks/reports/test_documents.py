"""Tests of what a report shows beside results."""

import gzip
import json
from pathlib import Path

import pytest

from leakbench.benchmarks.reports.documents import (
    page_realism,
    page_sweep,
    read_documents,
)
from leakbench.benchmarks.reports.misses import missed_places
from leakbench.benchmarks.scoring.counts import Counts
from leakbench.benchmarks.store.personal_sums import personal_counts
from leakbench.benchmarks.store.results import ResultError

SWEEP = {"axis": {}, "corpus": "", "rows": 1, "track": "text"}
PUBLISHED = Path(__file__).parents[3] / "results"


def test_published_documents_are_told_apart_and_shown():
    """Every place of a sweep is a point for each detector, and every example has its value."""
    paths = [PUBLISHED / "documents.jsonl.gz", PUBLISHED / "validity" / "validity.jsonl.gz"]
    found = read_documents(paths)
    kinds = {"sweep": 2, "errors": 7, "throughput": 1, "validity": 2, "realism": 0}
    assert {kind: len(documents) for kind, documents in found.items()} == kinds
    sweeps, errors = found["sweep"], found["errors"]
    for sweep in sweeps:
        shown = page_sweep(sweep)
        assert len(shown["points"]) == sum(len(place["detectors"]) for place in sweep["places"])
        told = [one for place in sweep["places"] for one in place["detectors"]]
        for point, one in zip(shown["points"], told, strict=True):
            sums = personal_counts(Counts.from_json(one["counts"]), {})
            assert point["detector"] == one["name"]
            assert [point[key] for key in ("recall", "f1")] == [
                sums.score("recall"),
                sums.score("f1"),
            ]
    (place,) = missed_places(errors)
    assert place["detectors"] == sorted(document["detector"] for document in errors)
    assert all(one["value"] for one in (*place["misses"], *place["alarms"]))
    assert {at for one in place["misses"] for at in one["by"]} == set(range(len(errors)))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "truncated"),
        ("[]", "its kind is none of sweep, errors, throughput, validity, realism"),
        (json.dumps({"kind": "sweep"}), "broken sweep: no key 'axis'"),
        (json.dumps({"kind": "errors", "corpus": "x"}), "broken errors: no key 'detector'"),
        (json.dumps({"kind": "validity", "points": []}), "broken validity: no key 'agreement'"),
        (json.dumps({"kind": {}}), "its kind is none of"),
        (json.dumps({**SWEEP, "kind": "sweep", "places": [1]}), "broken sweep: "),
    ],
)
def test_what_cannot_be_shown_is_named(tmp_path, text, reason):
    """One line with the file, the line of a packed one, and what is wrong with it."""
    path = tmp_path / "document.json"
    path.write_text(text, "utf-8")
    with pytest.raises(ResultError, match=reason) as caught:
        read_documents([path])
    assert str(path) in str(caught.value)
    packed = tmp_path / "documents.jsonl.gz"
    packed.write_bytes(gzip.compress(text.encode() + b"\n"))
    with pytest.raises(ResultError, match=f"line 1: {reason}") as caught:
        read_documents([packed])
    assert str(packed) in str(caught.value)


def test_realism_is_a_row_for_each_label_with_the_most_flattered_detector():
    """Without detectors nobody is flattered."""
    figures = {
        "auc": 0.9,
        "auc_real_halves": 0.5,
        "shapes_covered": 0.1,
        "shapes_of_real_half": 0.3,
    }
    values = [
        {"corpus": "list", "label": label, "rest": 1, **figures} for label in ("PHONE", "ORG")
    ]
    scores = [
        {"corpus": "list", "label": "PHONE", "detector": name, "overstated": overstated}
        for name, overstated in (("a", 0.1), ("b", 0.3), ("c", -0.2))
    ]
    document = {"real": {"name": "real"}, "values": values, "scores": scores}
    phone, org = page_realism(document)
    place = {"real": "real", "corpus": "list", "label": "PHONE"}
    assert phone == place | figures | {"detector": "b", "overstated": 0.3}
    assert (org["detector"], org["overstated"]) == (None, None)

"""Tests of ranking detectors on real and on generated text."""

from dataclasses import replace

import pytest

from leakbench.benchmarks.scoring.labels import UnmappedLabelError
from leakbench.benchmarks.sources.opening import open_sources
from leakbench.benchmarks.validity.detector_panel import DetectorPanel
from leakbench.benchmarks.validity.plan import plan
from leakbench.benchmarks.validity.rankings import NoStandInError, TooFewValuesError, validate

from .conftest import NAMES, ROWS, SPEC

pytestmark = pytest.mark.slow

PLAN = replace(plan(), others=())


def test_each_label_is_ranked_with_and_without_the_trained(measured):
    """By F1 and by recall; the corpus's own name of the label stays."""
    places = [(one.label, one.family, one.metric, one.trained) for one in measured.agreements]
    assert sorted(places) == [
        ("TEL", "PHONE", metric, trained)
        for metric in ("f1", "recall")
        for trained in (False, True)
    ]
    for one in measured.agreements:
        assert one.generated == ("enquiries/clean",)
        for found in (one.over_records, one.over_detectors):
            assert found.scores == len(one.detectors)
            assert found.tau_interval.low <= found.tau <= found.tau_interval.high


def test_every_source_is_compared_by_itself(measured):
    """With everybody, and without the trained."""
    found = {one.generated for one in measured.single}
    assert {("enquiries/clean",), ("sales_leads/clean",), ("chat_messages/clean",)} <= found
    assert ("narratives/clean",) not in found


def test_generated_text_can_be_chosen(real):
    """Then it stands for every label."""
    sources = open_sources([str(real / "phones.jsonl")], SPEC)
    panel = DetectorPanel(NAMES[:3])
    found = validate(
        sources, panel, PLAN, SPEC, 50, generated=[("chat_messages", "worn")], replicates=5
    )
    assert {one.generated for one in found.agreements} == {("chat_messages/worn",)}


def test_who_does_not_declare_a_label_is_told(real):
    """It is not ranked as if it had found nothing."""
    sources = open_sources([str(real / "phones.jsonl")], SPEC)
    found = validate(sources, DetectorPanel(["regex", "tagger"]), PLAN, SPEC, ROWS, replicates=5)
    assert found.incomparable == {("phones", "TEL"): ("tagger",)}
    assert [one.detectors for one in found.agreements] == [("regex",)] * 4
    assert all(one.over_records is None for one in found.agreements)


def test_labels_without_a_stand_in_are_an_error(real):
    """The message names them, and those that have one."""
    sources = open_sources([str(real / "mail.jsonl")], SPEC)
    with pytest.raises(NoStandInError, match=r"none of the labels ACCOUNT .* these have: ADDRESS"):
        validate(sources, DetectorPanel(["regex"]), plan(), SPEC, 10)


def test_hardly_any_values_are_an_error(real):
    """A ranking by three numbers would be chance."""
    sources = open_sources([str(real / "phones.jsonl")], SPEC)
    with pytest.raises(TooFewValuesError, match=r"fewer than 30 values of PHONE in 10 rows of enq"):
        validate(sources, DetectorPanel(["regex"]), PLAN, SPEC, 10, replicates=5)


def test_labels_that_mean_nothing_are_an_error(labelled):
    """Before anything runs."""
    sources = open_sources([str(labelled('{"text": "x", "spans": [[0, 1, "ODD"]]}'))], SPEC)
    with pytest.raises(UnmappedLabelError, match="ODD"):
        validate(sources, DetectorPanel(["regex"]), plan(), SPEC, 10)

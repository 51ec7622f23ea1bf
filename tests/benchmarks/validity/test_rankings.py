"""Tests of ranking detectors on real and on generated text."""

import json
from dataclasses import replace

import numpy as np
import pytest

from leakbench.benchmarks.scoring.labels import LabelSpace, UnmappedLabelError
from leakbench.benchmarks.sources.opening import open_sources
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.validity.detector_panel import DetectorPanel
from leakbench.benchmarks.validity.plan import plan
from leakbench.benchmarks.validity.rankings import NoStandInError, TooFewValuesError, validate
from leakbench.benchmarks.validity.scores import measure, pooled
from leakbench.generator.spec import Spec

NAMES = ("regex", "phonenumbers", "structured", "stdnum", "union:phonenumbers+regex")
SPEC = Spec(corpus="", split="dev")
ROWS = 300
PLAN = replace(plan(), others=())


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """A file of numbers in sentences, made of generated ones, and another without a stand-in."""
    path = tmp_path_factory.mktemp("real")
    source = CorpusSource(Spec(corpus="sales_leads", split="dev", seed=5))
    (chunk,) = source.chunks("text", 150, 150)
    phones = {"MOBILE", "LANDLINE", "HOTLINE"}
    lines = [
        {
            "text": text,
            "spans": [[s["start"], s["end"], "TEL"] for s in spans if s["label"] in phones],
        }
        for text, spans in zip(
            chunk.strings["text"].to_pylist(), chunk.truth.to_pylist(), strict=True
        )
    ]
    written = path / "phones.jsonl"
    written.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    (path / "mail.jsonl").write_text('{"text": "x@example.org", "spans": [[0, 13, "EMAIL"]]}')
    return path


@pytest.fixture(scope="module")
def measured(real):
    """The comparison of some detectors of phone numbers."""
    sources = open_sources([str(real / "phones.jsonl")], SPEC)
    return validate(sources, DetectorPanel(NAMES), plan(), SPEC, ROWS, replicates=50)


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


def test_a_detector_and_its_copy_count_once(measured):
    """Stdnum adds nothing to the regular expressions for phone numbers."""
    (first, *_) = measured.agreements
    assert first.same["stdnum"] == "regex"
    assert set(first.detectors) | set(first.same) == set(NAMES)
    assert not set(first.detectors) & set(first.same)


def test_the_best_on_real_text_comes_first(measured):
    """Scores fall along the list."""
    for one in measured.agreements:
        scores = measured.real["phones", "TEL"].scores(one.metric, one.detectors)[0]
        assert (np.diff(scores) <= 0).all()


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


def test_batches_add_up_and_replicates_are_the_same_for_all():
    """Sums equal a single batch's; equal answers have equal replicates; pools are sums."""
    source = CorpusSource(Spec(corpus="sales_leads", split="dev"))
    space = LabelSpace(["PHONE"], only=["PHONE"])
    panel = DetectorPanel(["regex", "stdnum"])
    found = measure(source, panel, space, ["PHONE"], ROWS, replicates=20)["PHONE"]
    assert (found.redrawn["regex"] == found.redrawn["stdnum"]).all()
    truth, hits, claims = found.sums["regex"]
    assert 0 < hits <= min(truth, claims)
    (f1,), redrawn = found.scores("f1", ["regex"])
    assert f1 == pytest.approx(2 * hits / (truth + claims))
    assert redrawn.shape == (20, 1)
    interval = found.interval("recall", "regex")
    assert interval.low <= hits / truth <= interval.high
    twice = pooled([found, found])
    assert twice.support == 2 * found.support
    assert twice.scores("f1", ["regex"])[0] == pytest.approx([f1])
    with pytest.raises(ValueError, match="no source"):
        pooled([])

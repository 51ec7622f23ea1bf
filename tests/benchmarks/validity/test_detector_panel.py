"""Tests of detectors that answer together."""

import pyarrow as pa
import pytest

from leakbench.benchmarks.running.entrants import LocalEntrant
from leakbench.benchmarks.validity.detector_panel import DetectorPanel
from leakbench.detectors.contract import accept
from leakbench.detectors.registry import UnknownDetectorError, load
from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec

TEXTS = pa.record_batch({"text": ["电话00000000000", "没有"]})


def test_a_union_answers_as_the_union_detector():
    """From its parts' answers, without asking them again."""
    (batch,) = batches(Spec(corpus="sales_leads", split="dev"), 200)
    texts = batch.select(["text"])
    answers = DetectorPanel(["regex", "union:regex+phonenumbers"]).answers(texts)
    assert list(answers) == ["regex", "union:regex+phonenumbers"]
    union = load("union:regex+phonenumbers")
    expected = accept(union.detect(texts), texts, union)
    assert answers["union:regex+phonenumbers"].to_pylist() == expected.to_pylist()


def test_who_fails_is_left_out_with_every_union_of_it(stand_ins):
    """The others go on; the reason is kept."""
    stand_ins("digits", "broken", "unbuilt")
    panel = DetectorPanel(["digits", "broken", "unbuilt", "union:digits+broken"])
    assert list(panel.answers(TEXTS)) == ["digits"]
    assert panel.names == ("digits",)
    assert panel.failures["broken"].startswith("RuntimeError: cannot read 2 rows, at ")
    assert "no model" in panel.failures["unbuilt"]
    assert list(panel.answers(TEXTS)) == ["digits"]


def test_what_is_declared_is_known_by_family(stand_ins):
    """A union declares what its parts do; what was not built declares nothing."""
    stand_ins("digits", "unbuilt")
    panel = DetectorPanel(["digits", "unbuilt", "union:digits+unbuilt"])
    assert panel.families("digits") == {"PHONE"}
    assert panel.families("unbuilt") == frozenset()
    assert panel.families("union:digits+unbuilt") == {"PHONE"}
    assert set(panel.versions) == {"digits", "unbuilt"}


def test_an_unknown_detector_is_an_error(stand_ins):
    """Before anything runs."""
    stand_ins("digits")
    with pytest.raises(UnknownDetectorError):
        DetectorPanel(["digits", "nobody"])


def test_guests_answer_as_they_were_built(stand_ins, digits):
    """One that is not registered, and a union as a whole."""
    stand_ins("digits")
    guests = [LocalEntrant(name, "1", "leakbench", digits) for name in ("own", "union:own+other")]
    panel = DetectorPanel(["digits"], guests)
    assert panel.names == ("digits", "own", "union:own+other")
    assert panel.families("union:own+other") == {"PHONE"}
    first, *others = panel.answers(TEXTS).values()
    assert all(one.equals(first) for one in others)

from types import SimpleNamespace

import pytest

from leakbench.benchmarks.running.runner import Scoring
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.sources import source_checks
from leakbench.benchmarks.sources.opening import open_path
from leakbench.benchmarks.sources.source_checks import (
    EmptyCorpusError,
    OverlappingTruthError,
    check_source,
)


def checked(path, mapping=None):
    """Check a labelled file as a run does."""
    source, scoring = open_path(path), Scoring(mapping=mapping or {})
    check_source(source, scoring.space(source), "text")


def line(*spans):
    """A record of ten characters."""
    return f'{{"text": "甲乙丙丁戊己庚辛壬癸", "spans": {[list(span) for span in spans]}}}'.replace(
        "'", '"'
    )


@pytest.mark.parametrize(
    "spans",
    [
        [(0, 4, "PHONE"), (3, 6, "PHONE")],
        [(3, 6, "PHONE"), (0, 4, "PHONE")],
        [(0, 9, "PHONE"), (1, 2, "PERSON"), (3, 4, "PHONE")],
        [(3, 4, "PHONE"), (3, 4, "PHONE")],
    ],
    ids=["overlapping", "in any order", "nested", "twice the same"],
)
def test_overlapping_truth_of_one_label_is_refused(labelled, monkeypatch, spans):
    """Corpus, record, label and place are named, also beyond the first chunk."""
    monkeypatch.setattr(source_checks, "SIZE", 2)
    path = labelled(line(), line((0, 4, "PHONE")), line(), line(*spans))
    with pytest.raises(OverlappingTruthError) as error:
        checked(path)
    message = "corpus 'real', record 4: two spans of 'PHONE' overlap at character 3"
    assert str(error.value) == message


@pytest.mark.parametrize(
    "spans",
    [
        [(0, 9, "PERSON"), (3, 4, "PHONE")],
        [(0, 3, "PHONE"), (3, 4, "PHONE")],
    ],
    ids=["of two labels", "side by side"],
)
def test_other_spans_may_stand_as_they_like(labelled, spans):
    """Different labels may be nested; spans of one may touch, and records are apart."""
    checked(labelled(line(*spans), line(*spans)))


def test_names_of_one_meaning_are_one_label(labelled):
    """What is mapped to the same label overlaps as that label."""
    path = labelled(line((0, 4, "TEL9"), (3, 6, "PHONE")))
    with pytest.raises(OverlappingTruthError, match="'PHONE' overlap"):
        checked(path, {"TEL9": "PHONE"})


@pytest.mark.parametrize("noise", [None, "clean"])
def test_a_corpus_without_records_is_refused(noise):
    """It has no score, not even a bad one."""
    source = SimpleNamespace(name="nothing", rows=0, noise=noise)
    with pytest.raises(EmptyCorpusError, match="corpus 'nothing' has no records"):
        check_source(source, LabelSpace.of_registry(), "text")

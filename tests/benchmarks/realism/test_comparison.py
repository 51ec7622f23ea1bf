"""Tests of generated records beside a labelled real file."""

import pytest

from leakbench.benchmarks.realism.agreed_labels import agreed_sides
from leakbench.benchmarks.realism.comparison import compare_realism
from leakbench.benchmarks.sources.source_checks import OverlappingTruthError
from leakbench.benchmarks.validity.detector_panel import DetectorPanel

from .conftest import ROWS

pytestmark = pytest.mark.slow

NOBODY = DetectorPanel([])


def test_a_corpus_beside_itself_is_real(tmp_path, write_real, opened):
    """Same generator, other seed: values are not told apart, and sentences are as varied."""
    path = write_real(tmp_path / "real.jsonl", "property_owners", split="test", rows=500)
    found = compare_realism(agreed_sides(opened(path), [opened("property_owners")]), NOBODY, 500)
    (one,) = found.corpora
    assert {values.label for values in one.values} == {"ADDRESS", "PERSON", "PHONE"}
    for values in one.values:
        assert abs(values.apart.auc - 0.5) < 0.09
        covered = values.coverage
        assert covered.generated.value == pytest.approx(covered.real_half.value, abs=0.06)
    assert one.variety.characters == one.real_variety.characters
    assert one.ladders == ()


def test_another_corpus_is_told_from_the_file(measured):
    """Numbers of posts and of lists differ, and so do the sentences."""
    (one,) = measured.realism.corpora
    assert max(values.apart.auc for values in one.values) > 0.6
    assert one.variety.shared != one.real_variety.shared
    assert [ladder.label for ladder in one.ladders] == [values.label for values in one.values]


def test_a_dataset_is_compared_as_its_corpus(posts, opened, dataset):
    """Its records are the same, read from disk."""
    sources = opened(dataset), opened("legal_person", rows_per_file=None)
    written, made = (
        compare_realism(agreed_sides(opened(posts), [one]), NOBODY, 300) for one in sources
    )
    assert written.corpora == made.corpora


def test_what_has_too_few_values_is_left_out(posts, opened):
    """And told; what has nothing in common is not there."""
    sources = [opened("property_owners"), opened("assets"), opened("clean_text")]
    sides = agreed_sides(opened(posts), sources, only=["PER", "TEL"])
    found = compare_realism(sides, NOBODY, 120)
    assert [one.corpus for one in found.corpora][:1] == ["property_owners"]
    assert set(sides.common) == {"property_owners", "assets", "clean_text"}
    for (_, label), count in found.too_few.items():
        assert label in {"PERSON", "PHONE"}
        assert count < 50


def test_examples_are_kept_only_if_asked_for(posts, opened):
    """None otherwise."""
    sides = agreed_sides(opened(posts), [opened("narratives")])
    for show in (False, True):
        found = compare_realism(sides, NOBODY, ROWS, show=show)
        assert any(values.examples for one in found.corpora for values in one.values) <= show


def test_values_that_overlap_under_one_label_are_an_error(labelled, opened):
    """Before anything is measured; where they stand is said."""
    line = '{"text": "甲乙丙", "spans": [[0, 2, "PER"], [1, 3, "PERSON"]]}'
    with pytest.raises(OverlappingTruthError, match="record 1: two spans of 'PERSON' overlap"):
        compare_realism(agreed_sides(opened(labelled(line)), [opened("narratives")]), NOBODY, 10)

"""Tests of the declaration of external validity."""

from itertools import combinations

from leakbench.benchmarks.validity.plan import is_union, panel_names, parts_of, plan
from leakbench.detectors.registry import listings
from leakbench.generator.corpus import load_corpus
from leakbench.generator.entities import coarse, coarse_labels
from leakbench.generator.spec import NOISES


def test_stand_ins_have_what_they_stand_for():
    """Every source is a corpus with values of the label, and says what makes it alike."""
    for label, one in plan().stand_ins.items():
        assert label in coarse_labels()
        assert one.why
        for corpus, noise in one.sources:
            assert noise in NOISES
            assert label in {coarse(name) for name in load_corpus(corpus).labels}
    for corpus, noise in plan().others:
        assert (load_corpus(corpus).name, noise in NOISES) == (corpus, True)


def test_the_detectors_named_are_registered():
    """Those of unions, and those that learnt from generated text."""
    known = {one.name for one in listings()}
    assert known.issuperset(plan().unions)
    assert plan().trained <= known


def test_a_panel_is_everybody_and_every_two():
    """Unions only of those that are there."""
    assert panel_names(["a", "b", "c"], ["c", "a", "x"]) == ("a", "b", "c", "union:c+a")
    there = [one.name for one in listings()]
    pairs = list(combinations([name for name in plan().unions if name in there], 2))
    assert len(panel_names(there, plan().unions)) == len(there) + len(pairs)


def test_a_union_with_a_trained_part_is_trained():
    """It would be judged by the text it learnt from, too."""
    assert plan().learnt_from_the_generator("native")
    assert plan().learnt_from_the_generator("union:regex+native")
    assert not plan().learnt_from_the_generator("union:regex+lac")
    assert parts_of("union:regex+lac") == ("regex", "lac")
    assert parts_of("gliner:a+b") == ("gliner:a+b",)
    assert is_union("union:regex+lac")
    assert not is_union("gliner:a+b")

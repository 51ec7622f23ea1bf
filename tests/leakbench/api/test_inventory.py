import pytest

import leakbench as lb
from leakbench.detectors.registry import names
from leakbench.generator import corpus
from leakbench.generator.corpus import corpus_names
from leakbench.generator.declarations import DeclarationError
from leakbench.generator.entities import entities


def test_everything_is_listed():
    """One row each, in the order of the registries."""
    assert lb.corpora()["name"].to_pylist() == corpus_names()
    assert [name.partition(":")[0] for name in lb.detectors()["name"].to_pylist()] == names()
    assert lb.entities()["name"].to_pylist() == list(entities())


def test_labels_of_corpora_are_entities():
    """So that one table says what the other one names."""
    known = set(lb.entities()["name"].to_pylist())
    assert all(set(row["labels"]) <= known for row in lb.corpora())


def test_a_detector_that_is_missing_says_how_it_comes():
    """With a command to install it."""
    for row in lb.detectors():
        assert row["available"] or row["install"].startswith("pip install")


def test_a_broken_corpus_does_not_hide_the_others(monkeypatch):
    """It is named in a warning, and the rest is listed."""
    load = corpus.load_corpus

    def broken(name):
        if name == "assets":
            raise DeclarationError("assets.toml", "", "no key 'title'")
        return load(name)

    monkeypatch.setattr(corpus, "load_corpus", broken)
    with pytest.warns(UserWarning, match="assets.toml: no key 'title'"):
        listed = lb.corpora()["name"].to_pylist()
    assert listed == [name for name in corpus_names() if name != "assets"]

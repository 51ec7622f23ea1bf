"""Tests of ``leakbench list``."""

import json

import pytest

from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.declarations import DeclarationError
from leakbench.generator.entities import entities

from .command_line import invoke, output


def test_corpora_are_listed():
    """With what a user chooses by."""
    listed = output("list", "corpora")
    assert [one["name"] for one in listed] == corpus_names()
    for one in listed:
        assert {"title", "labels", "tier", "fields"} <= set(one)
        assert set(one["labels"]) <= set(entities())


def test_a_broken_corpus_is_named_and_the_others_are_listed(monkeypatch):
    """The list is on stdout, one line on stderr says what is wrong, and the exit code is 1."""

    def load(name):
        if name == "exam_roster":
            raise DeclarationError(f"{name}.toml", "", "unknown key 'titel'")
        return load_corpus(name)

    monkeypatch.setattr("leakbench.generator.corpus.load_corpus", load)
    result = invoke("list", "corpora", "--format", "json")
    assert result.exit_code == 1
    assert result.stderr == "Error: exam_roster.toml: unknown key 'titel'\n"
    listed = [one["name"] for one in json.loads(result.stdout)]
    assert listed == [name for name in corpus_names() if name != "exam_roster"]


def test_entities_are_listed():
    """All of them, in the registry's order."""
    listed = output("list", "entities")
    assert [one["name"] for one in listed] == list(entities())
    assert {"title", "parent", "personal", "identifier", "tiers", "pipl_sensitive"} < set(listed[0])


@pytest.mark.usefixtures("stand_ins")
def test_detectors_are_listed():
    """Absent ones with the command that brings them."""
    listed = {one["name"]: one for one in output("list", "detectors")}
    keys = {"version", "available", "install", "labels", "license", "homepage"}
    assert all(keys < set(one) for one in listed.values())
    assert listed["digits"]["available"] is True
    assert listed["absent"]["available"] is False
    assert listed["absent"]["install"] == "pip install leakbench-absent"
    assert "repeated:COUNT" in listed
    assert "repeated" not in listed


def test_tables_are_for_reading():
    """The default, on stdout."""
    result = invoke("list", "entities")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 2 + len(entities())

"""Tests of ``leakbench list``."""

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.declarations import DeclarationError
from leakbench.generator.entities import entities

from .command_line import invoke, output, refused

PACK = Path(__file__).parents[3] / "examples/pack"


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


@pytest.mark.parametrize("what", ["corpora", "detectors", "entities"])
def test_tables_fit_80_columns(what):
    """Off a terminal too; no name is broken."""
    table = invoke("list", what).stdout
    assert max(map(cell_len, table.splitlines())) <= 80
    for one in output("list", what):
        assert one["name"] in table


def test_the_corpora_of_a_pack_are_listed():
    """Beside ours, whose order stays."""
    listed = output("list", "corpora", "--pack", PACK)
    assert [one["name"] for one in listed] == sorted([*corpus_names(), "social_insurance"])
    (own,) = (one for one in listed if one["name"] == "social_insurance")
    assert {"PERSON_NAME", "RESIDENT_ID", "USCC"} <= set(own["labels"])


def test_packs_are_listed():
    """Those of installed packages, and the one that is named, with hash and licence."""
    assert output("list", "packs") == []
    (listed,) = output("list", "packs", "--pack", PACK)
    assert listed["name"] == "social_insurance"
    assert listed["licence"] == "Apache-2.0"
    assert len(listed["sha256"]) == 64


def test_a_pack_that_is_wrong_is_one_line(tmp_path):
    """Whichever command it is given to; what does not exist is a usage error."""
    said = "Error: unknown pack 'nowhere': no such directory, and no pack is installed"
    assert refused(2, "list", "corpora", "--pack", "nowhere") == said
    (tmp_path / "pack.toml").write_text("name = 1\n", "utf-8")
    for words in (("list", "entities"), ("show", "assets"), ("show", "assets", "--row", 0)):
        told = refused(1, *words, "--pack", tmp_path)
        assert told == "Error: pack.toml: key 'name' must be a text, not 1"

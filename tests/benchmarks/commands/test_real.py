"""Tests of ``leakbench real``; its examples run with made-up corpora from this machine."""

import json

import pytest

from leakbench.benchmarks.commands.real import get, list_cards, real, show_card
from leakbench.benchmarks.real import obtaining
from leakbench.benchmarks.real.card import card_names

from .command_line import invoke, output, refused

DATA = "甲 B-PER\n某 I-PER\n在 O\n\n好 O\n".encode()


@pytest.fixture
def weibo(public, carded, monkeypatch, tmp_path):
    """A card called as in the examples, its corpus, and a cache directory."""
    public.put("a.conll", DATA)
    monkeypatch.setattr(obtaining, "default_folder", lambda: tmp_path / "cache")
    return carded(
        "weibo_ner", {"a.conll": DATA}, licence="CC BY 4.0", licence_note="Nobody's text."
    )


@pytest.mark.usefixtures("weibo")
@pytest.mark.parametrize("command", [real, list_cards, show_card, get], ids=lambda one: one.name)
def test_the_examples_run(command):
    """As the help shows them."""
    result = invoke(*command.epilog.removeprefix("Example: leakbench ").split())
    assert result.exit_code == 0, result.stderr
    assert "weibo_ner" in result.stdout


@pytest.mark.slow
def test_a_corpus_is_got(weibo, public, tmp_path):
    """The path is printed, and whatever reads labelled files takes it."""
    got = output("real", "get", weibo, "--out", tmp_path / "out")
    path = tmp_path / "out" / "weibo_ner.jsonl"
    assert got == {
        "card": "weibo_ner",
        "path": str(path),
        "rows": 2,
        "left_out": 0,
        "spans": {"PERSON": 1},
        "sha256": json.loads((tmp_path / "out" / "weibo_ner.json").read_text("utf-8"))["sha256"],
    }
    (run,) = output("run", "--corpus", path, "--detector", "regex")
    assert (run["corpus"], run["rows"], list(run["by_label"])) == ("weibo_ner", 2, ["PERSON"])
    assert len(public.asked) == 1


def test_without_a_folder_the_cache_takes_it(weibo, tmp_path):
    """The licence is said, and what is asked for."""
    result = invoke("real", "get", weibo)
    assert result.exit_code == 0
    assert (tmp_path / "cache" / "weibo_ner.jsonl").is_file()
    assert str(tmp_path / "cache" / "weibo_ner.jsonl") in result.stdout
    address, licence = result.stderr.splitlines()
    assert address.endswith("/a.conll")
    assert licence == "licence: CC BY 4.0. Nobody's text."


def test_all_cards_are_listed():
    """By name, with what may be scored and the licence."""
    listed = output("real", "list")
    assert [one["name"] for one in listed] == card_names()
    assert all(one["licence"] and one["scored"] for one in listed)


def test_a_card_is_shown(weibo):
    """Every file with its address and hash, every label with what it means."""
    shown = output("real", "show", weibo)
    assert shown["labels"] == {"PER": "PERSON", "ORG": ""}
    assert shown["files"][0]["address"].endswith("/a.conll")
    said = invoke("real", "show", weibo).stdout
    assert shown["files"][0]["sha256"] in said
    assert "ORG = left out" in said


def test_an_unknown_card_is_bad_usage():
    """The likely one is named."""
    assert "did you mean weibo_ner?" in refused(2, "real", "get", "weibo")
    assert "did you mean weibo_ner?" in refused(2, "real", "show", "weibo")


def test_a_failure_is_one_line(weibo, public, tmp_path):
    """With the address, and exit code 1."""
    public.refuse("a.conll", 503)
    said = refused(1, "real", "get", weibo, "--out", tmp_path / "out")
    assert "/a.conll: status 503" in said


def test_lines_of_somebody_else_are_left_alone(weibo, tmp_path):
    """Nothing is overwritten."""
    (tmp_path / "weibo_ner.jsonl").touch()
    assert "holds something else" in refused(2, "real", "get", weibo, "--out", tmp_path)


def test_a_folder_that_is_a_file_is_one_line(weibo, tmp_path):
    """As the system says it."""
    (tmp_path / "file").touch()
    assert str(tmp_path / "file") in refused(1, "real", "get", weibo, "--out", tmp_path / "file")

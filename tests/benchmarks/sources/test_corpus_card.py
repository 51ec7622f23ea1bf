"""Tests of cards."""

import pytest

from leakbench.benchmarks.running.runner import Scoring
from leakbench.benchmarks.sources.corpus_card import read_card, read_carded
from leakbench.benchmarks.sources.labelled_file import LabelledFileError
from leakbench.benchmarks.sources.opening import open_path, open_source
from leakbench.generator.spec import Spec

CARD = """
path = "corpus.txt"
format = "conll"
name = "mine"
source = "https://example.org/mine"
licence = "CC0"
[labels]
PER = "PERSON"
TEL = "MOBILE"
MISC = ""
"""
CORPUS = "甲 B-PER\n某 I-PER\n的 O\n狗 S-MISC\n"


@pytest.fixture
def card(tmp_path):
    """Write a card beside its corpus."""

    def write(text=CARD, corpus=CORPUS):
        (tmp_path / "corpus.txt").write_text(corpus, "utf-8")
        path = tmp_path / "mine.toml"
        path.write_text(text, "utf-8")
        return path

    return write


def test_a_card_stands_for_its_corpus(card):
    """Name, labels and their meaning come from it; what it leaves out is not there."""
    source = open_source(str(card()), Spec(corpus=""))
    assert source.name == "mine"
    assert source.labels() == {"PER", "TEL"}
    assert source.mapping == {"PER": "PERSON", "TEL": "MOBILE"}
    (chunk,) = source.chunks("text", 10, 10)
    assert [[span["label"] for span in one] for one in chunk.truth.to_pylist()] == [["PER"]]
    identity = source.identity(1)
    assert identity["licence"] == "CC0"
    assert identity["labels"] == {"PER": "PERSON", "TEL": "MOBILE", "MISC": ""}


def test_only_its_labels_are_scored(card):
    """With the meaning that it gives them, whatever is usual."""
    text = CARD.replace('PER = "PERSON"', 'PER = "COMPANY"')
    source = open_path(card(text))
    space = Scoring().space(source)
    assert space.meaning("PER") == "COMPANY"
    assert (space.predicted_codes(["PERSON_NAME", "EMAIL"]) == -1).all()
    assert space.predicted_codes(["COMPANY"]) == space.truth_codes(["PER"])


def test_what_is_asked_for_goes_before_the_card(card):
    """A mapping on the command line is the last word."""
    source = open_path(card())
    assert Scoring(mapping={"TEL": "LANDLINE"}).space(source).meaning("TEL") == "LANDLINE"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "mine"', 'nmae = "mine"', "unknown key 'nmae'"),
        ('path = "corpus.txt"', "", "no path"),
        ('"conll"', '"xml"', "unknown format 'xml'; it is one of jsonl, conll"),
        ('PER = "PERSON"', 'PER = "HUMAN"', "PER = 'HUMAN': not one of"),
        ('PER = "PERSON"', 'PER = "PERSN"', r"did you mean PERSON\?"),
        ('name = "mine"', "name = 3", "name is not a string"),
        ("[labels]", "[labels", "broken TOML"),
        ('PER = "PERSON"\nTEL = "MOBILE"\n', "", r"no \[labels\]"),
        ('MISC = ""\n', "", "says nothing of labels that .*corpus.txt has: MISC"),
    ],
)
def test_a_bad_card_is_named(card, old, new, message):
    """With what is wrong in it."""
    path = card(CARD.replace(old, new))
    with pytest.raises(LabelledFileError, match=message) as error:
        read_carded(read_card(path), path)
    assert error.value.path == path


def test_a_corpus_in_which_nothing_is_labelled_needs_a_card(card, labelled):
    """Its labels are known from the card alone."""
    nothing = labelled('{"text": "甲", "spans": []}')
    with pytest.raises(LabelledFileError, match="nothing in it is labelled; a card"):
        open_path(nothing)
    assert open_path(card(corpus="好 O\n")).labels() == {"PER", "TEL"}

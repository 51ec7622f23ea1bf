"""Tests of what looks personal and is not, as declared."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.decoy_kinds import DecoyKind, decoy_kinds, decoy_sentences, read_decoys
from leakbench.generator.entities import entities
from leakbench.generator.spec import SPLITS
from leakbench.generator.template_syntax import fields_of


def test_decoy_patterns_are_not_identifiers():
    """No pattern can come out as a mobile number or as a resident ID of a real province."""
    for kind in decoy_kinds():
        for pattern in kind.patterns:
            assert not re.fullmatch(r"1[3-9#][0-9#]{9}", pattern)
            if re.fullmatch(r"[0-9#]{18}", pattern):
                assert pattern[:2] in {"20", "77"}


def test_every_kind_stands_in_sentences_of_test():
    """Train and dev have the same of them, and lack some that nobody can learn there."""
    sentences = decoy_sentences(0.1).templates
    said = {
        split: {name for text in sentences[split] for name in fields_of(text)} for split in SPLITS
    }
    assert said["test"] == {kind.name for kind in decoy_kinds()}
    assert said["train"] == said["dev"] < said["test"]


def test_sentences_are_of_one_split():
    """No two splits share one."""
    sentences = decoy_sentences(0.1).templates
    everything = [text for split in SPLITS for text in sentences[split]]
    assert len(set(everything)) == len(everything)


@given(st.floats(0, 1))
def test_sentences_come_with_their_share(share):
    """The part of a corpus's texts says how many have one."""
    assert decoy_sentences(share).share == share


def test_labelled_decoys_are_of_nobody():
    """Their label is one that is no personal information."""
    labels = [kind.label for kind in decoy_kinds() if kind.label]
    assert labels
    assert not any(entities()[label].personal for label in labels)


def test_words_have_no_signs():
    """A pattern with one is filled in, another stands for itself."""
    assert DecoyKind("a", "b", ("word", "other")).is_words
    assert not DecoyKind("a", "b", ("word", "1#")).is_words
    assert not DecoyKind("a", "b", ("@1",)).is_words


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            'label = "HOTLINE"',
            'label = "HOTLIN"',
            "kind 'hotline': unknown label 'HOTLIN'; did you",
        ),
        ('name = "hotline"', 'nam = "hotline"', "kind 1: no key 'name' (a text); is it 'nam'?"),
        ('title = "服务热线"', "", "kind 'hotline': no key 'title' (a text)"),
        ("{hotline}", "{hotlin}", "sentences: key 'train': template "),
        ("[sentences]", "[sentence]", "no key 'sentences' (a table); is it 'sentence'?"),
    ],
)
def test_a_wrong_declaration_is_refused(refused, old, new, reason):
    """One line names the file, the kind and the key."""
    assert refused(read_decoys, "decoys.toml", old, new).startswith(f"decoys.toml: {reason}")

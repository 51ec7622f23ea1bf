"""Tests of the words of seized offices."""

import re

import numpy as np
import pytest

from leakbench.generator.cases.nobody import quotations, said
from leakbench.generator.cases.places import companies, moment_before, slots_of
from leakbench.generator.cases.vocabulary import by_share, filled, one_of, template, words
from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.spec import Spec

SPEC = Spec("", seed=1)


def test_slots_are_filled_and_other_braces_stay():
    """A slot that is not there is a mistake."""
    assert filled("{a}-{b}{a}", {"a": "1", "b": "2"}) == "1-21"
    assert filled("function(){return 1} {", {}) == "function(){return 1} {"
    with pytest.raises(KeyError):
        filled("{c}", {})


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def test_every_slot_of_the_office_files_is_known():
    """So that no kind of file fails when it is drawn."""
    draw = np.random.default_rng(0)
    company = companies(SPEC, 12, draw)[0]
    slots = slots_of(company, moment_before(SPEC, 9, draw), draw) | said(SPEC, company, draw)
    slots |= quotations(SPEC, [0])[0]
    known = {*slots, "row", "offer"}
    used = {
        slot
        for name in ("office_files", "folders")
        for line in _strings(words(name))
        for slot in re.findall(r"\{([a-z]+)\}", line)
    }
    assert used <= known | {"code", "number"}


def test_lists_have_names_and_companies():
    """All corpora of lists, and no other, can lie in an office."""
    lists = {name for name in corpus_names() if load_corpus(name).is_list}
    assert set(words("list_names")["what"]) == lists
    dealt = {corpus for kind in words("companies")["companies"] for corpus in kind["lists"]}
    assert dealt == lists


def test_shares_say_how_often():
    """What has no share never comes; one of some is one of them."""
    draw = np.random.default_rng(0)
    assert {by_share(draw, {"a": 1.0, "b": 3.0, "c": 0.0}) for _ in range(50)} == {"a", "b"}
    assert {one_of(draw, "ab") for _ in range(50)} == {"a", "b"}


def test_the_page_says_that_all_is_made_up():
    """In both languages."""
    page = template("README.md")
    assert "synthetic" in page
    assert "合成数据" in page

"""Tests of looking for personal values outside of the labels."""

import re

import pytest

from leakbench.generator.audit.template_leakage import LOOKS, TemplateLeakage
from leakbench.generator.corpus import load_corpus
from leakbench.generator.spec import Spec

SPEC = Spec(corpus="legal_person", seed=3)


def wrong(block, *, straight=True):
    """What is wrong with a block, by what was looked at."""
    looked = TemplateLeakage(load_corpus(SPEC.corpus), straight=straight)
    looked.add(block)
    return {found.what: found for found in looked.findings() if not found.ok}


@pytest.mark.parametrize(
    ("what", "leaks", "passes"),
    [
        ("mobile numbers", ["19900000000", "a19900000000，"], ["119900000000", "12900000000"]),
        ("resident IDs", ["110000199901010000", "11000020000101000X"], ["110000189901010000"]),
        ("e-mail addresses", ["a.b@c-d.cn"], ["a@b", "@b.cn"]),
    ],
)
def test_what_looks_personal_is_told_by_a_pattern(what, leaks, passes):
    """Standing alone, not within a longer number."""
    assert all(re.search(LOOKS[what], text) for text in leaks)
    assert not any(re.search(LOOKS[what], text) for text in passes)


def test_what_is_generated_leaks_nothing(block_of):
    """Values and decoys are labelled wherever they stand."""
    assert not wrong(block_of())


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("19900000000", "mobile numbers in texts"),
        ("110000199901010000", "resident IDs in texts"),
        ("a@b.cn", "e-mail addresses in texts"),
    ],
)
def test_what_looks_personal_in_a_text_is_found(block_of, text, what):
    """Though it is no value of the record."""

    def add(rows):
        rows[4]["text"] += f" {text}"

    found = wrong(block_of(change=add))
    assert set(found) == {what}
    assert found[what].examples == ("record 4",)


@pytest.mark.parametrize(("around", "leaks"), [("，", True), ("9", False)])
def test_a_value_of_the_record_is_found_in_its_text(block_of, around, leaks):
    """Outside of the labels, unless it is a part of a longer number."""

    def add(rows):
        span = next(span for span in rows[4]["cell_spans"] if span["label"] == "USCC")
        code = rows[4][list(rows[4])[span["column"] + 2]]
        rows[4]["text"] += f"{around}{code}{around}"

    found = wrong(block_of(change=add))
    assert ("known values" in found) == leaks
    if leaks:
        assert found["known values"].examples[0].startswith("record 4: USCC ")


@pytest.mark.parametrize("straight", [True, False])
def test_cells_are_scanned_where_they_stand_in_their_columns(block_of, straight):
    """Else a cell may be one of decoys."""
    place = next(
        place for place, field in enumerate(load_corpus(SPEC.corpus).fields) if not field.decoy
    )

    def add(rows):
        rows[4][list(rows[4])[place + 2]] += " 19900000000"

    found = wrong(block_of(change=add), straight=straight)
    assert ("mobile numbers in cells" in found) == straight

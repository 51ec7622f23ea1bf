"""Tests of the tables of cue words."""

import tomllib
from functools import reduce
from importlib.resources import files
from operator import or_

import numpy as np
import pytest

from leakbench.detectors.structured.cues import (
    BUCKETS,
    bucket_of,
    cue_kind,
    cue_kinds,
    cue_sets,
    cue_tables,
    header_words,
    kinds_mask,
)

WORDS = tomllib.loads(
    files("leakbench.detectors.structured.data").joinpath("cues.toml").read_text("utf-8")
)


def test_words_stand_in_the_bucket_of_their_last_bytes():
    """Whoever looks at the two bytes before a value meets every word that ends in them."""
    before, _ = cue_tables()
    words = [
        bytes(before.data[begin:end])
        for begin, end in zip(before.begin[:-1], before.begin[1:], strict=True)
    ]
    assert "手机号".encode() in words
    for place, word in enumerate(words):
        key = bucket_of(*(b"\0" + word)[-2:])
        assert before.bucket[key] <= place < before.bucket[key + 1]


def test_tables_are_whole():
    """Every bucket is bounded, every word says something known, long words come first."""
    for table in cue_tables():
        assert len(table.bucket) == BUCKETS + 1
        assert table.bucket[-1] == len(table.kind) == len(table.begin) - 1
        assert set(table.kind.tolist()) <= set(range(1, len(cue_kinds())))
        sizes = np.diff(table.begin)
        for key in range(BUCKETS):
            inside = sizes[table.bucket[key] : table.bucket[key + 1]]
            assert (np.diff(inside) <= 0).all()


def test_headers_say_what_their_words_say():
    """A header's words are the cue words without those of sentences."""
    words = header_words()
    assert cue_kinds()[words["手机号码"]] == "PHONE"
    assert "打" not in words


@pytest.mark.parametrize("table", ["before", "after"])
def test_a_word_stands_once(table):
    """It can say one thing only."""
    words = [word.lower() for several in WORDS[table].values() for word in several]
    assert len(words) == len(set(words))


def test_sets_are_of_known_kinds():
    """Each as the bits of its kinds."""
    sets = cue_sets()
    for name, kinds in sets.items():
        masks = (kinds_mask([kind]) if kind in sets else 1 << cue_kind(kind) for kind in kinds)
        assert kinds_mask([name]) == reduce(or_, masks)

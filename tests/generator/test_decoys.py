import re

import numpy as np
import pytest

from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.decoys import Decoys, decoy_kinds
from leakbench.generator.streams import Streams
from leakbench.generator.strings import Arena

COUNT = 20_000
KINDS = {kind.name: number for number, kind in enumerate(decoy_kinds())}
WORDS = ("shop_name", "historical_figure", "plant_name")


def drawn(name, count=COUNT):
    """Values of a kind."""
    arena = Arena()
    bits = Streams(5, "decoys").bits(name, np.arange(count))
    return arena.texts(Decoys(arena).draw(KINDS[name], bits, np.ones(count, np.bool_)))


def as_expression(pattern):
    """A regular expression for what a pattern can come out as."""
    return re.escape(pattern).replace(r"\#", "[0-9]").replace("@", "[A-Z]")


@pytest.mark.parametrize("name", KINDS)
def test_values_follow_their_patterns(name):
    """Every value is of a pattern of its kind, and every pattern comes up."""
    patterns = decoy_kinds()[KINDS[name]].patterns
    values = set(drawn(name))
    expressions = [re.compile(as_expression(pattern)) for pattern in patterns]
    assert all(any(e.fullmatch(value) for e in expressions) for value in values)
    assert all(any(e.fullmatch(value) for value in values) for e in expressions)


@pytest.mark.parametrize("name", WORDS)
def test_words_are_written_as_they_are(name):
    """Kinds that are words come out letter by letter, all distinct."""
    patterns = decoy_kinds()[KINDS[name]].patterns
    assert len(set(patterns)) == len(patterns) >= 40
    assert set(drawn(name)) == set(patterns)
    assert all(re.fullmatch(r"[\u4e00-\u9fff]+", pattern) for pattern in patterns)


def test_patterns_are_short_and_in_gbk():
    """A pattern has no white space at its ends and can be written in GBK."""
    for kind in decoy_kinds():
        for pattern in kind.patterns:
            assert pattern == pattern.strip() != ""
            pattern.encode("gbk")


def test_rows_that_want_none_get_none():
    """Rows without a decoy have an empty value."""
    arena = Arena()
    where = np.arange(100) % 3 == 0
    bits = Streams(5, "decoys").bits("some", np.arange(100))
    values = arena.texts(Decoys(arena).draw(KINDS["isbn"], bits, where))
    assert [value != "" for value in values] == where.tolist()


@pytest.mark.parametrize("corpus", corpus_names())
def test_no_field_has_the_name_of_a_kind(corpus):
    """A template's name means a field or a kind of decoy, never both."""
    assert not {field.name for field in load_corpus(corpus).fields} & set(KINDS)

import re

import numpy as np
import pytest

from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.decoy_kinds import decoy_kinds
from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.strings import Arena, Strings
from leakbench.generator.spec import SPLITS
from leakbench.generator.surfaces.decoys import Decoys, patterns_of

COUNT = 20_000
KINDS = {kind.name: number for number, kind in enumerate(decoy_kinds())}
WORDS = ("shop_name", "historical_figure", "plant_name")


def filled(split, name, where):
    """Values of a kind in rows of which some carry it; None where the column was left alone."""
    arena = Arena()
    decoys = Decoys([f"{{{name}}}", "none"], split, arena)
    columns = np.full((len(KINDS), len(where)), -1)
    program = np.where(where, 0, 1).astype(np.int32)[None]
    decoys.fill(program, np.arange(len(where)), Streams(5, "decoys"), columns)
    assert (np.delete(columns, KINDS[name], axis=0) == -1).all()
    column = columns[KINDS[name]]
    texts = iter(arena.texts(Strings(column[column != -1])))
    return [next(texts) if string != -1 else None for string in column]


def drawn(name, split="test", count=COUNT):
    """Many values of a kind."""
    return filled(split, name, np.ones(count, np.bool_))


def as_expression(pattern):
    """A regular expression for what a pattern can come out as."""
    return re.escape(pattern).replace(r"\#", "[0-9]").replace("@", "[A-Z]")


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS)
def test_values_follow_their_patterns(name):
    """Every value is of a pattern of its kind, and every pattern comes up."""
    patterns = patterns_of(decoy_kinds()[KINDS[name]], "test")
    values = set(drawn(name))
    expressions = [re.compile(as_expression(pattern)) for pattern in patterns]
    assert all(any(e.fullmatch(value) for e in expressions) for value in values)
    assert all(any(e.fullmatch(value) for value in values) for e in expressions)


@pytest.mark.parametrize("name", WORDS)
def test_words_are_parted_between_the_splits(name):
    """Kinds that are words come out as they are, each word in one split alone."""
    patterns = decoy_kinds()[KINDS[name]].patterns
    words = [set(drawn(name, split)) for split in SPLITS]
    assert set.union(*words) == set(patterns)
    assert sum(map(len, words)) == len(patterns) >= 40
    assert all(re.fullmatch(r"[\u4e00-\u9fff]+", pattern) for pattern in patterns)


def test_patterns_are_short_and_in_gbk():
    """A pattern has no white space at its ends and can be written in GBK."""
    for kind in decoy_kinds():
        for pattern in kind.patterns:
            assert pattern == pattern.strip() != ""
            pattern.encode("gbk")


@pytest.mark.parametrize("name", KINDS)
def test_only_rows_that_carry_a_kind_get_it(name):
    """The columns of other kinds and rows are left as they were."""
    where = np.arange(100) % 3 == 0
    assert [value is not None for value in filled("test", name, where)] == where.tolist()


def test_a_text_with_several_kinds_gets_all():
    """More decoys than texts are drawn, those of several parts too."""
    arena = Arena()
    decoys = Decoys(["{isbn}{trip_no}", "{version}"], "test", arena)
    columns = np.full((len(KINDS), 50), -1)
    program = np.repeat([[0], [1]], 50, axis=1).astype(np.int32)
    decoys.fill(program, np.arange(50), Streams(5, "decoys"), columns)
    here = [KINDS[name] for name in ("isbn", "trip_no", "version")]
    assert (columns[here] > 0).all()
    assert (np.delete(columns, here, axis=0) == -1).all()


@pytest.mark.parametrize("corpus", corpus_names())
def test_no_field_has_the_name_of_a_kind(corpus):
    """A template's name means a field or a kind of decoy, never both."""
    assert not {field.name for field in load_corpus(corpus).fields} & set(KINDS)

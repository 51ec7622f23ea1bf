"""Tests of how much texts have in common."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from leakbench.generator.audit.blocks import Block
from leakbench.generator.audit.variety import ROWS, Variety, near_pairs
from leakbench.generator.corpus import load_corpus
from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

CORPUS = load_corpus("legal_person")


def looked_at(blocks, corpus=CORPUS):
    """The findings about some blocks: runs, lines and templates."""
    variety = Variety(corpus, "test")
    for block in blocks:
        variety.add(block)
    return list(variety.findings())


def said(block_of, *texts):
    """A block whose texts are these by turns, with nothing labelled."""

    def write(rows):
        for number, row in enumerate(rows):
            row |= {"text": texts[number % len(texts)], "text_spans": [], "decoys": []}

    return block_of(change=write)


def test_texts_of_few_sentences_share_all(block_of):
    """Whatever their values are; and lines are counted once."""
    runs, lines, _ = looked_at([said(block_of, "今天没有下雨。\n明天再说吧好不好")])
    assert runs.value == 1
    assert lines.value == pytest.approx(2 / lines.cases)
    assert lines.cases == 120


def test_texts_of_two_halves_share_nothing(block_of):
    """Every other record says something else."""
    runs, lines, _ = looked_at([said(block_of, "今天没有下雨真的", "明天要去赶集哈哈")])
    assert runs.value == 0
    assert lines.cases == 60


def test_texts_with_decoys_are_left_aside():
    """As long as others are enough: junctions with their sentences would look like variety."""
    (batch,) = batches(Spec(corpus="legal_person", noise="clean", seed=3), 2000)
    place = batch.schema.get_field_index("decoys")
    nothing = pa.array([[]] * len(batch), batch.schema.field(place).type)
    unknown = batch.set_column(place, batch.schema.field(place), nothing)
    assert looked_at([Block(batch)])[0].value > looked_at([Block(unknown)])[0].value


def test_no_more_records_than_the_first_are_looked_at():
    """However they come."""
    made = list(batches(Spec(corpus="legal_person", seed=3), ROWS + 500, block=2000))
    runs, lines, _ = looked_at(map(Block, made))
    assert runs.cases == ROWS
    assert [runs.value, lines.value] == [
        one.value
        for one in looked_at(map(Block, batches(Spec(corpus="legal_person", seed=3), ROWS)))[:2]
    ]


@pytest.mark.parametrize(("most", "ok"), [(None, True), (0.5, False), (1.0, True)])
def test_a_corpus_says_how_much_may_be_shared(block_of, most, ok):
    """Or nothing."""
    block = said(block_of, "今天没有下雨。明天再说吧")
    runs, *_ = looked_at([block], replace(CORPUS, shared_grams=most))
    assert runs.ok == ok


def test_nearly_equal_templates_are_found():
    """By what their first readings have in common, fields told apart."""
    templates = [
        "你好，我是{name}，前天在你店里买的«东西|货»坏了",
        "你好，我是{name}，前天在你店里买的杯子«裂|破»了",
        "{name}----{mobile}----{address}",
        "{mobile}----{name}----{company}",
        "短",
        "",
    ]
    assert near_pairs(templates) == [(0, 1)]
    assert near_pairs([]) == []
    assert np.array(near_pairs([templates[0]] * 3)).tolist() == [[0, 1], [0, 2], [1, 2]]

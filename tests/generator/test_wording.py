"""Properties of what the texts of a corpus say."""

import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from leakbench.generator import wording as module
from leakbench.generator.corpus import load_corpus
from leakbench.generator.decoy_kinds import decoy_kinds
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Streams
from leakbench.generator.generate import batches
from leakbench.generator.spec import SPLITS, Spec
from leakbench.generator.wording import Wording

ROWS = 20_000


@pytest.fixture
def wording(corpus, population):
    """What the texts of every corpus say."""
    return population.vocabulary(Wording, corpus)


def test_every_template_is_chosen_at_its_part_s_share(wording, corpus, population):
    """Each part stands in its share of the texts, and each of its templates about equally often."""
    program = wording.choose(np.arange(ROWS), Streams(7, corpus))
    first = 0
    for part, chosen in zip(load_corpus(corpus).parts, program, strict=False):
        count = len(part.templates[population.split])
        there = chosen[chosen >= 0]
        assert len(there) / ROWS == pytest.approx(part.share, abs=0.02)
        assert first <= there.min()
        assert there.max() < first + count
        mean = len(there) / count
        often = np.bincount(there - first, minlength=count)
        assert np.abs(often - mean).max() < 6 * mean**0.5 + 1
        first += count


def test_a_row_has_its_templates_wherever_it_stands(wording, corpus):
    """The templates of a row do not depend on the rows that are asked for with it."""
    streams, index = Streams(7, corpus), np.arange(100)
    together = wording.choose(index, streams)
    assert (wording.choose(index[::-1].copy(), streams) == together[:, ::-1]).all()


@pytest.fixture
def varied(monkeypatch, population):
    """What the texts of a corpus say whose templates have alternatives, but for one part's."""
    corpus = load_corpus("chat_messages")
    opening, *others = corpus.parts
    templates = dict.fromkeys(SPLITS, ("«嗨|哎»{name}«，|»",) * 3)
    parts = (replace(opening, templates=templates), *others)
    monkeypatch.setattr(module, "load_corpus", lambda _name: replace(corpus, parts=parts))
    return Wording(population, corpus.name)


def test_bits_of_alternatives_are_drawn_where_there_are_some(varied):
    """And are those of the row wherever it stands."""
    streams, index = Streams(7, "x"), np.arange(100)
    bits = varied.alternatives(index, streams)
    assert len(np.unique(bits[0])) == 100
    assert not bits[1:].any()
    assert (varied.alternatives(index[::-1].copy(), streams) == bits[:, ::-1]).all()


def test_decoys_are_written_into_the_last_fields_alone(wording, corpus):
    """The fields of the corpus stay as they are; no decoy is written that is not carried."""
    streams, index = Streams(7, corpus), np.arange(ROWS)
    program = wording.choose(index, streams)
    fields = np.full((wording.fields, ROWS), -1)
    wording.fill_decoys(program, index, streams, fields)
    declared = load_corpus(corpus)
    assert wording.fields == len(declared.fields) + len(declared.slots) + len(decoy_kinds())
    assert (fields[: -len(decoy_kinds())] == -1).all()
    fields[:] = -1
    wording.fill_decoys(np.full_like(program, -1), index, streams, fields)
    assert (fields == -1).all()


def test_corpora_of_a_population_do_not_share_templates():
    """Two corpora ask one population and get each their own, made once."""
    population = Population(7, "test", date(2026, 1, 1))
    first = population.vocabulary(Wording, "legal_person")
    assert population.vocabulary(Wording, "exam_roster") is not first
    assert population.vocabulary(Wording, "legal_person") is first


def test_a_sentence_behind_a_closed_text_brings_no_mark():
    """Whoever has ended a sentence writes no comma before the next."""
    texts = next(batches(Spec("narratives"), ROWS)).column("text")
    marks = re.compile("[。！？…][，；。]")
    assert np.mean([marks.search(text) is not None for text in texts.to_pylist()]) < 0.002

import re
from datetime import datetime

import numpy as np
import pyarrow as pa
import pytest

from leakbench.generator.corpus import load_corpus
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.tables import table
from leakbench.generator.entities import entities
from leakbench.generator.generate import batches
from leakbench.generator.records.document import Documents, DocumentVocabulary
from leakbench.generator.spec import SPLITS, Spec

INDEX = np.arange(5000)


@pytest.fixture
def documents(population):
    """Some documents."""
    return Documents(population, INDEX)


def whole_yuan(text):
    """The amount of a text such as ``59.00元``."""
    return int(re.fullmatch(r"(\d+)\.00元", text)[1])


def test_totals_are_price_times_quantity(population, documents):
    """A total is the price of its goods times the number of pieces."""
    texts = population.arena.texts
    price = dict(zip(table("goods")["text"], table("goods")["price"], strict=True))
    columns = (documents.product, documents.price, documents.quantity, documents.total)
    for product, each, quantity, total in zip(*map(texts, columns), strict=True):
        assert whole_yuan(each) == int(price[product])
        assert whole_yuan(total) == whole_yuan(each) * int(re.match(r"\d+", quantity)[0])


def test_numbers_carry_sign_and_year(population, documents):
    """A document number begins with its department's sign and has the year of its time."""
    texts = population.arena.texts
    departments = table("departments")
    sign = dict(zip(departments["text"], departments["sign"], strict=True))
    columns = (documents.department, documents.code, documents.time)
    for department, code, time in zip(*map(texts, columns), strict=True):
        when = datetime.fromisoformat(time)
        assert when.date() < population.reference_date
        assert re.fullmatch(rf"{sign[department]}〔{when.year}〕[1-9]\d*号", code)


def test_titles_name_their_matter(population, documents):
    """A title says what the document is about."""
    texts = population.arena.texts
    for title, matter in zip(texts(documents.title), texts(documents.matter), strict=True):
        assert matter in title != matter


def test_splits_share_no_matter(population):
    """The matters of the three splits are disjoint and together the table's."""
    pools = []
    for split in SPLITS:
        own = Population(0, split, population.reference_date)
        pools.append(own.arena.texts(own.vocabulary(DocumentVocabulary).matters))
        assert len(pools[-1]) > 20
    everything = [matter for pool in pools for matter in pool]
    assert sorted(everything) == sorted(table("document_matters")["text"])


@pytest.mark.parametrize("split", SPLITS)
def test_nobody_occurs_in_clean_text(split):
    """No column and no span is personal; most texts have decoys, of every kind."""
    assert not any(entities()[label].personal for label in load_corpus("clean_text").labels)
    made = pa.Table.from_batches(batches(Spec(corpus="clean_text", split=split), 5000))
    assert made.column("cell_spans").combine_chunks().flatten().to_pylist() == []
    spans = made.column("text_spans").combine_chunks().flatten().to_pylist()
    assert {(span["label"], span["subject"]) for span in spans} == {("HOTLINE", None)}
    decoys = made.column("decoys").combine_chunks()
    assert (decoys.value_lengths().to_numpy() > 0).mean() > 0.95
    assert len(set(decoys.flatten().field("kind").to_pylist())) > 20

"""Tests of people, companies and records as single objects."""

from dataclasses import fields

import numpy as np

from leakbench.generator.coherent import companies, leak_records, persons
from leakbench.generator.generate import records_at
from leakbench.generator.population.people import People
from leakbench.generator.records.company import Companies
from leakbench.generator.spec import Spec

INDEX = np.array([3, 10**12, 0], np.int64)


def test_people_have_what_their_columns_have(population):
    """In the block's order; the age alone is a number."""
    block = People(population, INDEX)
    found = persons(population, block)
    assert [person.index for person in found] == INDEX.tolist()
    for field in fields(found[0])[1:]:
        column = getattr(block, field.name)
        column = population.arena.texts(getattr(column, "strings", column))
        assert [str(getattr(person, field.name)) for person in found] == column
    assert all(isinstance(person.age, int) for person in found)


def test_companies_have_their_legal_person(population):
    """Who is a person of the population, with the same facts whoever asks."""
    block = Companies(population, INDEX)
    found = companies(population, block)
    assert [company.index for company in found] == INDEX.tolist()
    assert [company.uscc for company in found] == population.arena.texts(block.uscc)
    owners = People(population, np.array([company.legal_person.index for company in found]))
    assert [company.legal_person for company in found] == persons(population, owners)


def test_records_have_cells_text_and_spans(corpus):
    """Cells by logical field, spans with the values that stand in the text."""
    spec = Spec(corpus=corpus, noise="evasive", seed=7)
    found = leak_records(spec, INDEX)
    rows = records_at(spec, INDEX).to_pylist()
    for record, row in zip(found, rows, strict=True):
        assert (record.corpus, record.index, record.text) == (corpus, row["record_id"], row["text"])
        assert list(record.cells.values()) == list(row.values())[2:-4]
        assert [
            (span.start, span.end, span.label, span.subject, span.quality, span.form)
            for span in record.spans
        ] == [tuple(span.values()) for span in row["text_spans"]]
        for span in record.spans:
            assert record.text[span.start : span.end] == span.value

"""Tests of what must agree in a record, and from one record to the next."""

from leakbench.generator.audit.coherence import Coherence
from leakbench.generator.corpus import load_corpus
from leakbench.generator.spec import Spec

SPEC = Spec(corpus="legal_person", seed=3)


def findings(spec, *blocks):
    """What comes out of some blocks, by what was looked at."""
    looked = Coherence(load_corpus(spec.corpus), spec)
    for block in blocks:
        looked.add(block)
    return {found.what: found for found in looked.findings()}


def test_what_is_generated_agrees(block_of):
    """Rates of rules, and one value for each person, also over several blocks."""
    found = findings(SPEC, block_of(), block_of())
    assert found["one PERSON_NAME a subject"].cases == len(
        {span["subject"] for row in block_of().batch.to_pylist() for span in row["cell_spans"]}
        - {None}
    )
    assert len(found) > 5
    assert all(one.ok for one in found.values())


def test_a_person_of_two_names_is_found(block_of):
    """Though each record agrees with itself."""

    def rename(rows):
        place = next(s for s in rows[0]["cell_spans"] if s["label"] == "PERSON_NAME")["column"]
        header = list(rows[0])[place + 2]
        name = rows[0][header]
        rows[0][header] = name[0] + "某" * (len(name) - 1)
        rows[0]["text"] = rows[0]["text"].replace(name, rows[0][header])

    (wrong,) = [
        one for one in findings(SPEC, block_of(), block_of(change=rename)).values() if not one.ok
    ]
    assert wrong.what == "one PERSON_NAME a subject"
    assert len(wrong.examples) == 1


def test_rates_are_left_out_where_cells_do_not_stand_in_their_columns(block_of):
    """Values of people are still compared."""
    spec = Spec(corpus="legal_person", seed=3, columns="mixed")
    found = findings(spec, block_of(spec))
    assert found
    assert all(what.startswith("one ") for what in found)

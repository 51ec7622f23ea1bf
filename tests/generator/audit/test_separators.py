"""Tests of the audit of what stands between the values of cells."""

import pytest

from leakbench.generator.audit.separators import Separators
from leakbench.generator.corpus import load_corpus
from leakbench.generator.spec import Spec

SPEC, ROWS = Spec(corpus="legal_person", noise="worn", seed=3), 1200


def findings(spec, *blocks):
    """What the audit says of these blocks."""
    looked = Separators(load_corpus(spec.corpus), spec)
    for block in blocks:
        looked.add(block)
    return list(looked.findings())


def column_of_lists():
    """Index of the column of further numbers."""
    return [field.name for field in load_corpus(SPEC.corpus).fields].index("more_numbers")


def test_generated_lists_have_one_separator_a_file(block_of):
    """Several files are looked at, and none has two."""
    (found,) = findings(SPEC, block_of(SPEC, ROWS))
    assert found.ok
    assert found.cases > 4


def test_a_cell_with_another_separator_is_found(block_of):
    """One cell is enough, in a block of its own too."""
    column = column_of_lists()

    def change(rows):
        for row in rows:
            spans = [span for span in row["cell_spans"] if span["column"] == column]
            if len(spans) > 1:
                header = list(row)[column + 2]
                end = spans[0]["end"]
                row[header] = row[header][:end] + "|" + row[header][end + 1 :]
                return

    sound, broken = block_of(SPEC, ROWS), block_of(SPEC, ROWS, change=change)
    (found,) = findings(SPEC, sound, broken)
    assert not found.ok
    assert found.value == 1
    assert f"column {column}: " in found.examples[0]
    assert "'|'" in found.examples[0]


@pytest.mark.parametrize("spec", [Spec("property_owners", noise="worn"), Spec("clean_text")])
def test_nothing_is_said_where_no_cell_is_a_list(block_of, spec):
    """Two numbers that a form writes into one cell are no list."""
    assert not findings(spec, block_of(spec, 300))

"""Tests of what stands in cells without a value."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.corpus import load_corpus
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import table
from leakbench.generator.generate import records_at
from leakbench.generator.spec import Spec
from leakbench.generator.surfaces.placeholders import Placeholders, kind_of, placeholders

POPULATION = Population(3, "test", date(2026, 1, 1))
STREAMS = Streams(3, "test/sales_leads")
LEADS = load_corpus("sales_leads")


def filled(corpus, file, index):
    """What stands in the cells of rows that have nothing at all, field by field."""
    cells = np.zeros((len(corpus.fields), len(index)), np.int64)
    fill = Placeholders(corpus, POPULATION.arena, STREAMS).filling(file, index)
    return [POPULATION.arena.texts(Strings(fill(*column))) for column in enumerate(cells)]


@given(st.integers(0, 2**40), st.integers(1, 60), st.integers(0, 59))
def test_a_cell_alone_is_what_it_is_among_others(first, count, which):
    """What a cell holds follows from its file and its index."""
    index = np.arange(first, first + count, dtype=np.int64)
    row = slice(which % count, which % count + 1)
    alone = filled(LEADS, index[row] // 7, index[row])
    assert [column[row] for column in filled(LEADS, index // 7, index)] == alone


def test_a_column_of_a_file_has_one_mostly():
    """Most files have nothing at all, the others one placeholder; a few cells have another."""
    rows = np.arange(100_000, dtype=np.int64)
    for column in filled(LEADS, rows // 100, rows):
        files = np.array(column).reshape(-1, 100)
        usual = np.array([max(set(some), key=list(some).count) for some in files])
        assert 0.6 < (usual == "").mean() < 0.85
        assert 0.01 < (files != usual[:, None]).mean() < 0.05
        assert set(files.ravel()) <= placeholders() | {""}


def test_each_kind_of_column_has_its_own():
    """0 stands for no number, 同上 for no number either, and never for a whole file."""
    rows = np.arange(200_000, dtype=np.int64)
    for field, column in zip(LEADS.fields, filled(LEADS, rows // 100, rows), strict=True):
        kind = kind_of(field.label)
        assert ("0" in column) == (kind in {"amounts", "numbers"})
        assert ("同上" in column) == (kind in {"words", "others"})
        files = np.array(column).reshape(-1, 100)
        assert ((files == "同上").mean(axis=1) < 0.2).all()


def test_a_cell_with_a_value_keeps_it():
    """Whatever its file has in empty ones."""
    arena = POPULATION.arena
    cells = np.tile(arena.intern(["值"]).packed, (len(LEADS.fields), 1000))
    rows = np.arange(1000, dtype=np.int64)
    fill = Placeholders(LEADS, arena, STREAMS).filling(rows, rows)
    assert all(fill(field, column) is column for field, column in enumerate(cells))


def test_what_is_no_list_has_none():
    """Posts and messages are no rows of lists."""
    rows = np.arange(1000, dtype=np.int64)
    assert not any(map(any, filled(load_corpus("chat_messages"), rows, rows)))


@pytest.mark.parametrize("noise", ["clean", "worn"])
def test_placeholders_have_no_labels_and_stand_in_no_text(noise):
    """Cells with spans hold values."""
    rare = placeholders() - {"-", "/", "0", "--", "无"}
    found = 0
    for row in records_at(Spec("sales_leads", noise=noise), np.arange(3000)).to_pylist():
        cells = list(row.values())[2:-4]
        labelled = {span["column"] for span in row["cell_spans"]}
        placed = [place for place, cell in enumerate(cells) if cell in placeholders()]
        assert not labelled & {*placed}
        assert not any(text in row["text"] for text in rare)
        found += len(placed)
    assert found > 1000


def test_the_table_says_who_stands_alone():
    """Nothing but an empty cell is the first, and every line says yes or no."""
    assert table("placeholders")["text"][0] == ""
    assert set(table("placeholders")["alone"]) == {"yes", "no"}

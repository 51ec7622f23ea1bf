"""Tests of the tables of the columns track."""

import pytest

from leakbench.benchmarks.columns.tables import NOTHING, labels_of, tables
from leakbench.benchmarks.sources.labelled_formats import read_labelled
from leakbench.benchmarks.sources.opening import open_path
from leakbench.benchmarks.sources.source import CorpusSource, FileSource, TrackError
from leakbench.generator.corpus import load_corpus
from leakbench.generator.spec import HEADERS_OF_LISTS, Spec

pytestmark = pytest.mark.slow

SOURCE = CorpusSource(Spec(corpus="legal_person", split="dev"))
LABELS = tuple(field.label or NOTHING for field in load_corpus("legal_person").fields)


def test_headers_differ_and_cells_do_not():
    """One table under every way of headers is the same table."""
    made = list(tables(SOURCE, 2, 20, HEADERS_OF_LISTS, ["straight"]))
    assert [(one.headers, one.columns) for one in made[:5]] == [
        (h, "straight") for h in HEADERS_OF_LISTS
    ]
    first = made[0].strings
    for one in made[1:5]:
        assert one.strings.rename_columns(first.schema.names).equals(first)
    assert len({tuple(one.strings.schema.names) for one in made[:5]}) == 5
    assert not made[5].strings.rename_columns(first.schema.names).equals(first)
    assert {one.labels for one in made} == {LABELS}


def test_a_dataset_is_cut_into_tables(dataset):
    """Under its own headers, the last table shorter, no more than asked for."""
    made = list(tables(open_path(dataset), 9, 130, HEADERS_OF_LISTS, ["mixed"]))
    assert [one.strings.num_rows for one in made] == [130, 130, 40]
    assert {(one.headers, one.columns) for one in made} == {("variant", "own")}
    assert made[0].labels == LABELS
    assert len(list(tables(open_path(dataset), 2, 100, HEADERS_OF_LISTS, ["mixed"]))) == 2


def test_texts_have_no_columns(labelled):
    """A labelled file is refused, not scored as nothing."""
    source = FileSource(read_labelled(labelled()))
    with pytest.raises(TrackError, match="has texts only"):
        tables(source, 1, 1, HEADERS_OF_LISTS, ["own"])


def test_labels_of_sources_are_those_of_their_columns(dataset):
    """Labels that stand in sentences only are none of them."""
    expected = set(LABELS) - {NOTHING}
    assert labels_of([SOURCE]) == labels_of([open_path(dataset)]) == expected
    assert labels_of([CorpusSource(Spec(corpus="clean_text"))]) == frozenset()

"""Tests of the columns track: tables and scores."""

import pyarrow as pa
import pytest

from leakbench.benchmarks.sources.labelled_formats import read_labelled
from leakbench.benchmarks.sources.opening import open_path
from leakbench.benchmarks.sources.source import CorpusSource, FileSource, TrackError
from leakbench.benchmarks.tracks.columns import NOTHING, ColumnScore, Table, labels_of, tables
from leakbench.generator.corpus import load_corpus
from leakbench.generator.spec import HEADERS, Spec

from .conftest import ByHeader, resident

SOURCE = CorpusSource(Spec(corpus="legal_person", split="dev"))
LABELS = tuple(field.label or NOTHING for field in load_corpus("legal_person").fields)


def test_headers_differ_and_cells_do_not():
    """One table under every way of headers is the same table."""
    made = list(tables(SOURCE, 2, 20, HEADERS, ["straight"]))
    assert [(one.headers, one.columns) for one in made[:5]] == [(h, "straight") for h in HEADERS]
    first = made[0].strings
    for one in made[1:5]:
        assert one.strings.rename_columns(first.schema.names).equals(first)
    assert len({tuple(one.strings.schema.names) for one in made[:5]}) == 5
    assert not made[5].strings.rename_columns(first.schema.names).equals(first)
    assert {one.labels for one in made} == {LABELS}


def test_a_dataset_is_cut_into_tables(dataset):
    """Under its own headers, the last table shorter, no more than asked for."""
    made = list(tables(open_path(dataset), 9, 130, HEADERS, ["mixed"]))
    assert [one.strings.num_rows for one in made] == [130, 130, 40]
    assert {(one.headers, one.columns) for one in made} == {("variant", "own")}
    assert made[0].labels == LABELS
    assert len(list(tables(open_path(dataset), 2, 100, HEADERS, ["mixed"]))) == 2


def test_texts_have_no_columns(labelled):
    """A labelled file is refused, not scored as nothing."""
    source = FileSource(read_labelled(labelled()))
    with pytest.raises(TrackError, match="has texts only"):
        tables(source, 1, 1, HEADERS, ["own"])


def test_labels_of_sources_are_those_of_their_columns(dataset):
    """Labels that stand in sentences only are none of them."""
    expected = set(LABELS) - {NOTHING}
    assert labels_of([SOURCE]) == labels_of([open_path(dataset)]) == expected
    assert labels_of([CorpusSource(Spec(corpus="clean_text"))]) == frozenset()


def table(*columns):
    """A table of headers and labels, every cell filled but where there is no header."""
    cells = [pa.array(["x" if header else "", "x" if header else ""]) for header, _ in columns]
    names = [f"{header}#{number}" for number, (header, _) in enumerate(columns)]
    labels = tuple(label for _, label in columns)
    return Table("somewhere", "true", "straight", pa.RecordBatch.from_arrays(cells, names), labels)


def test_scores_count_columns():
    """Hits, families, misses and false alarms, each as a share of what it is of."""
    score = ColumnScore()
    score.add(
        table(
            ("MOBILE", "MOBILE"),
            ("LANDLINE", "MOBILE"),
            ("other", "QQ"),
            ("other", NOTHING),
            ("QQ", NOTHING),
            ("COMPANY", NOTHING),
            ("", "WECHAT"),
        ),
        resident(ByHeader()),
    )
    made = score.summary()
    assert (score.tables, score.empty, made["columns"]) == (1, 1, 6)
    assert made["accuracy"] == pytest.approx(2 / 6)
    assert made["accuracy_coarse"] == pytest.approx(3 / 6)
    assert made["found"] == pytest.approx(2 / 3)
    assert made["false_alarms"] == pytest.approx(1 / 3)
    f1 = {"MOBILE": 2 / 3, "QQ": 0.0, NOTHING: 2 * 1 / (3 + 2)}
    assert made["f1_by_label"] == pytest.approx(f1)
    assert made["macro_f1"] == pytest.approx(sum(f1.values()) / 3)
    assert score.summary("somewhere") == made
    assert sum(row["columns"] for row in score.rows()) == 6


def test_nothing_counted_has_no_rate():
    """Nulls, never zeros."""
    made = ColumnScore().summary()
    assert made["columns"] == 0
    assert all(made[key] is None for key in ("accuracy", "macro_f1", "found", "false_alarms"))

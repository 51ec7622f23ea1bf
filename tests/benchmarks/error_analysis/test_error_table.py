"""Tests of the table of errors, beside the scorer's counts."""

import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.benchmarks.error_analysis.error_table import ERRORS, error_table
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.scorer import score_batch
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.detectors.contract import empty_spans, spans_from
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

SPACE = LabelSpace.of_registry()
ROWS = 120


@pytest.fixture(scope="module", params=["text", "table"])
def chunk(request):
    """Worn leads, as texts or as cells."""
    source = CorpusSource(Spec("sales_leads", noise="worn", split="dev", rows_per_file=1))
    return next(source.chunks(request.param, ROWS, ROWS))


def truth_of(chunk):
    """Every true span, as a detector would report it."""
    return [
        (row, span.get("column", 0), (span["start"], span["end"], span["label"]))
        for row, spans in enumerate(chunk.truth.to_pylist())
        for span in spans
    ]


def test_who_finds_everything_errs_nowhere(chunk):
    """The table is empty, and has its columns."""
    table = error_table([(chunk, spans_from(truth_of(chunk)))], SPACE)
    assert table.num_rows == 0
    assert table.schema == ERRORS


def test_who_finds_nothing_misses_every_value(chunk):
    """Each at its place, written as it is, in the order of the records."""
    rows = error_table([(chunk, empty_spans())], SPACE).to_pylist()
    names = chunk.strings.schema.names
    assert [
        (row["row"], names.index(row["column"]), (row["start"], row["end"], row["label"]))
        for row in rows
    ] == sorted(truth_of(chunk))
    cells = chunk.strings.to_pylist()
    for row in rows:
        assert row["text"] == cells[row["row"]][row["column"]]
        assert row["value"] == row["text"][row["start"] : row["end"]] != ""
        assert (row["error"], row["found"], row["found_label"]) == ("missed", None, None)
        assert row["form"]
    assert {row["quality"] for row in rows} >= {"exact", "masked"}


def test_what_was_found_instead_is_told(chunk):
    """Another label, and other boundaries."""
    row, column, (start, end, label) = next(
        one for one in truth_of(chunk) if one[2][2] == "PERSON_NAME" and one[2][1] - one[2][0] > 1
    )
    for found in ((start, end, "COMPANY"), (start, end - 1, label)):
        table = error_table([(chunk, spans_from([(row, column, found)]))], SPACE)
        here = [one for one in table.to_pylist() if one["found"] is not None]
        (text,) = {one["text"] for one in here}
        assert [(one["found"], one["found_label"]) for one in here] == [
            (text[found[0] : found[1]], found[2])
        ]


def test_false_alarms_have_no_form(chunk):
    """They are values of nobody's writing."""
    taken = {
        (row, column, at)
        for row, column, (start, end, _) in truth_of(chunk)
        for at in range(start, end)
    }
    row, column, free = next(
        place
        for row, cells in enumerate(chunk.strings.to_pylist())
        for column, cell in enumerate(cells.values())
        for at in range(len(cell or ""))
        if (place := (row, column, at)) not in taken
    )
    answer = spans_from([(row, column, (free, free + 1, "QQ"))])
    (alarm,) = [
        one
        for one in error_table([(chunk, answer)], SPACE).to_pylist()
        if one["error"] == "false alarm"
    ]
    assert (alarm["row"], alarm["start"], alarm["label"]) == (row, free, "QQ")
    assert (alarm["form"], alarm["quality"]) == (None, None)


@given(st.data())
@settings(max_examples=25)
def test_it_counts_as_the_scorer_does(chunk, data):
    """Whatever is found of the truth, and whatever beside it."""
    truth = truth_of(chunk)
    kept = data.draw(st.lists(st.sampled_from(truth), unique=True))
    moved = data.draw(st.lists(st.sampled_from(truth), unique=True))
    shifted = [(row, column, (start, start + 1, "EMAIL")) for row, column, (start, *_) in moved]
    answer = spans_from([*kept, *shifted])
    counts = score_batch(chunk.truth, answer, SPACE).to_json()["fine"]
    table = error_table([(chunk, answer)], SPACE)
    missed = table.filter(pc.equal(table["quality"], "exact"))
    alarms = table.filter(pc.equal(table["error"], "false alarm"))
    wrong = ("exact_other", "overlap_same", "overlap_other", "missed")
    assert missed.num_rows == sum(one.get(name, 0) for one in counts.values() for name in wrong)
    assert alarms.num_rows == sum(one.get("spurious", 0) for one in counts.values())


@pytest.mark.parametrize("track", ["text", "table"])
def test_rows_count_on_from_chunk_to_chunk(track):
    """As if they were one."""
    source = CorpusSource(Spec("sales_leads", noise="worn", split="dev", rows_per_file=1))
    whole, parts = (
        error_table([(chunk, empty_spans()) for chunk in source.chunks(track, size, ROWS)], SPACE)
        for size in (ROWS, 50)
    )
    assert parts.equals(whole)
    assert set(whole["file"].to_pylist()) == set(whole["row"].to_pylist())

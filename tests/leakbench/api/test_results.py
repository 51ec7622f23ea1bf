import json

import pyarrow.compute as pc
import pytest

import leakbench as lb
from leakbench.api.benchmark import UnmappedLabelError
from leakbench.api.results import NoAnswersError
from leakbench.generator.errors import UnknownNameError


def test_a_result_is_results_of_one(result):
    """It iterates, counts and indexes as itself."""
    assert list(result) == [result]
    assert len(result) == 1
    assert result[0] is result[-1] is result
    assert result.select(detector="find_mobiles")[0] is result


def test_results_are_a_sequence(results):
    """By place and by slice."""
    assert len(results) == 4
    assert results[-1].detector == "find_half"
    assert [one.noise for one in results[2:]] == ["worn", "worn"]
    with pytest.raises(IndexError):
        results[4]


def test_some_are_chosen_by_what_they_are_of(results):
    """A name that no result has gets the likely one."""
    chosen = results.select(detector="find_half", noise="worn")
    assert [(one.detector, one.noise) for one in chosen] == [("find_half", "worn")]
    with pytest.raises(UnknownNameError, match="unknown noise 'wron'; did you mean worn"):
        results.select(noise="wron")


def test_the_table_has_a_row_a_result(results):
    """With the figures of the results themselves."""
    rows = list(results.table())
    assert [row["recall"] for row in rows] == [one.recall for one in results]
    assert [row["f1"] for row in rows] == [one.f1 for one in results]
    assert all(row["f1_low"] <= row["f1"] <= row["f1_high"] for row in rows)
    assert all(row["rows_per_s"] > 0 for row in rows)


def test_two_kinds_of_scores_are_told_apart(result):
    """The one that ``headline`` shows has a name of its own, and a line says what both are."""
    (row,) = result.table()
    assert f"{row['personal_f1']:.3f}" in result.headline()
    assert row["personal_f1"] != row["f1"]
    assert "as leakbench run ranks" in " ".join(repr(result).split())
    assert "as leakbench run ranks" in result._repr_html_()


def test_the_headline_is_that_of_the_command_line(results):
    """Every detector once, over all records, within 80 columns."""
    lines = results.headline().splitlines()
    assert sorted(line.split()[0] for line in lines if line.startswith("find_")) == [
        "find_half",
        "find_mobiles",
    ]
    assert max(map(len, lines)) <= 80


def test_labels_have_rows_of_their_own(results):
    """Strict scores of every label that occurs."""
    rows = [row for row in results.by_label() if row["label"] == "MOBILE"]
    assert [row["recall"] for row in rows[:2]] == sorted(row["recall"] for row in rows[:2])[::-1]
    assert all(row["support"] > 0 for row in rows)


def test_misses_are_what_the_scores_count(results):
    """Missed values that count are those that recall lacks, false alarms those of precision."""
    for one in results:
        table = one.misses()
        exact = table.filter(pc.equal(table["quality"], "exact"))
        for row in one.by_label():
            missed = pc.sum(pc.equal(exact["label"], row["label"])).as_py() or 0
            assert missed == round(row["support"] * (1 - row["recall"]))
        alarms = table.filter(pc.equal(table["error"], "false alarm"))
        counted = one.to_json()["counts"]["fine"].values()
        assert alarms.num_rows == sum(counts.get("spurious", 0) for counts in counted)


def test_misses_of_one_label_are_some_of_all(results):
    """Those with its name; one that means nothing is refused."""
    every, mobiles = (results[3].misses(label=label) for label in (None, "MOBILE"))
    assert 0 < len(mobiles) < len(every)
    assert mobiles.arrow.equals(every.filter(pc.equal(every["label"], "MOBILE")))
    with pytest.raises(UnmappedLabelError, match="MOBIL"):
        results[0].misses(label="MOBIL")


def test_misses_say_whose_and_where(results):
    """Of the detector that was asked for, in all writings, each value at its place in its text."""
    table = results.misses(detector="find_half")
    assert set(table["detector"].to_pylist()) == {"find_half"}
    assert set(table["noise"].to_pylist()) == {"clean", "worn"}
    for row in table:
        assert row["text"][row["start"] : row["end"]] == row["value"]
        assert row["corpus"] == "legal_person"


def test_a_failed_detector_has_no_misses():
    """The error says why; beside others it is left out."""

    def broken(_text):
        message = "no such model"
        raise RuntimeError(message)

    failed, fine = lb.evaluate([broken, lambda _text: None], "exam_roster", rows=10)
    with pytest.raises(NoAnswersError, match="broken has no scores on exam_roster: failed: Runt"):
        failed.misses()
    assert set(lb.Results([failed, fine]).misses()["detector"].to_pylist()) == {"<lambda>"}


def test_a_detector_of_other_things_is_not_comparable(mobiles):
    """There is no score, and the reason stands below the table."""
    one = lb.evaluate(mobiles, "narratives", rows=10, labels=["GEO_POINT"])
    assert one.counts is None
    for shown in (repr(one), one._repr_html_()):
        assert "find_mobiles on narratives: not comparable: shares no label with narr" in shown
    with pytest.raises(NoAnswersError, match="find_mobiles has no scores on narratives: not comp"):
        one.misses()


def test_documents_are_those_of_the_store(results):
    """They are JSON values, one for each result."""
    documents = results.to_json()
    assert json.loads(json.dumps(documents)) == documents
    assert documents[0] == results[0].to_json()
    assert documents[0]["detector"]["name"] == "find_mobiles"


def test_raw_answers_go_with_the_last_result(mobiles):
    """No folder is left behind."""
    one = lb.evaluate(mobiles, "exam_roster", rows=10)
    folder = one.stored.raw.parent
    assert folder.is_dir()
    del one
    assert not folder.exists()


def test_they_show_themselves_narrow(result, results):
    """As text within 80 columns, and as a table in a notebook."""
    for shown in (result, results):
        assert max(map(len, repr(shown).splitlines())) <= 80
        assert shown._repr_html_().startswith("<table>")

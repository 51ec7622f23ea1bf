"""Tests of ``leakbench show``."""

import json

import pytest

from leakbench.benchmarks.sources.corpus_description import corpus_description
from leakbench.generator.datasets.dataset import open_dataset

from .command_line import invoke, output, refused


def test_a_card_is_printed_as_it_is():
    """To be read, or written to a file."""
    result = invoke("show", "hotel_stays")
    assert result.exit_code == 0
    assert result.stdout == corpus_description("hotel_stays")


def test_what_is_listed_of_a_corpus_is_shown_of_it():
    """As JSON, the same."""
    (listed,) = (one for one in output("list", "corpora") if one["name"] == "hotel_stays")
    assert output("show", "hotel_stays") == listed


@pytest.mark.usefixtures("stand_ins")
def test_a_detector_is_described():
    """As it is listed; one that is absent with its reason and the command that brings it."""
    listed = {one["name"]: one for one in output("list", "detectors")}
    for name in ("digits", "absent"):
        assert output("show", name) == listed[name]
    told = invoke("show", "absent").stdout
    assert "pip install leakbench-absent" in told
    assert "not installed" in told


def test_what_is_said_of_a_detector_fits_a_terminal():
    """Though it finds a page of labels; a template says what its argument is."""
    shown = invoke("show", "native").stdout
    assert "of this house, trained on these corpora" in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert "presidio_spacy:NAME_OR_PATH" in invoke("show", "presidio_spacy").stdout


@pytest.mark.slow
def test_a_detector_of_ones_own_is_described(tmp_path):
    """A class of a file, by the name that --detector takes."""
    (tmp_path / "own.py").write_text("def find(text):\n    return []\n", "utf-8")
    shown = output("show", f"{tmp_path}/own.py:find")
    assert (shown["name"], shown["available"]) == (f"{tmp_path}/own.py:find", True)


def test_a_record_is_printed(dataset):
    """Row, fields, text, and spans with their values; the same as on disk."""
    record = output("show", "legal_person", "--row", 17)
    assert record["record_id"] == 17
    (batch,) = open_dataset(dataset).batches()
    assert record["text"] == batch.column("text")[17].as_py()
    assert all(span["value"] in record["text"] for span in record["spans"])
    other = output(
        "show", "legal_person", "--row", 17, "--seed", 1, "--noise", "worn", "--split", "train"
    )
    assert other["text"] != record["text"]
    table = invoke("show", "legal_person", "--row", 17)
    assert record["text"] in table.stdout


def test_a_far_row_is_there_at_once():
    """Row 10**12 is a record like any other."""
    assert output("show", "legal_person", "--row", 10**12)["record_id"] == 10**12


def test_records_on_disk_are_printed_too(dataset, labelled):
    """Of a dataset as those of its corpus, of a labelled file what it has; first the first."""
    assert output("show", dataset, "--row", 299) == output("show", "legal_person", "--row", 299)
    record = output("show", labelled())
    assert record["text"] == "甲某电话00000000000。"
    assert [span["value"] for span in record["spans"]] == ["甲某", "00000000000"]
    assert "00000000000" in invoke("show", labelled()).stdout
    for path, rows in ((dataset, 300), (labelled(), 2)):
        said = refused(2, "show", path, "--row", rows)
        assert f"has {rows} records, from 0 on: none is {rows}" in said


def test_what_is_not_there_is_refused():
    """Names of all kinds are known; the nearest is meant."""
    said = refused(2, "show", "hotel_stay")
    assert said == (
        "Error: unknown corpus, file or detector 'hotel_stay'; did you mean hotel_stays?"
    )
    assert "did you mean native?" in refused(2, "show", "nativ")


def test_what_says_how_a_record_is_made_is_of_a_record():
    """A card has none, and neither has a detector."""
    assert "--noise says how a record is made" in refused(2, "show", "assets", "--noise", "worn")
    assert "--row is of corpora and files" in refused(2, "show", "native", "--row", 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("card", "hotel_stays"), ("show", "hotel_stays")),
        (("peek", "hotel_stays"), ("show", "hotel_stays", "--row", 0)),
        (("peek", "hotel_stays", "--row", 3, "--format", "json"),
         ("show", "hotel_stays", "--row", 3, "--format", "json")),
        (("peek", "nobody"), ("show", "nobody", "--row", 0)),
    ],
)  # fmt: skip
def test_the_earlier_names_do_the_same(old, new):
    """With a hint on stderr, in one line."""
    before, now = invoke(*old), invoke(*new)
    assert (before.exit_code, before.stdout) == (now.exit_code, now.stdout)
    hint, *rest = before.stderr.splitlines()
    assert hint.startswith(f"{old[0]} is called show")
    assert rest == now.stderr.splitlines()


def test_json_is_one_value():
    """Of whatever is shown."""
    for name in ("assets", "regex"):
        assert json.loads(invoke("show", name, "--format", "json").stdout)["name"] == name

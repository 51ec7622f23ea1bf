"""Tests of ``leakbench peek``."""

from leakbench.generator.datasets.dataset import open_dataset

from .command_line import invoke, output, refused


def test_peek_prints_a_record(dataset):
    """Row, fields, text, and spans with their values; the same as on disk."""
    record = output("peek", "legal_person", "--row", 17)
    assert record["record_id"] == 17
    (batch,) = open_dataset(dataset).batches()
    assert record["text"] == batch.column("text")[17].as_py()
    assert all(span["value"] in record["text"] for span in record["spans"])
    other = output(
        "peek", "legal_person", "--row", 17, "--seed", 1, "--noise", "worn", "--split", "train"
    )
    assert other["text"] != record["text"]
    table = invoke("peek", "legal_person", "--row", 17)
    assert record["text"] in table.stdout


def test_a_far_row_is_there_at_once():
    """Row 10**12 is a record like any other."""
    assert output("peek", "legal_person", "--row", 10**12)["record_id"] == 10**12


def test_records_on_disk_are_printed_too(dataset, labelled):
    """Of a dataset as those of its corpus, of a labelled file what it has."""
    assert output("peek", dataset, "--row", 299) == output("peek", "legal_person", "--row", 299)
    record = output("peek", labelled())
    assert record["text"] == "甲某电话00000000000。"
    assert [span["value"] for span in record["spans"]] == ["甲某", "00000000000"]
    assert "00000000000" in invoke("peek", labelled()).stdout
    for path, rows in ((dataset, 300), (labelled(), 2)):
        said = refused(2, "peek", path, "--row", rows)
        assert f"has {rows} records, from 0 on: none is {rows}" in said

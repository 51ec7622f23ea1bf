"""Tests of ``leakbench peek``."""

from leakbench.generator.datasets.dataset import open_dataset

from .command_line import invoke, output


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

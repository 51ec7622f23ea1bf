"""Tests of looking at where spans stand."""

import pytest

from leakbench.generator.audit.offsets import Offsets
from leakbench.generator.spec import NOISES, Spec


def findings(block):
    """What comes out of a block, by what was looked at."""
    looked = Offsets()
    looked.add(block)
    return {found.what: found for found in looked.findings()}


@pytest.mark.parametrize("noise", NOISES)
def test_what_is_generated_passes(block_of, noise):
    """With all spans of the block looked at."""
    block = block_of(Spec(corpus="legal_person", seed=3, noise=noise, rows_per_file=1))
    found = findings(block)
    assert all(one.ok for one in found.values())
    assert found["text spans inside"].cases == len(block.text_spans)
    assert found["known labels"].cases == len(block.text_spans) + len(block.cell_spans)
    assert found["texts hold cells"].cases > 0


def first_cell(row, label):
    """The first cell of a label: its column's header, and its span."""
    span = next(span for span in row["cell_spans"] if span["label"] == label)
    return list(row)[span["column"] + 2], span


def beyond(row):
    """A span ends behind its text."""
    row["text_spans"][-1]["end"] = len(row["text"]) + 1


def backwards(row):
    """Spans of a text stand in another order."""
    row["text_spans"].reverse()


def twice(row):
    """Cells of one column come after those of a later one."""
    row["cell_spans"].reverse()


def unknown(row):
    """A label of nobody."""
    row["text_spans"][0]["label"] = "NO_LABEL"


def cut_short(row):
    """A span of a cell leaves the last digit out."""
    first_cell(row, "MOBILE")[1]["end"] -= 1


def another(row):
    """The cell has another number than the text."""
    header, _ = first_cell(row, "MOBILE")
    row[header] = "1" * len(row[header])


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (beyond, "text spans inside"),
        (backwards, "text spans in order"),
        (twice, "cell spans in order"),
        (unknown, "known labels"),
        (cut_short, "whole cells"),
        (another, "texts hold cells"),
    ],
)
def test_what_is_wrong_is_named(block_of, change, what):
    """The record is told, and nothing else that the change does not touch is wrong."""

    def spoil(rows):
        mobile = (at for at, row in enumerate(rows) if _has_mobile(row))
        change(rows[next(mobile)])

    found = findings(block_of(change=spoil))
    wrong = {name for name, one in found.items() if not one.ok}
    assert what in wrong
    assert wrong <= {what, "texts hold cells"}
    assert "record " in found[what].examples[0]


def _has_mobile(row):
    """Whether text and cells have a mobile number, and the text another value before it."""
    labels = [span["label"] for span in row["text_spans"]]
    return "MOBILE" in labels and len(labels) > 1

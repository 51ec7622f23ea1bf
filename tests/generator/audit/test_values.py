"""Tests of looking at the values of records."""

import pytest

from leakbench.generator.audit.values import Values
from leakbench.generator.spec import Spec


@pytest.mark.parametrize("noise", ["clean", "worn"])
def test_sound_values_are_right(block_of, noise):
    """Those of every label of a corpus, whether they are written plainly or not."""
    values = Values()
    values.add(block_of(Spec(corpus="legal_person", noise=noise, seed=3)))
    found = {finding.what: finding for finding in values.findings()}
    assert {"PERSON_NAME", "MOBILE", "RESIDENT_ID", "USCC"} <= found.keys()
    assert all(finding.ok and finding.cases for finding in found.values())


def test_a_wrong_value_is_shown(block_of):
    """A text that is none of its label's kind is counted, with what it says."""

    def change(records):
        (span, *_) = (span for span in records[0]["text_spans"] if span["label"] == "PERSON_NAME")
        text = records[0]["text"]
        length = span["end"] - span["start"]
        records[0]["text"] = text[: span["start"]] + "7" * length + text[span["end"] :]

    values = Values()
    values.add(block_of(change=change))
    (wrong,) = (finding for finding in values.findings() if not finding.ok)
    assert (wrong.what, wrong.value) == ("PERSON_NAME", 1)
    assert set(wrong.examples[0]) == {"'", "7"}

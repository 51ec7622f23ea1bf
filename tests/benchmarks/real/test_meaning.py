"""Tests of what a corpus's labels mean."""

import pytest

from leakbench.benchmarks.real.meaning import meaning, meant
from leakbench.benchmarks.sources.labelled_file import RecordError

LABELS = {"PER": "PERSON", "LOC": ""}


def test_labels_are_the_registrys():
    """Those that are left out are gone, and the others keep their places."""
    assert meant([(0, 1, "PER"), (1, 2, "LOC"), (2, 4, "PER")], LABELS) == [
        (0, 1, "PERSON"),
        (2, 4, "PERSON"),
    ]
    assert meaning("LOC", LABELS) == ""


def test_a_label_that_the_card_does_not_name_is_refused():
    """Nothing is left out in silence."""
    with pytest.raises(RecordError, match="label 'GPE', of which the card says nothing"):
        meant([(0, 1, "PER"), (1, 2, "GPE")], LABELS)

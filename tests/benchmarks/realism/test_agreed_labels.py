"""Tests of the labels that a real file and corpora have in common."""

import pytest

from leakbench.benchmarks.realism.agreed_labels import (
    NoCommonLabelError,
    NotRealError,
    agreed_sides,
    common_labels,
    real_file,
    real_labels,
)
from leakbench.benchmarks.scoring.labels import UnknownLabelError
from leakbench.benchmarks.sources.labelled_file import LabelledFileError
from leakbench.benchmarks.sources.opening import SameNameError

LINE = '{"text": "甲乙000", "spans": [[0, 2, "PER"], [2, 5, "TEL"], [0, 1, "ODD"]]}'


@pytest.fixture
def source(labelled, opened):
    """A file with a name, a number, and something that means nothing."""
    return real_file(opened(labelled(LINE)))


def test_labels_are_taken_coarsely_and_strangers_named(source):
    """By the usual names, and by those that the caller adds."""
    found = real_labels(source, {}, None)
    assert found.families == {"PER": "PERSON", "TEL": "PHONE"}
    assert found.unmapped == ("ODD",)
    assert real_labels(source, {"ODD": "COMPANY"}, None).families["ODD"] == "ORG"


@pytest.mark.parametrize("name", ["TEL", "PHONE"])
def test_some_labels_can_be_chosen(source, name):
    """By the file's name or the registry's."""
    assert real_labels(source, {}, [name]).families == {"TEL": "PHONE"}


def test_a_choice_of_nobody_is_an_error(source):
    """It is named."""
    with pytest.raises(UnknownLabelError, match="unknown label 'NOBODY'"):
        real_labels(source, {}, ["NOBODY"])


def test_common_labels_are_those_of_both(source, opened):
    """Of each corpus apart; one may have none."""
    labels = real_labels(source, {}, None)
    sources = [opened("property_owners"), opened("clean_text")]
    found = common_labels(labels, source.name, sources)
    assert found["property_owners"] == ("PERSON", "PHONE")
    assert "PERSON" not in found["clean_text"]


def test_both_sides_are_what_is_compared(source, opened):
    """With all that was agreed on."""
    sides = agreed_sides(source, [opened("narratives")], only=["PER"])
    assert sides.real == source
    assert sides.labels == real_labels(source, {}, ["PER"])
    assert sides.common == {"narratives": ("PERSON",)}


def test_two_of_one_name_are_an_error(source, opened):
    """Nobody could tell their figures apart."""
    both = [opened("narratives"), opened("narratives", noise="worn")]
    with pytest.raises(SameNameError, match="called 'narratives'"):
        common_labels(real_labels(source, {}, None), source.name, both)


def test_no_common_label_is_an_error(labelled, opened):
    """What either side has is said, and what nothing maps."""
    mail = real_file(opened(labelled('{"text": "甲乙", "spans": [[0, 1, "IMEI"], [1, 2, "ODD"]]}')))
    labels = real_labels(mail, {}, None)
    with pytest.raises(NoCommonLabelError, match="real has DEVICE and ODD that nothing maps, the"):
        common_labels(labels, mail.name, [opened("narratives")])


def test_generated_and_real_are_not_mixed_up(source, opened):
    """Each has its own option."""
    with pytest.raises(NotRealError, match="legal_person is generated"):
        real_file(opened("legal_person"))
    with pytest.raises(NotRealError, match="real is a labelled file"):
        common_labels(real_labels(source, {}, None), "x", [source])


def test_a_value_in_a_labels_place_is_refused_unseen(labelled, opened):
    """It would be shown as the name of a label."""
    lines = [LINE, '{"text": "找子丑寅", "spans": [[1, 4, "子丑寅"]]}']
    with pytest.raises(
        LabelledFileError, match="record 2: the label of a span is the value"
    ) as error:
        real_file(opened(labelled(*lines)))
    assert "子丑" not in str(error.value)

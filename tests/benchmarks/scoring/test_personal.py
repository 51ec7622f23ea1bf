"""Tests of personal values at coarse depth."""

import pytest

from leakbench.benchmarks.scoring.alignment import align
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.personal import (
    PersonalTally,
    families,
    is_personal,
    meanings,
    personal_labels,
)

SPACE = LabelSpace.of_registry()


@pytest.fixture
def tallied(as_truth, as_answer):
    """Truth, found and predicted of one text, and what the declared labels have."""

    def tally(truth, answer, declared=("PHONE", "COMPANY"), space=SPACE, mapping=None):
        one = PersonalTally(space, declared, mapping or {})
        (counts,) = one.add(align(as_truth([truth]), as_answer([answer]), space))
        return tuple(counts.tolist()), tuple(one.declared.tolist())

    return tally


@pytest.mark.parametrize("label", ["MOBILE", "LANDLINE", "PHONE", "HOTLINE"])
def test_any_label_of_the_family_is_right(tallied, label):
    """A mobile found under it is found, and the prediction counts."""
    assert tallied([(0, 11, "MOBILE")], [(0, 11, label)]) == ((1, 1, 1), (1, 1))


def test_boundaries_and_family_must_be_right(tallied):
    """Another family, or other boundaries, is a miss and a wrong prediction."""
    assert tallied([(0, 11, "MOBILE")], [(0, 11, "QQ")]) == ((1, 0, 1), (1, 0))
    assert tallied([(0, 11, "MOBILE")], [(1, 11, "MOBILE")]) == ((1, 0, 1), (1, 0))


def test_what_is_not_personal_counts_in_nothing(tallied):
    """Neither firms nor hotlines, found or missed, nor predictions of firms where none are."""
    assert tallied([(0, 4, "COMPANY")], [(0, 4, "COMPANY")]) == ((0, 0, 0), (0, 0))
    assert tallied([(0, 4, "COMPANY")], [(6, 9, "COMPANY")]) == ((0, 0, 0), (0, 0))
    assert tallied([(0, 10, "HOTLINE")], [(0, 10, "PHONE")]) == ((0, 0, 0), (0, 0))
    assert tallied([(0, 10, "HOTLINE")], [(0, 10, "MOBILE")]) == ((0, 0, 0), (0, 0))


def test_a_person_in_a_firm_is_a_false_alarm(tallied):
    """What is not personal excuses no prediction that says it is."""
    assert tallied([(0, 8, "COMPANY")], [(0, 2, "PERSON_NAME")]) == ((0, 0, 1), (0, 0))


def test_masked_values_count_in_nothing(tallied):
    """As everywhere: neither they nor what is predicted of them."""
    masked = (0, 11, "MOBILE", {"quality": "masked"})
    assert tallied([masked], [(0, 11, "MOBILE")]) == ((0, 0, 0), (0, 0))


def test_declared_values_are_those_of_declared_labels(tallied):
    """A label that is not declared counts in all, and not among these."""
    truth = [(0, 11, "MOBILE"), (12, 14, "PERSON_NAME")]
    assert tallied(truth, [(12, 14, "PERSON_NAME")]) == ((2, 1, 1), (1, 0))


def test_places_of_general_text_are_no_addresses(tallied):
    """Whatever a corpus calls them; its names of people are personal."""
    space = LabelSpace(["LOCATION", "PERSON", "ORG"])
    assert personal_labels(space.labels, {}) >= {"PERSON", "PHONE"}
    assert personal_labels(space.labels, {}).isdisjoint({"LOCATION", "ORG"})
    truth = [(0, 2, "LOCATION"), (3, 5, "PERSON")]
    answer = [(0, 2, "ADDRESS"), (3, 5, "PERSON_NAME")]
    assert tallied(truth, answer, ("PERSON",), space) == ((1, 1, 1), (1, 1))


def test_labels_mean_what_mapping_and_aliases_say():
    """The registry's own LOCATION is a point on earth; an own name is what it was mapped to."""
    assert meanings(SPACE.labels, {})["LOCATION"] == "LOCATION"
    assert "LOCATION" in personal_labels(SPACE.labels, {})
    assert meanings(["LOCATION", "PER"], {}) == {"LOCATION": "ADDRESS", "PER": "PERSON"}
    assert meanings(["TEL9", "SHOE"], {"TEL9": "MOBILE"}) == {"TEL9": "MOBILE"}
    assert families(["TEL9", "地名"], {"TEL9": "MOBILE"}) == {"TEL9": "PHONE"}


def test_a_family_is_personal_if_a_label_of_it_is():
    """PHONE is, though a hotline is not; firms and their numbers are not."""
    personal = ["PHONE", "MOBILE", "PERSON", "ADDRESS"]
    others = ["HOTLINE", "COMPANY", "ORG", "ORG_NUMBER"]
    assert [is_personal(label) for label in personal + others] == [True] * 4 + [False] * 4

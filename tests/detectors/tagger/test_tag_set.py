"""Tests of how tags are numbered."""

from leakbench.detectors.tagger.tag_set import (
    BEGIN,
    END,
    GROUP,
    INSIDE,
    LABEL_BITS,
    LABELS,
    LANES,
    OUTSIDE,
    SINGLE,
    used_lanes,
)
from leakbench.generator.entities import known_labels


def test_every_tag_has_a_lane_of_its_own():
    """Four tags a label and one for no span; kind and label can be read off a tag."""
    tags = [kind + label for kind in (BEGIN, INSIDE, END, SINGLE) for label in range(len(LABELS))]
    assert used_lanes() == sorted([*tags, OUTSIDE])
    assert max(used_lanes()) < LANES
    assert all(tag & LABEL_BITS == tag % GROUP for tag in tags)


def test_labels_are_those_of_the_registry():
    """None is unknown or listed twice."""
    assert set(LABELS) <= known_labels()
    assert len(set(LABELS)) == len(LABELS)

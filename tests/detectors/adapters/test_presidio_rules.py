"""Tests of what the tuned Presidio is told of Chinese identifiers."""

from leakbench.detectors.adapters.presidio_rules import rules
from leakbench.detectors.patterns import CHECKS
from leakbench.generator.entities import known_labels


def test_rules_are_sound():
    """Labels and checks are known, and all fragments are written out."""
    for rule in rules():
        assert rule.label in known_labels()
        assert rule.check is None or rule.check in CHECKS
        assert all("<<" not in regex for _, _, regex in rule.patterns)


def test_scores_say_whether_a_value_needs_context():
    """A rule without context words is sure enough by itself, or it would never be found."""
    for rule in rules():
        assert rule.context or all(score >= 0.4 for _, score, _ in rule.patterns)
        assert all(word == word.lower() for word in rule.context)

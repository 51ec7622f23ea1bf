"""Tests of the rules that say which legal tier a list falls under."""

import pytest

from leakbench.benchmarks.triage.tiers import rule_of, rules


@pytest.mark.parametrize(
    ("kinds", "headers", "has_event_times", "name"),
    [
        (["PERSON_NAME", "MOBILE"], ["a", "b"], False, "other"),
        (["GEO_POINT"], ["a"], True, "whereabouts"),
        (["BANK_CARD"], ["a"], False, "bank cards"),
        (["BANK_CARD"], ["a"], True, "payments"),
        (["BANK_CARD", None], ["a", "账户余额"], False, "assets"),
        (["MOBILE", "MOBILE"], ["a", "b"], True, "calls between two numbers"),
        (["MOBILE", "MOBILE"], ["a", "b"], False, "other"),
        ([None], ["诊断"], False, "health"),
        (["PROPERTY_TITLE"], ["a"], False, "flats"),
        ([], [], False, "other"),
    ],
)
def test_kinds_and_headers_say_what_a_list_is(kinds, headers, has_event_times, name):
    """The first rule that fits is taken."""
    assert rule_of(kinds, headers, has_event_times=has_event_times).name == name


def test_rules_are_sound():
    """Names are distinct, tiers ascend, and the last rule fits everything."""
    assert len({rule.name for rule in rules()}) == len(rules())
    assert all(rule.tiers == tuple(sorted(set(rule.tiers))) for rule in rules())
    assert rule_of([], [], has_event_times=False) == rules()[-1]

"""Tests of the tuned Presidio's recognisers, one by one."""

from importlib import import_module

import numpy as np
import pytest

from leakbench.detectors.adapters.presidio_rules import CONTEXT_GIVES, NEAR, Rule, rules
from leakbench.generator.engine.population import Population
from leakbench.generator.population.people import People
from leakbench.generator.spec import Spec


def rule_of(check, context=()):
    """A rule with one pattern."""
    return Rule("RESIDENT_ID", tuple(context), check, (("tried", 0.3, "[0-9]{18}"),))


@pytest.fixture(scope="module")
def presidio():
    """The recognisers' module, imported when a test runs: it takes seconds."""
    return import_module("leakbench.detectors.adapters.presidio_recognizers")


@pytest.fixture(scope="module")
def numbers():
    """Resident IDs that the generator made."""
    population = Population(7, "test", Spec("legal_person").reference_date)
    people = People(population, np.arange(20, dtype=np.int64))
    return population.arena.texts(people.resident_id)


def test_there_is_one_for_each_rule(presidio):
    """With its label, language, patterns and context."""
    made = presidio.recognizers("zh")
    for one, rule in zip(made, rules(), strict=True):
        assert one.supported_entities == [rule.label]
        assert one.supported_language == "zh"
        assert one.context == list(rule.context)
        assert [pattern.score for pattern in one.patterns] == [s for _, s, _ in rule.patterns]


def test_a_check_makes_certain_or_drops(presidio, numbers):
    """An ID of 18 digits with its check digit, spaced or not; one digit changed is none."""
    checked = presidio.Checked(rule_of("resident_id"), "zh")
    for number in numbers:
        assert checked.validate_result(number) is True
        assert checked.validate_result(f"{number[:6]} {number[6:14]} {number[14:]}") is True
        other = number[:16] + str((int(number[16]) + 1) % 10) + number[17:]
        assert checked.validate_result(other) is False


@pytest.mark.parametrize(
    ("check", "value", "expected"),
    [
        ("resident_id", "110101990102001", None),
        ("resident_id", "110101991302001", False),
        ("credit_code", "91330106MA00000000", False),
        ("bank_card", "6222020000000000001", False),
        (None, "0", None),
    ],
)
def test_what_a_check_cannot_tell_keeps_its_score(presidio, check, value, expected):
    """A date alone, and a rule without a check."""
    assert presidio.Checked(rule_of(check), "zh").validate_result(value) is expected


@pytest.mark.parametrize(
    ("text", "raised"),
    [("身份证1", True), ("QQ1", True), ("号码1", False), ("身份证" + "啊" * NEAR + "1", False)],
)
def test_a_word_before_a_value_raises_its_score(presidio, text, raised):
    """In any case of letters, and near it."""
    one = presidio.Checked(rule_of(None, ("身份证", "qq")), "zh")
    from presidio_analyzer import RecognizerResult  # noqa: PLC0415 - as above

    result = RecognizerResult(
        one.supported_entities[0],
        text.index("1"),
        len(text),
        0.3,
        recognition_metadata={RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: one.id},
    )
    (found,) = presidio.Nearby().enhance_using_context(text, [result], None, [one])
    assert found.score == pytest.approx(0.3 + CONTEXT_GIVES * raised)

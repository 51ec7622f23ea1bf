"""Tests of reading rules."""

import pytest

from leakbench.detectors.structured.labels import LABELS, RULES
from leakbench.detectors.structured.rules.language import CONTEXT, FORM, RuleError, read_rules
from leakbench.detectors.structured.rules.questions import CHECKS, CONDITIONS

HEAD = 'labels = ["MOBILE", "QQ"]\n[cues]\ndigits = "of_numbers"\n'
BOOK = read_rules(RULES.read_text("utf-8"))
ALL = [rule for rules in BOOK.rules.values() for rule in rules]


def of_form(rule):
    """A file with one rule about the form of digits."""
    return f"{HEAD}[form]\ndigits = [{{ {rule} }}]"


def of_context(rule):
    """A file with one rule about the context of digits."""
    return f"{HEAD}[context]\ndigits = [{{ {rule} }}]"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (of_form('widht = 11, sure = "MOBILE"'), "form.digits, rule 1: unknown 'widht'"),
        (of_form('width = 11, sure = "MOBIL"'), "form.digits, rule 1: unknown 'MOBIL'"),
        (of_form('width = 11, prefix = "moblie", sure = "QQ"'), "no set 'moblie'"),
        (of_form('width = 11, check = "lun", sure = "QQ"'), "unknown 'lun'"),
        (of_form('width = 11, cue = "QQ", sure = "QQ"'), "unknown 'cue'"),
        (of_form('width = "9-4", sure = "QQ"'), "'9-4' is no range"),
        (of_form('width = "x", sure = "QQ"'), "rule 1: invalid literal"),
        (of_form('pattern = "(a|b)", sure = "QQ"'), "cannot be read"),
        (of_form("pattern = '\\d{1,2}9', sure = \"QQ\""), "several ways"),
        (of_form("pattern = '\\d{3}', width = 4, sure = \"QQ\""), "no value has the width"),
        (of_form('width = 4, reversed = true, check = "luhn", sure = "QQ"'), "from the end"),
        (of_form('width = 4, when = "has_mail", nothing = true, sure = "QQ"'), "gives 2 of"),
        (of_form("width = 4"), "gives 0 of"),
        (of_form('when = "tells_illness", sure = "QQ"'), "asks for the context"),
        (of_form('width = 4, shape = "round"'), "unknown 'round'"),
        (of_context('cue = "QQQ", told = "QQ"'), "context.digits, rule 1: unknown 'QQQ'"),
        (of_context('cue_after = { QQQ = 3 }, told = "QQ"'), "unknown 'QQQ'"),
        (of_context('when = "is_tall", told = "QQ"'), "unknown 'is_tall'"),
        (of_context('when = "not is_tall", told = "QQ"'), "unknown 'is_tall'"),
        (of_context('when = "next_to:EMAIL", told = "QQ"'), "unknown 'EMAIL'"),
        (of_context('when = "year_from:soon", told = "QQ"'), "needs a year"),
        (of_context('when = "fills_field:QQ", told = "QQ"'), "takes nothing"),
        (HEAD + "[forms]\n", "unknown 'forms'"),
        (HEAD + "[form]\nrounds = []", "unknown 'rounds'"),
        ("labels = [", "rules.toml: "),
        (HEAD + '[context]\nname = [{ cue = "QQ", told = "QQ" }]', "cues says nothing of name"),
    ],
)
def test_what_nobody_can_follow_is_one_line(text, said):
    """It names the file, the rule and what is wrong with it."""
    with pytest.raises(RuleError) as error:
        read_rules(text)
    message = str(error.value)
    assert said in message
    assert message.startswith("rules.toml: ")
    assert "\n" not in message


def test_all_labels_have_a_rule_or_code():
    """What no rule gives are the shapes that are code, each for its own reason."""
    given = {rule.result for rule in ALL}
    coded = {"EMAIL", "LICENSE_PLATE", "MAC", "GEO_POINT", "PROPERTY_TITLE"}
    assert set(LABELS) - given == coded


def test_every_check_and_condition_is_asked():
    """A function that no rule names is nobody's."""
    assert {rule.check for rule in ALL} - {""} == set(CHECKS)
    assert {condition.name for rule in ALL for condition in rule.when} == set(CONDITIONS)


def test_no_rule_stands_behind_one_that_always_holds():
    """Nobody would ever ask it."""
    for rules in BOOK.rules.values():
        for rule in rules[:-1]:
            asked = rule.digits or rule.pattern or rule.prefix or rule.check or rule.cue
            assert asked or rule.cue_after or rule.when or rule.width != (0, 1 << 30), rule.place


def test_rules_read_as_they_are_written():
    """Widths, sets of prefixes, negations and arguments."""
    text = of_context('width = "6-", prefix = "hotline", when = "not next_to:QQ", likely = "QQ"')
    (rule,) = read_rules(text).rules[CONTEXT, "digits"]
    assert rule.width[0] == 6
    assert rule.prefix == [("400", "400"), ("800", "800")]
    assert rule.when == [("next_to", True, "QQ")]
    assert (rule.result, rule.certainty) == ("QQ", 60)


def test_a_pattern_gives_the_width():
    """Nobody needs to count."""
    text = of_form("pattern = 'SF\\d{12,13}', sure = \"QQ\"")
    (rule,) = read_rules(text).rules[FORM, "digits"]
    assert rule.width == (14, 15)

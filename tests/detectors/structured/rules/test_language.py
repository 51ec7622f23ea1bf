"""Tests of reading rules."""

import pytest

from leakbench.detectors.structured.labels import LABELS, RULES
from leakbench.detectors.structured.rules.language import read_rules
from leakbench.detectors.structured.rules.questions import CHECKS, CONDITIONS
from leakbench.detectors.structured.rules.syntax import CONTEXT, FORM
from leakbench.generator.declarations import DeclarationError

LABELLED = 'labels = ["MOBILE", "QQ"]\nby_code = ["MOBILE"]\n'
HEAD = LABELLED + '[cues]\ndigits = "of_numbers"\n'
BOOK = read_rules(RULES)
ALL = [rule for rules in BOOK.rules.values() for rule in rules]


def read(tmp_path, text):
    """What is read of a file with this content."""
    source = tmp_path / "rules.toml"
    source.write_text(text, encoding="utf-8")
    return read_rules(source)


def of_form(rule):
    """A file with one rule about the form of digits."""
    return f"{HEAD}[form]\ndigits = [{{ {rule} }}]"


def of_context(rule):
    """A file with one rule about the context of digits."""
    return f"{HEAD}[context]\ndigits = [{{ {rule} }}]"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (of_form('widht = 11, sure = "MOBILE"'), "form.digits, rule 1: unknown key 'widht'"),
        (of_form('width = 11, sure = "MOBIL"'), "rule 1: key 'sure': unknown label 'MOBIL'; did"),
        (
            of_form('width = 11, prefix = "moblie", sure = "QQ"'),
            "key 'prefix': prefixes.toml has no",
        ),
        (of_form('width = 11, check = "lun", sure = "QQ"'), "key 'check' must be one of "),
        (of_form('width = 11, cue = "QQ", sure = "QQ"'), "unknown key 'cue'; known: width, "),
        (of_form('width = "9-4", sure = "QQ"'), "rule 1: key 'width' must be a number or a range"),
        (of_form('width = "x", sure = "QQ"'), "(11, '6-10', '6-'), not 'x'"),
        (of_form('width = -5, sure = "QQ"'), "key 'width' must be a number or a range"),
        (of_form('width = true, sure = "QQ"'), "key 'width' must be a number or a range"),
        (of_form('width = [11], sure = "QQ"'), "key 'width' must be a number or a range"),
        (of_form('digits = 1.5, sure = "QQ"'), "key 'digits' must be a number or a range"),
        (of_form('prefix = 7, sure = "QQ"'), "key 'prefix' must be a text or a list of texts"),
        (of_form('prefix = [7], sure = "QQ"'), "key 'prefix' must be a text or a list of texts"),
        (of_form('prefix = "x+mobile", sure = "QQ"'), "digits before its plus"),
        (of_form('pattern = 5, sure = "QQ"'), "rule 1: key 'pattern' must be a text, not 5"),
        (of_form('pattern = "", sure = "QQ"'), "rule 1: key 'pattern' is empty"),
        (of_form('pattern = "[A-Z_]", sure = "QQ"'), "a class that cannot be read: [A-Z_]"),
        (of_form('check = ["luhn"], sure = "QQ"'), "key 'check' must be a text"),
        (of_form('reversed = "yes", sure = "QQ"'), "key 'reversed' must be true or false"),
        (of_form('when = 1, sure = "QQ"'), "key 'when' must be a text or a list of texts"),
        (of_form("sure = 3"), "key 'sure' must be a text, not 3"),
        (of_form('sure = "nothing"'), "key 'sure': unknown label 'nothing'; known: MOBILE, QQ"),
        (of_form("nothing = false"), "key 'nothing' must be true, not False"),
        (of_form('pattern = "(a|b)", sure = "QQ"'), "cannot be read"),
        (of_form("pattern = '\\d{1,2}9', sure = \"QQ\""), "several ways"),
        (of_form("pattern = '\\d{3}', width = 4, sure = \"QQ\""), "no value has the width"),
        (of_form('width = 16, reversed = true, check = "luhn", sure = "QQ"'), "from the end"),
        (of_form('check = "uscc", sure = "QQ"'), "check 'uscc' needs width = 18, or a pattern as"),
        (of_form('width = 17, check = "uscc", sure = "QQ"'), "check 'uscc' needs width = 18, or"),
        (of_form('width = "18-", check = "resident_id", sure = "QQ"'), "needs width = 18, or a"),
        (
            of_form('width = "9-12", check = "landline", sure = "QQ"'),
            "a width within '10-12', or a",
        ),
        (of_form('pattern = \'\\d{3}\', check = "luhn", sure = "QQ"'), "a width within '12-19'"),
        (of_form('width = 4, when = "has_mail", nothing = true, sure = "QQ"'), "gives 2 of"),
        (of_form("width = 4"), "gives 0 of"),
        (of_form('when = "tells_illness", sure = "QQ"'), "asks for the context"),
        (of_form('width = 4, shape = "round"'), "key 'shape' must be one of digits, separated, "),
        (of_context('cue = "QQQ", told = "QQ"'), "key 'cue': unknown kind of words 'QQQ'"),
        (of_context('cue = { QQ = 3 }, told = "QQ"'), "key 'cue' must be a text or a list"),
        (of_context('cue = "DATE_OF_BIRTH", told = "QQ"'), "asks for DATE_OF_BIRTH, which [cues]"),
        (of_context('cue_after = { QQQ = 3 }, told = "QQ"'), "'cue_after': unknown kind of words"),
        (of_context('cue_after = "QQ", told = "QQ"'), "key 'cue_after' must be a table, not"),
        (
            of_context('cue_after = { QQ = "3" }, told = "QQ"'),
            "cue_after: key 'QQ' must be a whole",
        ),
        (of_context('shape = "name"'), "context.digits, rule 1: unknown key 'shape'"),
        (of_context('when = "is_tall", told = "QQ"'), "key 'when': unknown condition 'is_tall'; "),
        (of_context('when = "not is_tall", told = "QQ"'), "unknown condition 'is_tall'; "),
        (of_context('when = "next_to:EMAIL", told = "QQ"'), "key 'when': unknown label 'EMAIL'; "),
        (of_context('when = "year_from:soon", told = "QQ"'), "needs a year"),
        (of_context('when = "fills_field:QQ", told = "QQ"'), "takes nothing"),
        (HEAD + "[forms]\n", "unknown key 'forms'; did you mean form?"),
        (HEAD + "[form]\nrounds = []", "form: unknown key 'rounds'; known: digits, separated, "),
        (HEAD + "[form]\ndigits = []", "form: key 'digits' is empty"),
        (HEAD + "[form]\ndigits = 5", "form: key 'digits' must be a list of tables, not 5"),
        (HEAD + "[form]\ndigits = [5]", "form: key 'digits' must be a list of tables, not [5]"),
        (LABELLED + "form = 5", "key 'form' must be a table, not 5"),
        (LABELLED + "cues = []", "key 'cues' must be a table, not []"),
        (LABELLED + "[cues]\ndigits = 5", "cues: key 'digits' must be a text or a list of texts"),
        (LABELLED + '[cues]\ndigits = "of_numbrs"', "cues: key 'digits': unknown kind of words"),
        (LABELLED + '[cues]\nrounds = "other"', "cues: unknown key 'rounds'; known: digits, "),
        (
            HEAD + '[context]\nname = [{ cue = "QQ", told = "QQ" }]',
            "name, rule 1: key 'cue': [cues] do",
        ),
        ("labels = [", "rules.toml: not TOML: "),
        ("", "no key 'labels' (a list of texts)"),
        ('labels = "QQ"', "key 'labels' must be a list of texts, not 'QQ'"),
        ('labels = ["QQ", 3]', "key 'labels' must be a list of texts, not ['QQ', 3]"),
        ('labels = ["QQ", "QQ"]', "key 'labels' has 'QQ' twice"),
        (
            'labels = ["QX"]',
            "'QX' is registered; labels are declared in generator/data/entities.csv",
        ),
        ('labels = ["QQ"]', "key 'labels': no rule gives 'QQ'; write one under [form] or"),
        ('labels = ["QQ"]\nby_code = ["IP"]', "key 'by_code': unknown label 'IP'; known: QQ"),
        (
            'labels = ["QQ"]\nby_code = ["QQ"]\n[form]\ndigits = [{ sure = "QQ" }]',
            "key 'by_code': a rule gives 'QQ'",
        ),
    ],
)
def test_what_nobody_can_follow_is_one_line(tmp_path, text, said):
    """It names the file, the rule and the key, and says what is expected."""
    with pytest.raises(DeclarationError) as error:
        read(tmp_path, text)
    message = str(error.value)
    assert said in message
    assert message.startswith("rules.toml: ")
    assert "\n" not in message


def test_all_labels_have_a_rule_or_code():
    """What no rule gives is found by code, each for its own reason."""
    coded = {"EMAIL", "LICENSE_PLATE", "MAC", "GEO_POINT", "PROPERTY_TITLE"}
    without = {label for label in LABELS if label not in {rule.result for rule in ALL}}
    assert without == coded, (
        f"rules.toml gives no rule for {without}, this test expects that of {coded}: a label has"
        " its rule there, or it is found by code, stands in `by_code`, and here"
    )


def test_every_check_and_condition_is_asked():
    """A function that no rule names is nobody's."""
    idle = set(CHECKS) - {rule.check for rule in ALL}
    assert not idle, f"no rule of rules.toml asks the checks {idle} of check_digits.py"
    idle = set(CONDITIONS) - {condition.name for rule in ALL for condition in rule.when}
    assert not idle, f"no rule of rules.toml asks the conditions {idle}"


def test_no_rule_stands_behind_one_that_always_holds():
    """Nobody would ever ask it."""
    for rules in BOOK.rules.values():
        for rule in rules[:-1]:
            asked = rule.digits or rule.pattern or rule.prefix or rule.check or rule.cue
            assert asked or rule.cue_after or rule.when or rule.width != (0, 1 << 30), rule.place


def test_rules_read_as_they_are_written(tmp_path):
    """Widths, sets of prefixes, negations and arguments."""
    text = of_context('width = "6-", prefix = "hotline", when = "not next_to:QQ", likely = "QQ"')
    (rule,) = read(tmp_path, text).rules[CONTEXT, "digits"]
    assert rule.width[0] == 6
    assert rule.prefix == [("400", "400"), ("800", "800")]
    assert rule.when == [("next_to", True, "QQ")]
    assert (rule.result, rule.certainty) == ("QQ", 60)


def test_a_pattern_gives_the_width(tmp_path):
    """Nobody needs to count."""
    text = of_form("pattern = 'SF\\d{12,13}', sure = \"QQ\"")
    (rule,) = read(tmp_path, text).rules[FORM, "digits"]
    assert rule.width == (14, 15)

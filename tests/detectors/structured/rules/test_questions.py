"""Tests of the functions that rules may name."""

import pytest

from leakbench.detectors.structured import check_digits, conditions, neighbourhood
from leakbench.detectors.structured.rules.questions import CHECKS, CONDITIONS

OF_CHECKS = {"data", "at", "step", "width", "tables"}
OF_CONDITIONS = {"place", "neighbours", "words_after", "memo"}


@pytest.mark.parametrize(
    ("questions", "modules"),
    [(CHECKS, [check_digits]), (CONDITIONS, [conditions, neighbourhood])],
)
def test_questions_are_the_public_functions_of_their_modules(questions, modules):
    """Each under its own name, and none that another module brings."""
    public = {name: kernel for module in modules for name, kernel in vars(module).items()}
    homes = {module.__name__ for module in modules}
    for name, question in questions.items():
        assert public[name] is question.kernel
        assert question.kernel.py_func.__module__ in homes
        assert not name.startswith("_")
    assert len(questions) > 8


def test_every_check_says_how_wide_its_values_are():
    """Rules are held to it when they are read, for a check reads so many characters."""
    assert check_digits.WIDTHS.keys() == CHECKS.keys(), (
        "WIDTHS of check_digits.py has an entry for each check there, and for nothing else"
    )


def test_functions_that_answer_otherwise_are_none():
    """A number is no answer."""
    assert "number_read" not in CHECKS
    assert "follows_key" not in CONDITIONS  # another module's


@pytest.mark.parametrize(
    ("name", "argument"), [("next_to", "kind"), ("right_after", "kind"), ("year_from", "year")]
)
def test_some_take_what_the_rule_says(name, argument):
    """The last of what they take, which is not known about the value."""
    question = CONDITIONS[name]
    assert question.argument == argument
    assert argument not in question.parameters


def test_all_take_what_is_known_about_a_value():
    """And nothing else, for nobody could give it."""
    assert {name for check in CHECKS.values() for name in check.parameters} == OF_CHECKS
    taken = {name for condition in CONDITIONS.values() for name in condition.parameters}
    assert taken == OF_CONDITIONS
    assert {check.argument for check in CHECKS.values()} == {""}

import pytest

from leakbench.generator.engine.strings import Arena
from leakbench.generator.engine.templates import (
    CHOICE,
    FIELD,
    JUMP,
    LITERAL,
    SKIP,
    compile_templates,
    compile_texts,
)
from leakbench.generator.template_syntax import TemplateError

FIELDS = {"a": 0, "b": 1, "c": 2}


def test_templates_become_operations():
    """A part in brackets begins with a leap behind it for each of its fields."""
    programs = compile_templates(["x{a}", "[{b}x{c}]{a}"], FIELDS, Arena())
    assert programs.first.tolist() == [0, 2, 8]
    assert programs.kind.tolist() == [LITERAL, FIELD, SKIP, SKIP, FIELD, LITERAL, FIELD, FIELD]
    assert programs.operand.tolist() == [0, 0, 1, 2, 1, 0, 2, 0]
    assert programs.target.tolist() == [-1, -1, 7, 7, -1, -1, -1, -1]
    assert len(programs.literals) == 1


def test_a_wrong_template_is_named():
    """What is wrong with a template is said with the template."""
    with pytest.raises(TemplateError, match="unknown field 'd'") as caught:
        compile_templates(["{a}", "{d}"], FIELDS, Arena())
    assert caught.value.template == "{d}"


def test_alternatives_are_a_table_of_jumps():
    """One for each behind the choice; an empty one goes straight to the end."""
    programs = compile_texts(["«x|{a}|»{b}", "«x|{c}»«|x»"], FIELDS, Arena())
    assert programs.first.tolist() == [0, 9, 21]
    assert programs.kind.tolist() == [
        *(CHOICE, JUMP, JUMP, JUMP, LITERAL, JUMP, FIELD, JUMP, FIELD),
        *(CHOICE, JUMP, JUMP, LITERAL, JUMP, FIELD, JUMP, CHOICE, JUMP, JUMP, LITERAL, JUMP),
    ]
    choices = programs.kind == CHOICE
    assert programs.operand[choices].tolist() == [3, 2, 2]
    assert programs.target[choices].tolist() == [0, 0, 1]
    assert programs.target[1:4].tolist() == [4, 6, 8]


def test_composed_values_have_no_alternatives():
    """One line says so, with the template."""
    with pytest.raises(TemplateError, match="a composed value has no alternatives") as caught:
        compile_templates(["{a}", "{b}«x|y»"], FIELDS, Arena())
    assert caught.value.template == "{b}«x|y»"

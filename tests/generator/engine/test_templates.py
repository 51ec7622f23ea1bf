import numpy as np
import pytest

from leakbench.generator.engine.strings import Arena, Strings
from leakbench.generator.engine.templates import (
    CHOICE,
    END,
    FIELD,
    JUMP,
    LITERAL,
    NEXT_SHIFT,
    OPERAND_MASK,
    OPERAND_SHIFT,
    SKIP,
    compile_templates,
    compile_texts,
)
from leakbench.generator.template_syntax import TemplateError

FIELDS = {"a": 0, "b": 1, "c": 2}


def operand(programs):
    """What each operation is about."""
    return ((programs.code[:, 0] >> OPERAND_SHIFT) & OPERAND_MASK).tolist()


def following(programs):
    """Where each operation goes on."""
    return (programs.code[:, 0] >> NEXT_SHIFT).tolist()


def test_templates_become_operations():
    """A part in brackets begins with a leap behind it for each of its fields."""
    arena = Arena()
    programs = compile_templates(["x{a}", "[{b}x{c}]{a}"], FIELDS, arena)
    assert programs.first.tolist() == [0, 2, 8]
    assert programs.kind.tolist() == [LITERAL, FIELD, SKIP, SKIP, FIELD, LITERAL, FIELD, FIELD]
    assert operand(programs) == [0, 0, 1, 2, 1, 0, 2, 0]
    assert following(programs) == [1, END, 7, 7, 5, 6, 7, END]
    assert arena.texts(Strings(programs.code[[0, 5], 1])) == ["x", "x"]


def test_an_empty_template_writes_nothing():
    """It is one operation, so that the next template's are not run."""
    programs = compile_templates(["", "{a}"], FIELDS, Arena())
    assert programs.first.tolist() == [0, 1, 2]
    assert following(programs) == [END, END]
    assert programs.literal_bytes.tolist() == [0, 0]


def test_a_wrong_template_is_named():
    """What is wrong with a template is said with the template."""
    with pytest.raises(TemplateError, match="unknown field 'd'") as caught:
        compile_templates(["{a}", "{d}"], FIELDS, Arena())
    assert caught.value.template == "{d}"


def test_alternatives_are_a_table_of_jumps():
    """One for each behind the choice; an empty one goes straight to the end."""
    programs = compile_texts(["«x|{a}|»{b}", "«x|{c}»«|x»"], FIELDS, Arena())
    assert programs.first.tolist() == [0, 7, 16]
    assert programs.kind.tolist() == [
        *(CHOICE, JUMP, JUMP, JUMP, LITERAL, FIELD, FIELD),
        *(CHOICE, JUMP, JUMP, LITERAL, FIELD, CHOICE, JUMP, JUMP, LITERAL),
    ]
    choices = np.flatnonzero(programs.kind == CHOICE)
    assert np.array(operand(programs))[choices].tolist() == [3, 2, 2]
    assert programs.code[choices, 1].tolist() == [0, 0, 1]
    assert following(programs)[1:4] == [4, 5, 6]


def test_composed_values_have_no_alternatives():
    """One line says so, with the template."""
    with pytest.raises(TemplateError, match="a composed value has no alternatives") as caught:
        compile_templates(["{a}", "{b}«x|y»"], FIELDS, Arena())
    assert caught.value.template == "{b}«x|y»"

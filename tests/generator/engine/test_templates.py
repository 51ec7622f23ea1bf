import pytest

from leakbench.generator.engine.strings import Arena
from leakbench.generator.engine.templates import FIELD, LITERAL, SKIP, compile_templates
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

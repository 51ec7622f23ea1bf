import pytest

from leakbench.generator.engine.strings import Arena
from leakbench.generator.engine.templates import TemplateError, compile_templates

FIELDS = {"a": 0, "b": 1, "c": 2}


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{a", "stray"),
        ("a}", "stray"),
        ("{d}", "unknown field 'd'"),
        ("[{a}[{b}]]", "does not fit"),
        ("[{a}", "without an end"),
        ("{a}]", "does not fit"),
        ("[text]", "without a field"),
    ],
)
def test_a_wrong_template_is_named(template, reason):
    """What is wrong with a template is said with the template."""
    with pytest.raises(TemplateError, match=reason) as caught:
        compile_templates([template], FIELDS, Arena())
    assert caught.value.template == template

"""Tests of the language of templates."""

import pytest

from leakbench.generator.template_syntax import TemplateError, fields_of, parse_template

FIELDS = ("a", "b", "c")


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{a", "stray"),
        ("a}", "stray"),
        ("{d}", "unknown field 'd'; known: a, b, c"),
        ("[{a}[{b}]]", "does not fit"),
        ("[{a}", "without an end"),
        ("{a}]", "does not fit"),
        ("[text]", "without a field"),
    ],
)
def test_a_wrong_template_is_named(template, reason):
    """What is wrong with a template is said with the template."""
    with pytest.raises(TemplateError, match=reason) as caught:
        parse_template(template, FIELDS)
    assert caught.value.template == template


def test_a_template_is_cut_into_pieces():
    """Brackets hold what is dropped as one, and need their fields."""
    template = "x{a}[，{b}和{c}]。"
    assert fields_of(template) == ["a", "b", "c"]
    first, second, last = parse_template(template, FIELDS)
    assert (first.tokens, first.needs) == ([("", "x"), ("a", "")], [])
    assert second.tokens == [("", "，"), ("b", ""), ("", "和"), ("c", "")]
    assert second.needs == ["b", "c"]
    assert last.tokens == [("", "。")]

"""Tests of the language of templates."""

import pytest

from leakbench.generator.template_syntax import (
    Choice,
    Field,
    OptionalPart,
    TemplateError,
    ends_in,
    fields_of,
    parse_template,
)

FIELDS = ("a", "b", "c")
A, B, C = map(Field, FIELDS)


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{a", "stray"),
        ("a}", "stray"),
        ("{d}", "unknown field 'd'; known: a, b, c"),
        ("[{a}[{b}]]", "does not fit"),
        ("[{a}", "a part without an end"),
        ("{a}]", "does not fit"),
        ("[text]", "without a field"),
        ("«x|y", "alternatives without an end"),
        ("«x|", "alternatives without an end"),
        ("«x", "alternatives without an end"),
        ("x»", "'»' does not fit"),
        ("«x|«{a}y»»", "a single alternative, «{a}y»"),
        ("«»", "a single alternative, «»"),
        ("[{a}«x|y]»", "']' does not fit"),
        ("«[{a}»|x]", "'»' does not fit"),
        ("«[{a}|x]|y»", "'|' does not fit"),
        ("[{a}«[{b}]|»]", "'[' does not fit"),
        ("[«x|y»]", "without a field"),
        ("«{d}|x»", "unknown field 'd'"),
    ],
)
def test_a_wrong_template_is_named(template, reason):
    """What is wrong with a template is said with the template."""
    with pytest.raises(TemplateError) as caught:
        parse_template(template, FIELDS)
    assert reason in str(caught.value)
    assert caught.value.template == template


def test_a_template_is_cut_into_nodes():
    """Brackets hold what is dropped as one, and need their fields."""
    template = "x{a}[，{b}和{c}{b}]。"
    assert fields_of(template) == ["a", "b", "c", "b"]
    text, first, part, last = parse_template(template, FIELDS)
    assert (text, first, last) == ("x", A, "。")
    assert part == OptionalPart(["，", B, "和", C, B])
    assert part.needs == ["b", "c"]


def test_alternatives_nest_and_may_be_empty():
    """They hold whatever a template holds."""
    assert parse_template("«|x«{a}|{b}y»[，{c}]»", FIELDS) == [
        Choice([[], ["x", Choice([[A], [B, "y"]]), OptionalPart(["，", C])]])
    ]


def test_a_part_needs_the_fields_of_all_its_alternatives():
    """Whether it is dropped does not hang on what is drawn."""
    (part,) = parse_template("[x«{a}|«{b}|y»»]", FIELDS)
    assert part.needs == ["a", "b"]


def test_a_bar_outside_of_alternatives_is_text():
    """One text with what stands beside it; tables are written with it."""
    assert parse_template("x|y[|{a}|z]", FIELDS) == ["x|y", OptionalPart(["|", A, "|z"])]


@pytest.mark.parametrize(
    ("template", "ends"),
    [
        ("好。", True),
        ("好", False),
        ("{a}", False),
        ("好。[{a}。]", False),
        ("走«了。|！»", True),
        ("走«了。|»", False),
        ("走。«了。|»", True),
        ("", False),
    ],
)
def test_how_a_template_ends(template, ends):
    """A template ends in a sign if whatever it writes does."""
    assert ends_in(template, "。！") == ends

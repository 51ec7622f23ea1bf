"""Tests of the named forms of values."""

import pytest

from leakbench.generator.declarations import DeclarationError
from leakbench.generator.surfaces.declared_forms import forms
from leakbench.generator.value_forms import read_value_forms, value_form, value_forms

HEAD = "name,label,title\n"


def test_a_form_has_its_place_for_a_code():
    """And a name that no form of surfaces has."""
    assert [value_form(name) for name in value_forms()] == [*range(len(value_forms()))]
    assert not {form.name for form in forms()} & {*value_forms()}


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("village,ADRESS,村\n", "unknown label 'ADRESS'; did you mean ADDRESS?"),
        ("village,ADDRESS,村\nvillage,ADDRESS,乡\n", "form 'village' stands there twice"),
        ("village,ADDRESS,\n", "key 'title'"),
    ],
)
def test_what_is_wrong_is_told(lines, reason, tmp_path):
    """In one line that names the file and the line."""
    source = tmp_path / "value_forms.csv"
    source.write_text(HEAD + lines, "utf-8")
    with pytest.raises(DeclarationError) as caught:
        read_value_forms(source)
    message = str(caught.value)
    assert message.startswith("value_forms.csv: line ")
    assert reason in message
    assert "\n" not in message


def test_forms_are_read_in_order(tmp_path):
    """Their order is that of the file."""
    source = tmp_path / "value_forms.csv"
    source.write_text(HEAD + "village,ADDRESS,村\nshort,COMPANY,简称\n", "utf-8")
    assert read_value_forms(source) == ("village", "short")

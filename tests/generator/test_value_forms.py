"""Tests of the named forms of values."""

import pytest

from leakbench.generator.declarations import DeclarationError
from leakbench.generator.surfaces.declared_forms import forms
from leakbench.generator.value_forms import (
    partial_forms,
    read_value_forms,
    value_form,
    value_forms,
)

HEAD = "name,label,title,identifier\n"


def test_a_form_has_its_place_for_a_code():
    """And a name that no form of surfaces has."""
    assert [value_form(name) for name in value_forms()] == [*range(len(value_forms()))]
    assert not {form.name for form in forms()} & {*value_forms()}


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("village,ADRESS,村,as label\n", "unknown label 'ADRESS'; did you mean ADDRESS?"),
        (
            "village,ADDRESS,村,as label\nvillage,ADDRESS,乡,as label\n",
            "form 'village' stands there twice",
        ),
        ("village,ADDRESS,,as label\n", "key 'title'"),
        (
            "village,ADDRESS,村,no\n",
            "key 'identifier' must be one of as label, direct, quasi, none",
        ),
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
    source.write_text(HEAD + "village,ADDRESS,村,as label\nshort,COMPANY,简称,none\n", "utf-8")
    village, short = read_value_forms(source)
    assert (village.name, village.identifier) == ("village", None)
    assert (short.name, short.label, short.identifier) == ("short", "COMPANY", "none")


def test_a_form_of_address_names_nobody():
    """A partial form says how little it says."""
    assert partial_forms()["surname_title"].identifier == "none"
    assert set(partial_forms()) <= set(value_forms())

"""Tests of the formats by name."""

import pytest

from leakbench.generator.containers.formats import FORMATS, format_named
from leakbench.generator.errors import UnknownNameError


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_what_it_says(name):
    """It reads, and writes and fits if it is written."""
    form = format_named(name)
    assert form.name == name
    assert callable(form.read)
    assert not form.written or (callable(form.write) and callable(form.fit))


def test_no_two_formats_have_one_suffix():
    """A name says which it is."""
    suffixes = [form.suffix for form in FORMATS.values()]
    assert len(set(suffixes)) == len(suffixes)


def test_a_wrong_name_suggests_the_right_one():
    """As all names do."""
    with pytest.raises(UnknownNameError, match="did you mean xlsx"):
        format_named("xslx")

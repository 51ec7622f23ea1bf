"""Tests of the patterns that an engine without look-around is given."""

import tomllib
from importlib.resources import files

import pytest

from leakbench.detectors.adapters.scan_checks import CHECKS
from leakbench.detectors.adapters.scan_patterns import scan_patterns
from leakbench.detectors.patterns import patterns
from leakbench.generator.entities import known_labels

KEYS = {"label", "regex", "before", "after", "value", "cue", "check"}


def test_patterns_are_sound():
    """Labels and checks are known, fragments written out, and every expression has its end."""
    for one in scan_patterns():
        assert one.label in known_labels()
        assert set(one.checks) <= CHECKS.keys()
        assert one.value in {"", "digit", "letter"}
        assert b"<<" not in one.expression
        assert one.expression.endswith(b"]")


def test_no_key_is_misspelt():
    """A key that nothing reads would be left out in silence."""
    source = files("leakbench.detectors.data").joinpath("scan_patterns.toml")
    for one in tomllib.loads(source.read_text("utf-8"))["patterns"]:
        assert KEYS >= one.keys() >= {"label", "regex", "before", "after"}


def test_only_names_firms_and_addresses_are_left_out():
    """Every other label of ``regex`` is looked for."""
    missing = {one.label for one in patterns()} - {one.label for one in scan_patterns()}
    assert missing == {"ADDRESS", "COMPANY", "PERSON_NAME"}


@pytest.mark.parametrize("one", scan_patterns(), ids=lambda one: one.label)
def test_the_engine_takes_each(one):
    """With the places where matches begin, which it refuses of patterns that are too large."""
    import hyperscan  # noqa: PLC0415 - absent where the extra is not installed

    hyperscan.Database().compile(
        expressions=[one.expression],
        ids=[0],
        flags=[hyperscan.HS_FLAG_UTF8 | hyperscan.HS_FLAG_SOM_LEFTMOST],
    )

"""Tests of the patterns and of how their file is read."""

import tomllib
from importlib.resources import files

import pytest

from leakbench.detectors.patterns import PatternError, patterns, read_patterns, written_out

CONTENT = tomllib.loads(files("leakbench.detectors.data").joinpath("patterns.toml").read_text())
FRAGMENTS = CONTENT["fragments"]
GOOD = {"label": "MOBILE", "needs": ["1"], "regex": "1[0-9]{10}<<END>>"}


def read(**changes):
    """The pattern that is read from a good one with some keys changed."""
    (pattern,) = read_patterns({"fragments": FRAGMENTS, "patterns": [GOOD | changes]})
    return pattern


def test_declarations_are_sound():
    r"""Each pattern compiles, no fragment is unused, and no boundary is ``\b``."""
    regexes = " ".join(declared["regex"] for declared in CONTENT["patterns"])
    assert all(f"<<{name}>>" in regexes for name in FRAGMENTS)
    assert "\\b" not in regexes
    assert all("<<" not in pattern.compiled().pattern for pattern in patterns())


def test_a_pattern_is_read_with_its_fragments():
    """Fragments are written out, and no check is none."""
    pattern = read()
    assert pattern.regex == GOOD["regex"].replace("<<END>>", FRAGMENTS["END"])
    assert (pattern.label, pattern.needs, pattern.check) == ("MOBILE", ("1",), None)


def test_a_list_of_words_stands_for_any_of_them():
    """In a regex as alternatives, in needs as so many strings."""
    words = FRAGMENTS["PROVINCE"]
    assert written_out("(?:<<PROVINCE>>)省", FRAGMENTS) == f"(?:{'|'.join(words)})省"
    assert read(needs=["<<PROVINCE>>", "省"]).needs == (*words, "省")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"label": "PHONE_NO"}, "the pattern of PHONE_NO: the registry of labels does not have it"),
        ({"check": "luhn"}, "the pattern of MOBILE: unknown check 'luhn'; known: bank_card"),
        ({"regex": "<<NOWHERE>>1"}, "the pattern of MOBILE: unknown fragment 'NOWHERE'"),
        ({"needs": ["<<NOWHERE>>"]}, "the pattern of MOBILE: unknown fragment 'NOWHERE'"),
        ({"cue": "电话"}, "the pattern of MOBILE: unknown key 'cue'; known: check, label"),
    ],
)
def test_what_is_unknown_is_named(changes, reason):
    """One line says which pattern cannot be used, and why."""
    with pytest.raises(PatternError) as caught:
        read(**changes)
    assert str(caught.value).startswith(reason)


def test_what_is_missing_is_named():
    """A declaration without a regex or a label is none."""
    for key, reason in (("regex", "MOBILE: it has no regex"), ("label", "no label: ")):
        declared = {name: value for name, value in GOOD.items() if name != key}
        with pytest.raises(PatternError, match=reason):
            read_patterns({"fragments": FRAGMENTS, "patterns": [declared]})


def test_what_is_no_regex_is_named():
    """What cannot be compiled is refused by its label."""
    with pytest.raises(PatternError, match="the pattern of MOBILE: not a regular expression"):
        read(regex="1[0-9").compiled()

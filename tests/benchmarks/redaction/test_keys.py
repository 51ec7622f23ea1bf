"""Tests of keys."""

from leakbench.benchmarks.redaction.keys import Key


def test_names_follow_from_key_label_and_value():
    """And from nothing else; what differs in one of them has another name."""
    first = Key("a").pseudonyms("PHONE", ["1", "2", "1"])
    assert first[0] == first[2] != first[1]
    assert first[0].startswith("PHONE-")
    others = {
        Key("b").pseudonyms("PHONE", ["1"])[0],
        Key("a").pseudonyms("PERSON", ["1"])[0].replace("PERSON", "PHONE"),
    }
    assert first[0] not in others
    assert all(0 <= one < 2**64 for one in Key("a").numbers("PHONE", ["1", ""]))

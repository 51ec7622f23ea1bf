"""Tests of the kinds of characters and of their roles."""

from leakbench.detectors.normalize import character_kinds as kinds

KINDS = ("DROPPED", "NUMERAL", "JOINING", "PICTURE", "SEPARATOR", "WORD", "LENGTHENS")
ROLES = ("COUNTING", "LINKING", "STRONG", "DISGUISED", "PAUSING", "ENDING", "SPECIAL")
BITS = ("MAY_BEGIN", "MAY_END", "USUAL_BYTE")


def values(names):
    """The numbers of these names."""
    return [getattr(kinds, name) for name in names]


def test_a_kind_is_no_character_that_is_meant():
    """Kinds are told apart by numbers that stand for no printable character, and not by 0."""
    assert len(set(values(KINDS))) == len(KINDS)
    assert all(0 < kind < kinds.FOLDED for kind in values(KINDS))
    assert chr(kinds.FOLDED).isprintable()


def test_roles_are_one_bit_each():
    """A character may have several, all in one byte."""
    assert sorted(values(ROLES)) == [1 << place for place in range(len(ROLES))]


def test_kinds_of_separators_and_bytes_share_a_number():
    """The kind fills the low bits, what bytes may be has a bit each above them."""
    separators = values(("USUAL", "ODD", "PAUSE"))
    assert len({0, *separators}) == 4
    assert all(kind & kinds.SEPARATOR_KIND == kind for kind in separators)
    assert separators == sorted(separators)  # the oddest of several is the greatest
    assert sum(values(BITS)) & kinds.SEPARATOR_KIND == 0
    assert sum(values(BITS)).bit_count() == len(BITS)

"""Tests of what values begin with."""

import pytest

from leakbench.detectors.structured.rules.prefixes import PREFIXES, prefix_ranges, read_prefixes
from leakbench.generator.declarations import DeclarationError, Table

SETS = read_prefixes(PREFIXES)


def ranges_of(written):
    """The ranges that a rule means with this."""
    return prefix_ranges(Table("rules.toml", "rule 1", {"prefix": written}), "prefix")


@pytest.mark.parametrize("name", SETS)
def test_a_set_means_its_entries(name):
    """Each from its first to its last, which are as long; and with digits before both."""
    ranges = ranges_of(name)
    assert len(ranges) == len(SETS[name])
    for (low, high), entry in zip(ranges, SETS[name], strict=True):
        assert entry in {low, f"{low}-{high}"}
        assert len(low) == len(high)
        assert low <= high
    assert ranges_of(f"0+{name}") == [("0" + low, "0" + high) for low, high in ranges]


@pytest.mark.parametrize(
    ("written", "expected"),
    [("73", ("73", "73")), ("130-139", ("130", "139")), ("SF", ("SF", "SF"))],
)
def test_a_rule_may_write_prefixes_itself(written, expected):
    """Digits, a range of them, or capitals."""
    assert ranges_of(written) == [expected]
    assert ranges_of([written, "7"]) == [expected, ("7", "7")]


@pytest.mark.parametrize("written", ["moblie", "", "9-1", "1-10", "sf", "1-", "x+mobile", "+73"])
def test_what_is_no_prefix_is_refused(written):
    """In one line that names the rule and the key."""
    with pytest.raises(DeclarationError, match=r"^rules.toml: rule 1: key 'prefix'"):
        ranges_of(written)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mobile = 7", "key 'mobile' must be a table, not 7"),
        ("[a]\nmobile = 7", "a: key 'mobile' must be a list of prefixes such as '73'"),
        ('[a]\nmobile = "130"', "a: key 'mobile' must be a list of prefixes such as '73'"),
        ("[a]\nmobile = []", "a: key 'mobile' is empty"),
        ('[a]\nmobile = [""]', "a: key 'mobile' must be a list of prefixes such as '73'"),
        ("[a]\nmobile = [130]", "'130-139' or 'SF', not [130]"),
        ('[a]\nmobile = ["139-130"]', "a: key 'mobile' must be a list of prefixes"),
        ('[a]\nmobile = ["1-130"]', "a: key 'mobile' must be a list of prefixes"),
        ("[a", "not TOML: "),
    ],
)
def test_a_file_of_other_things_is_refused(tmp_path, text, said):
    """In one line with the file, the table, the set and what it must be."""
    source = tmp_path / "prefixes.toml"
    source.write_text(text, encoding="utf-8")
    with pytest.raises(DeclarationError) as caught:
        read_prefixes(source)
    assert str(caught.value).startswith("prefixes.toml: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)

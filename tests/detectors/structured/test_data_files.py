"""Tests of reading data files."""

import pytest

from leakbench.detectors.structured.data_files import (
    FLAG,
    ONE_OR_MORE,
    TABLE,
    TABLES,
    TEXT,
    TEXTS,
    TRUE,
    RuleError,
    check,
    data_text,
    parse,
    refuse_unknown,
)

FITTING = {
    TEXT: ["a"],
    TEXTS: [["a"], ["a", "b"]],
    ONE_OR_MORE: ["a", ["a"], ["a", "b"]],
    TRUE: [True],
    FLAG: [True, False],
    TABLE: [{}, {"a": 1}],
    TABLES: [[], [{}], [{"a": 1}]],
}
VALUES = [value for values in FITTING.values() for value in values]
OTHERS = ["", 7, 1.5, None, ["a", 7], [""], [{}, 7]]


@pytest.mark.parametrize("kind", FITTING, ids=lambda kind: kind.called)
def test_a_value_is_of_its_kind_or_refused(kind):
    """The message names the place, the key, what it must be and what it is."""
    for value in [*VALUES, *OTHERS]:
        if any(value == one and type(value) is type(one) for one in FITTING[kind]):
            check({"key": value}, {"key": kind}, "some.toml: part")
            continue
        with pytest.raises(RuleError) as caught:
            check({"key": value}, {"key": kind}, "some.toml: part")
        expected = f"some.toml: part: key 'key' must be {kind.called}, not {value!r}"
        assert str(caught.value) == expected


def test_what_is_long_is_told_in_short():
    """A message is one line, whatever a key holds."""
    with pytest.raises(RuleError) as caught:
        check({"key": ["a\n" * 100] * 100 + [7]}, {"key": TEXTS}, "some.toml")
    assert len(str(caught.value)) < 300
    assert "\n" not in str(caught.value)


def test_keys_are_those_that_are_known():
    """One that is missing or not known is named, with what it must be or could have been."""
    with pytest.raises(RuleError, match=r"^some.toml: no key 'key'; it must be a list of texts$"):
        check({}, {"key": TEXTS}, "some.toml", required=["key"])
    with pytest.raises(RuleError, match=r"^some.toml: unknown 'kee'; known: key, other$"):
        check({"kee": "a"}, {"other": TEXT, "key": TEXT}, "some.toml")
    with pytest.raises(RuleError, match=r"^some.toml: unknown 'c'; known: a, b$"):
        refuse_unknown(["a", "c"], {"b", "a"}, "some.toml")


@pytest.mark.parametrize("text", ["a = \n", "a = 1\na = 2\n", "[a\n", "a = 01\n"])
def test_what_is_not_toml_is_one_line(text):
    """It names the file, and the line where reading ended."""
    with pytest.raises(RuleError, match=r"^some.toml: not TOML: .*line [12]") as caught:
        parse(text, "some.toml")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["rules", "prefixes", "cues", "characters"])
def test_the_files_that_are_there_are_read(name):
    """Each is TOML in UTF-8."""
    assert parse(data_text(f"{name}.toml"), name)


def test_what_is_not_utf8_is_one_line(tmp_path, monkeypatch):
    """It names the file."""
    monkeypatch.setattr("leakbench.detectors.structured.data_files._FOLDER", tmp_path)
    (tmp_path / "some.toml").write_bytes(b'a = "\xff"')
    with pytest.raises(RuleError, match=r"^some.toml: not UTF-8: "):
        data_text("some.toml")

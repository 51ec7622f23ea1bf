"""Tests of how files and texts of strangers are read."""

import json
import os
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.generator.untrusted import (
    NotJsonError,
    NotTomlError,
    UnreadableFileError,
    json_of,
    read_file,
    refuse_no_file,
    toml_of,
)


def test_a_file_is_read_up_to_its_limit(tmp_path):
    """One byte more is refused, and no limit is none."""
    path = tmp_path / "file"
    path.write_bytes(b"12345")
    refuse_no_file(path)
    assert read_file(path) == read_file(path, 5) == b"12345"
    with pytest.raises(UnreadableFileError, match=r"file: more than 4 bytes$"):
        read_file(path, 4)


def test_what_waits_or_does_not_end_is_no_file(tmp_path):
    """A pipe without a writer, a device, and a folder."""
    pipe, zero = tmp_path / "pipe", tmp_path / "zero"
    os.mkfifo(pipe)
    zero.symlink_to("/dev/zero")
    for path in (pipe, zero):
        with pytest.raises(UnreadableFileError, match="no ordinary file"):
            read_file(path, 1 << 20)
        with pytest.raises(UnreadableFileError, match="no ordinary file"):
            refuse_no_file(path)
    with pytest.raises(IsADirectoryError):
        read_file(tmp_path)


def test_a_pipe_that_was_handed_over_is_read(tmp_path):
    """As shells write ``<(…)``: until its writer ends, however slowly."""
    reading, writing = os.pipe()
    try:
        os.write(writing, b"abc")
        os.close(writing)
        link = type(tmp_path)(f"/dev/fd/{reading}")
        assert read_file(link, 3) == b"abc"
    finally:
        os.close(reading)


DEEP = 100_000


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[" * DEEP, "nested too deeply"),
        ('{"a":' * DEEP, "nested too deeply"),
        ("9" * 5_000, "thousands of digits"),
        (b"\xff", "not UTF-8"),
        ('["\\ud800"]', "half of a surrogate pair"),
        ('{"\\uDFFF": 1}', "half of a surrogate pair"),
        ("[1,", "line 1 column 4"),
    ],
)
def test_what_is_no_json_has_one_reason(text, reason):
    """Whatever Python's parser answers with."""
    with pytest.raises(NotJsonError, match=reason):
        json_of(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x = " + "[" * DEEP, "nested too deeply"),
        ("x = " + "9" * 5_000, "thousands of digits"),
        ("a." * DEEP + "a = 1", "a key of more than 64 parts"),
        ('"a" . ' * DEEP + "a = 1", "a key of more than 64 parts"),
        ("[" + "a." * DEEP + "a]", "a key of more than 64 parts"),
        ("x", "Expected '='"),
    ],
)
def test_what_is_no_toml_has_one_reason(text, reason):
    """Also what would ask the parser for all memory."""
    with pytest.raises(NotTomlError, match=reason):
        toml_of(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@settings(max_examples=20)
@given(JSON, st.booleans())
def test_json_that_is_sound_is_what_it_was(value, ascii_only):
    """Pairs of surrogates included, which stand for characters beyond the first 65,536."""
    text = json.dumps(value, ensure_ascii=ascii_only)
    assert json_of(text) == json_of(text.encode()) == value


@given(st.text(st.sampled_from("ab.\"'= \n[]#1")))
def test_toml_is_what_the_parser_says(text):
    """Nothing short is refused that the parser takes, and nothing taken that it refuses."""
    try:
        expected = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        with pytest.raises(NotTomlError):
            toml_of(text)
    else:
        assert toml_of(text) == expected

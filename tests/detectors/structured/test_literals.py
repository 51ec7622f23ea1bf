"""Tests of words and characters as kernels compare them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leakbench.detectors.structured import literals
from leakbench.detectors.structured.literals import (
    CHARACTERS,
    follows,
    follows_latin,
    has_role,
    has_role_before,
    lead,
    precedes,
    read_roles,
    utf8,
)
from leakbench.generator.declarations import DeclarationError, Table, read_declaration
from leakbench.generator.engine.compiled import compiled

from .passes import bytes_of

WORDS = ["ext", "转", "分机", "a", "Ext", "xt"]
TOML = CHARACTERS.read_text("utf-8")
ROLES = read_declaration(CHARACTERS).all_of(Table.text)
BITS = {name: getattr(literals, name.upper()) for name in ROLES}
CELL = st.lists(st.sampled_from([*WORDS, *"e分，é😀"]), max_size=3).map("".join)
TEXT = st.text("aBext转分机元。，：　😀é", max_size=8)


@compiled
def _compared(data, low, at, word):
    end = len(data)
    return (
        follows(data, at, end, word),
        follows_latin(data, at, end, word),
        precedes(data, low, at, word),
    )


@compiled
def _roles(data, at, roles):
    return has_role(data, at, len(data), roles), has_role_before(data, 0, at, roles)


@given(CELL, CELL, CELL, st.sampled_from(WORDS))
@example("e", "xt", "", "ext")  # its first letter stands in another cell
@example("分", "机", "分", "分机")
def test_words_are_compared_as_python_does(other, before, behind, word):
    """On either side of a place, within the cell; small letters in any case."""
    low, at = len(other.encode()), len((other + before).encode())
    answers = _compared(bytes_of(other + before + behind), low, at, utf8(word))
    assert answers[0] == behind.startswith(word)
    assert answers[2] == before.endswith(word)
    if word.islower():
        assert answers[1] == behind.lower().startswith(word)


@given(st.text(max_size=2))
def test_words_are_the_bytes_of_utf8(text):
    """As one number, the first byte low."""
    size, packed = utf8(text[:1])
    assert packed.to_bytes(size, "little") == text[:1].encode()
    assert all(lead(character) == character.encode()[0] for character in text)


@pytest.mark.parametrize("roles", [[name] for name in ROLES] + [["end", "unit"]])
@given(before=TEXT, behind=TEXT)
def test_characters_have_the_roles_of_the_file(roles, before, behind):
    """Behind a place and before it; none where the cell ends."""
    characters = "".join(ROLES[name] for name in roles)
    bits = sum(BITS[name] for name in roles)
    at = len(before.encode())
    expected = behind[:1] in characters if behind else False, before[-1:] in characters and before
    assert _roles(bytes_of(before + behind), at, bits) == tuple(map(bool, expected))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('money = "价"', "no key 'unit' (characters of three bytes)"),
        ("money = 7", "key 'money' must be characters of three bytes, not 7"),
        (TOML + 'price = "元"', "unknown key 'price'; known: money, unit, stop, end"),
        (TOML.replace('"。！？"', "7"), "key 'end' must be characters of three bytes, not 7"),
        (TOML.replace('"。！？"', '"!?"'), "key 'end' must be characters of three bytes, not '!?'"),
        ("money", "not TOML: "),
    ],
)
def test_other_characters_are_refused(tmp_path, text, said):
    """In one line with the file, the role and what it must be."""
    source = tmp_path / "characters.toml"
    source.write_text(text, encoding="utf-8")
    with pytest.raises(DeclarationError) as caught:
        read_roles(source)
    assert str(caught.value).startswith(f"characters.toml: {said}")

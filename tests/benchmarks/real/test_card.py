"""Tests of cards: those that there are, and what a card may not say."""

import pytest

from leakbench.benchmarks.real.card import UnknownCardError, card_names, load_card
from leakbench.benchmarks.real.download import raw_address
from leakbench.generator.declarations import DeclarationError
from leakbench.generator.entities import known_labels


@pytest.mark.parametrize("name", card_names())
def test_every_card_is_whole(name):
    """It can be read, and says what may be scored, whose it is and what to beware of."""
    card = load_card(name)
    assert card.name == name
    assert set(card.scored) <= known_labels()
    assert card.quirks
    assert card.licence_note or card.licence != "none stated"


@pytest.mark.parametrize("name", card_names())
def test_every_corpus_stands_in_its_repository(name):
    """One host, one repository, one commit."""
    card = load_card(name)
    root = f"https://raw.githubusercontent.com/{card.repository}/{card.commit}/"
    for file in card.files:
        assert raw_address(card.repository, card.commit, file.path).startswith(root)


def test_a_card_says_what_its_labels_mean(carded):
    """Those that are left out are no labels to score."""
    card = load_card(carded("made_up", {"a/b.conll": b"x", "c": b"yz"}, quirks=["none"]))
    assert card.scored == ["PERSON"]
    assert [(file.path, file.size, file.member) for file in card.files] == [
        ("a/b.conll", 1, None),
        ("c", 2, None),
    ]
    assert card.quirks == ("none",)
    assert card_names() == ["made_up"]


def test_a_wrong_name_gets_the_likely_one():
    """As elsewhere."""
    with pytest.raises(UnknownCardError, match="unknown card 'weibo'; did you mean weibo_ner"):
        load_card("weibo")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": None}, r"made_up.toml: no key 'title'"),
        ({"title_zh": None}, r"made_up.toml: no key 'title_zh'"),
        ({"colour": "red"}, "unknown key 'colour'"),
        ({"repository": "https://example.org/x"}, "'repository' must be owner/name"),
        ({"repository": "a/b/c"}, "'repository' must be owner/name"),
        ({"commit": "main"}, "'commit' must be 40 hexadecimal digits"),
        ({"converter": "magic"}, "'converter' must be one of conll"),
        ({"labels": {"PER": "PEOPLE"}}, "labels: key 'PER' must be a label of the registry"),
        ({"labels": {"PER": ""}}, "leaves out every label"),
        ({"labels": {}}, "leaves out every label"),
        ({"file_sha256": "abc"}, "file 1: key 'sha256' must be 64 hexadecimal digits"),
        ({"file_bytes": 0}, "file 1: key 'bytes' must be a whole number above 0"),
        ({"file_path": "../b"}, "file 1: key 'path' must be a path below the root"),
        ({"file_path": "/etc/b"}, "'path' must be a path below the root"),
        ({"file_path": "a//b"}, "'path' must be a path below the root"),
        ({"file_path": "a\\b"}, "'path' must be a path below the root"),
        ({"file_path": "c:/b"}, "'path' must be a path below the root"),
        ({"file_part": "Part One"}, "'part' must be small letters"),
        ({"file_part": "x"}, "two files have one part: x, x"),
        ({"file_colour": "red"}, "file 1: unknown key 'colour'"),
        ({"member": ("../x", 1)}, "'path' must be a path below the root"),
    ],
)
def test_a_wrong_card_is_one_line(carded, changes, message):
    """With the file, the entry and the key."""
    carded("made_up", {"a": b"x", "b": b"y"}, **changes)
    with pytest.raises(DeclarationError, match=message) as error:
        load_card("made_up")
    assert "\n" not in str(error.value)

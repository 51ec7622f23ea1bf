"""Tests of the tables of cue words."""

from functools import reduce
from operator import or_

import numpy as np
import pytest

from leakbench.detectors.structured.cues import (
    BUCKETS,
    CUES,
    bucket_of,
    cue_kind,
    cue_kinds,
    cue_sets,
    cue_tables,
    header_words,
    kinds_mask,
    read_cues,
)
from leakbench.generator.declarations import DeclarationError

WORDS = read_cues(CUES)


def test_words_stand_in_the_bucket_of_their_last_bytes():
    """Whoever looks at the two bytes before a value meets every word that ends in them."""
    before, _ = cue_tables()
    words = [
        bytes(before.data[begin:end])
        for begin, end in zip(before.begin[:-1], before.begin[1:], strict=True)
    ]
    assert "手机号".encode() in words
    for place, word in enumerate(words):
        key = bucket_of(*(b"\0" + word)[-2:])
        assert before.bucket[key] <= place < before.bucket[key + 1]


def test_tables_are_whole():
    """Every bucket is bounded, every word says something known, long words come first."""
    for table in cue_tables():
        assert len(table.bucket) == BUCKETS + 1
        assert table.bucket[-1] == len(table.kind) == len(table.begin) - 1
        assert set(table.kind.tolist()) <= set(range(1, len(cue_kinds())))
        sizes = np.diff(table.begin)
        for key in range(BUCKETS):
            inside = sizes[table.bucket[key] : table.bucket[key + 1]]
            assert (np.diff(inside) <= 0).all()


def test_headers_say_what_their_words_say():
    """A header's words are the cue words without those of sentences."""
    words = header_words()
    assert cue_kinds()[words["手机号码"]] == "PHONE"
    assert "打" not in words


@pytest.mark.parametrize("table", ["before", "after"])
def test_a_word_stands_once(table):
    """It can say one thing only."""
    words = [word.lower() for several in WORDS[table].values() for word in several]
    assert len(words) == len(set(words))


def test_sets_are_of_known_kinds():
    """Each as the bits of its kinds."""
    sets = cue_sets()
    for name, kinds in sets.items():
        masks = (kinds_mask([kind]) if kind in sets else 1 << cue_kind(kind) for kind in kinds)
        assert kinds_mask([name]) == reduce(or_, masks)


def read(tmp_path, text):
    """What is read of a file with this content."""
    source = tmp_path / "cues.toml"
    source.write_text(text, encoding="utf-8")
    return read_cues(source)


def written(sets='a = ["QQ"]', before='QQ = ["扣"]', after='QQ = ["号"]'):
    """The content of a file of words."""
    return f"[sets]\n{sets}\n[before]\n{before}\n[after]\n{after}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[sets", "not TOML: "),
        ("[sets]\n[before]", "no key 'after' (a table)"),
        ("sets = 7\n[before]\n[after]", "key 'sets' must be a table, not 7"),
        (written() + "\n[behind]", "unknown key 'behind'; known: sets, before, after"),
        (written(before="QQ = 7"), "before: key 'QQ' must be a list of texts, not 7"),
        (written(before='QQ = "扣"'), "before: key 'QQ' must be a list of texts, not '扣'"),
        (written(before='QQ = ["扣", 7]'), "before: key 'QQ' must be a list of texts"),
        (written(before='QQ = [""]'), "before: key 'QQ' must be a list of texts"),
        (written(after='QQ = ["q"]'), "after: key 'QQ' must be a list of texts of two bytes"),
        (written(sets='a = "QQ"'), "sets: key 'a' must be a list of texts, not 'QQ'"),
        (written(sets='a = [""]'), "sets: key 'a' must be a list of texts, not ['']"),
        (written(sets="a = []"), "sets: key 'a' is empty"),
        (written(sets='a = ["QX"]'), "sets: key 'a': unknown kind of words 'QX'; known: MOBILE"),
        (written(sets='a = ["b"]\nb = ["QQ"]'), "sets: key 'a': unknown kind of words 'b'; "),
        (written(sets='a = ["a"]'), "sets: key 'a': unknown kind of words 'a'"),
        (written(sets='QQ = ["QQ"]'), "sets: 'QQ' is a kind of words already"),
        (written(sets='a = ["IP"]'), "before: no set has 'QQ', so nobody looks for its words"),
    ],
)
def test_words_that_nobody_can_follow_are_one_line(tmp_path, text, said):
    """It names the file, the table and the key, and says what is expected."""
    with pytest.raises(DeclarationError) as caught:
        read(tmp_path, text)
    message = str(caught.value)
    assert message.startswith("cues.toml: ")
    assert said in message
    assert "\n" not in message


def test_words_read_as_they_are_written(tmp_path):
    """A set may have those before it."""
    words = read(tmp_path, written(sets='a = ["QQ"]\nb = ["a", "none"]'))
    assert words["sets"]["b"] == ("a", "none")
    assert words["before"] == {"QQ": ("扣",)}


@pytest.mark.parametrize("ask", [cue_kind, lambda name: kinds_mask([name])])
def test_a_kind_that_is_missing_is_named(ask):
    """With the file where it belongs."""
    with pytest.raises(DeclarationError, match=r"^cues.toml: unknown kind of words 'VIN'; "):
        ask("VIN")

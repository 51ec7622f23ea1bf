"""Tests of the parameters of forms."""

import pytest

from leakbench.generator.surfaces.forms import Form, FormError


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ({"digits": ("0",)}, "must be ten"),
        ({"letters": "abc"}, "must be 52"),
        ({"groups": (30, 4, 4)}, "31st"),
        ({"omit": "省市"}, "one character"),
        ({"needs": (0, "ab")}, "one character"),
        ({"needs": (-1, "a")}, "counted from 0"),
        ({"replace": {"ab": ("c",)}}, "single characters"),
        ({"pattern": "{0-4}"}, "cannot be read"),
        ({"pattern": "{4:2}"}, "go up to 64"),
        ({"pattern": "{0:99}"}, "go up to 64"),
        ({"groups": (4, 0)}, "1 code point or more"),
        ({"drop": (3, 2, 0, 0)}, "two ranges in order"),
        ({"drop": (0, 4, 2, 6)}, "two ranges in order"),
        ({"within": (0, 99)}, "further than 64"),
        ({"mask": (-99, 0)}, "further than 64"),
        ({"keep": 99}, "further than 64"),
        ({"insert_share": 0.5}, "does not say what"),
        ({"replace": {"a": tuple("b" * 201)}}, "at most 200 other ways"),
    ],
)
def test_a_wrong_form_is_named(keys, reason):
    """What the writer cannot write is refused when it is declared."""
    with pytest.raises(FormError, match=rf"surfaces\.toml: forms, wrong: .*{reason}"):
        Form(name="wrong", **keys)


def test_a_pattern_is_read_as_steps():
    """What is written before each part, where that is, and whether it is a number."""
    form = Form(name="tried", pattern="{0:4}年{5:7-}月end")
    assert form.steps == [("", 0, 4, False), ("年", 5, 7, True), ("月end", 0, 0, False)]
    assert form.pattern_size == 7
    assert Form(name="tried", pattern="{serial}").steps == [("", -1, -1, False), ("", 0, 0, False)]
    assert Form(name="tried", pattern="{serial}").pattern_size == 10
    assert Form(name="tried").steps == []
    assert Form(name="tried").pattern_size == 0


def test_every_character_has_its_ways():
    """Digits draw from all alphabets; a replacement goes before everything else."""
    form = Form(
        name="tried",
        digits=(tuple("〇一二三四五六七八九"), tuple("零壹贰叁肆伍陆柒捌玖")),
        replace={"1": ("I",), "-": ("=", "~")},
        lower=True,
    )
    assert form.ways["0"] == ("〇", "零")
    assert form.ways["1"] == ("I",)
    assert form.ways["-"] == ("=", "~")
    assert form.ways["A"] == ("a",)
    assert "a" not in form.ways
    circled = Form(name="tried", letters="".join(chr(0x24B6 + place) for place in range(52)))
    assert (circled.ways["A"], circled.ways["z"]) == (("Ⓐ",), ("ⓩ",))

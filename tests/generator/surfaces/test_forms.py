"""Tests of forms as they are declared, and of their mixtures."""

import pytest

from leakbench.generator.entities import entities
from leakbench.generator.spec import NOISES
from leakbench.generator.surfaces.forms import PLAIN, Form, FormError, forms, mixtures


@pytest.mark.parametrize("noise", NOISES)
def test_mixtures_are_for_known_labels(noise):
    """Every mixture is for a label of the registry and leaves something plain."""
    for label, shares in mixtures(noise).items():
        assert label in entities()
        assert sum(shares.values()) < 100
        assert all(share > 0 for share in shares.values())
    assert bool(mixtures(noise)) == (noise != "clean")


def test_who_evades_writes_most_values_in_another_way():
    """Under evasive, every personal label is treated, most of its values and not all."""
    evasive = mixtures("evasive")
    personal = (label for label, entity in entities().items() if entity.personal)
    treated = {label: sum(evasive.get(label, {}).values()) for label in personal}
    wrong = {label: share for label, share in treated.items() if not 75 <= share <= 90}
    assert not wrong, f"[mixtures.evasive.LABEL] must add up to 75 to 90 percent: {wrong}"


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ({"digits": ("0",)}, "must be ten"),
        ({"letters": "abc"}, "must be 52"),
        ({"respell": "backwards"}, "respell"),
        ({"quality": "lost"}, "quality"),
        ({"groups": (30, 4, 4)}, "31st"),
    ],
)
def test_a_wrong_form_is_named(keys, reason):
    """What the writer cannot write is refused when it is declared."""
    with pytest.raises(FormError, match=reason):
        Form(name="wrong", **keys)


def test_the_first_form_is_plain():
    """Its code is 0, and it has a name of its own."""
    names = [form.name for form in forms()]
    assert names[0] == PLAIN
    assert len(set(names)) == len(names)
    assert forms()[0] == Form(name=PLAIN)


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


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.name)
def test_what_does_not_survive_says_so(form):
    """A value whose characters are masked, or of which only the first are kept."""
    if form.mask or form.keep:
        assert form.quality != "exact"

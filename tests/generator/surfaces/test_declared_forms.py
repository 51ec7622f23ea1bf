"""Tests of forms as they are declared, and of their mixtures."""

import pytest

from leakbench.generator.declarations import DeclarationError
from leakbench.generator.entities import entities
from leakbench.generator.spec import NOISES, SPLITS
from leakbench.generator.surfaces.declared_forms import (
    Setting,
    forms,
    in_setting,
    mixtures,
    read_surfaces,
)
from leakbench.generator.surfaces.forms import MEDIA, PLAIN, Form

OF_QQ = "mixtures, worn, QQ"
NO_SHARE = "key 'dots' must be a number above 0, up to 100"


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


@pytest.mark.parametrize("noise", NOISES)
@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("medium", MEDIA)
def test_shares_go_to_other_forms(noise, split, medium):
    """What is not written in a setting leaves no gap, unless nothing else is there."""
    here = in_setting(mixtures(noise), forms(), Setting(split, medium))
    known = {form.name: form for form in forms()}
    for label, shares in mixtures(noise).items():
        kept = here[label]
        assert all(known[name].medium in {None, medium} for name in kept)
        assert all(split in known[name].splits for name in kept)
        assert not kept or sum(kept.values()) == pytest.approx(sum(shares.values()))


def test_some_evasion_is_seen_in_test_alone():
    """Of what is written in another way in test, about 15 percent is so in no other split."""
    unseen = []
    for shares in in_setting(mixtures("evasive"), forms(), Setting("test", "text")).values():
        only = [form.name for form in forms() if form.splits == ("test",)]
        if shares:
            unseen.append(sum(shares.get(name, 0) for name in only) / sum(shares.values()))
    assert 0.12 < sum(unseen) / len(unseen) < 0.18


def test_the_first_form_is_plain():
    """Its code is 0, and it has a name of its own."""
    names = [form.name for form in forms()]
    assert names[0] == PLAIN
    assert len(set(names)) == len(names)
    assert forms()[0] == Form(name=PLAIN)


def test_what_does_not_survive_says_so():
    """A value whose characters are masked, or of which only the first are kept."""
    changed = [form for form in forms() if form.mask or form.keep]
    assert changed
    assert [form.name for form in changed if form.quality == "exact"] == []


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ('leed = "+86"', "unknown key 'leed'; did you mean lead?"),
        ("lead = 86", "key 'lead' must be a text, not 86"),
        ('groups = "344"', "key 'groups' must be a list of whole numbers, not '344'"),
        ("separator = 3", "key 'separator' must be a text or a list of texts, not 3"),
        ('reverse = "yes"', "key 'reverse' must be true or false, not 'yes'"),
        ("share = 50", "key 'share' must be a number from 0 to 1, not 50"),
        ("mask = [3]", "key 'mask' must be a list of 2 whole numbers, not [3]"),
        ("within = 3", "key 'within' must be a list of 2 whole numbers, not 3"),
        ("drop = [0, 2]", "key 'drop' must be a list of 4 whole numbers, not [0, 2]"),
        ('keep = "7"', "key 'keep' must be a whole number above 0, not '7'"),
        ('respell = "backwards"', "key 'respell' must be one of traditional, pinyin"),
        ('medium = "air"', "key 'medium' must be one of cell, text, not 'air'"),
        ('splits = ["tset"]', "unknown splits 'tset'"),
        ('quality = "lost"', "key 'quality' must be one of exact, "),
        ('digits = "01234"', "digits must be ten"),
        ("digits = [1, 2]", "key 'digits' must be a text, or a list of texts and lists of texts"),
        ('needs = ["1", 0]', "key 'needs' must be a list of a place and a character, not ["),
        ('needs = [0, ""]', "omit and needs take one character"),
        ('replace = { "-" = 3 }', "replace: key '-' must be a text or a list of texts, not 3"),
        ('replace = "-"', "key 'replace' must be a table, not '-'"),
    ],
)
def test_a_wrong_form_is_refused(tmp_path, form, reason):
    """One line names the file, the form and the key."""
    source = tmp_path / "surfaces.toml"
    source.write_text(f"[forms.tried]\n{form}\n[mixtures.worn]\n", encoding="utf-8")
    assert reason in refusal(source, "forms, tried")


@pytest.mark.parametrize(
    ("mixture", "place", "reason"),
    [
        ("[mixtures.wron.QQ]", "mixtures", "unknown key 'wron'; did you mean worn?"),
        ("[mixtures.worn.MOBIL]", "mixtures, worn", "unknown label 'MOBIL'; did you mean MOBILE?"),
        ("[mixtures.worn.QQ]\nspaced = 5", OF_QQ, "unknown form 'spaced'; known: dots"),
        ("[mixtures.worn.QQ]\ndot = 5", OF_QQ, "unknown form 'dot'; did you mean dots?"),
        ('[mixtures.worn.QQ]\ndots = "5"', OF_QQ, f"{NO_SHARE}, not '5'"),
        ("[mixtures.worn.QQ]\ndots = 0", OF_QQ, f"{NO_SHARE}, not 0"),
        ("[mixtures.worn.QQ]\ndots = 120", OF_QQ, f"{NO_SHARE}, not 120"),
        (
            "[mixtures.worn.QQ]\ndots = 60\nslow = 50\n[forms.slow]",
            OF_QQ,
            "the shares are 110 percent together",
        ),
        ("[mixtures]\nworn = 5", "mixtures", "key 'worn' must be a table, not 5"),
        ("[mixture.worn]", "", "no key 'mixtures' (a table); is it 'mixture'?"),
        ("[mixtures.worn]\n[shapes]", "", "unknown key 'shapes'"),
    ],
)
def test_a_wrong_mixture_is_refused(tmp_path, mixture, place, reason):
    """One line names the file, the mixture and the form; a noise that nobody asked for, too."""
    source = tmp_path / "surfaces.toml"
    source.write_text(f'[forms.dots]\nseparator = "."\n{mixture}\n', encoding="utf-8")
    assert reason in refusal(source, place)


def refusal(source, place):
    """What is said of a file, without its name and the place."""
    with pytest.raises(DeclarationError) as caught:
        read_surfaces(source)
    message, head = str(caught.value), ": ".join(filter(None, ["surfaces.toml", place]))
    assert message.startswith((f"{head}: ", f"{head}, "))
    assert "\n" not in message
    return message.removeprefix(head)


def test_a_file_of_forms_is_read(tmp_path):
    """Forms in their order, the shares of a mixture as they are written."""
    source = tmp_path / "surfaces.toml"
    source.write_text(
        '[forms.a]\nneeds = [1, "x"]\nreplace = { "-" = "" }\ndigits = "〇一二三四五六七八九"\n'
        "[mixtures.worn.QQ]\na = 2.5\n[mixtures.worn.IP]\n",
        encoding="utf-8",
    )
    found = read_surfaces(source)
    digits = (tuple("〇一二三四五六七八九"),)
    assert found.forms == (
        Form(name=PLAIN),
        Form(name="a", needs=(1, "x"), replace={"-": ("",)}, digits=digits),
    )
    assert found.mixtures == {"worn": {"QQ": {"a": 2.5}, "IP": {}}}

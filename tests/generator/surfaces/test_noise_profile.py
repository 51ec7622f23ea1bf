from unittest.mock import patch

import numpy as np
import pytest

from leakbench.generator.audit.formats import formats
from leakbench.generator.audit.undo import undone
from leakbench.generator.engine.formed import NO_FORM, Formed
from leakbench.generator.engine.listed import Listed
from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.strings import Arena
from leakbench.generator.engine.tables import table
from leakbench.generator.spec import NOISES
from leakbench.generator.surfaces.declared_forms import Setting, forms, mixtures
from leakbench.generator.surfaces.forms import Form
from leakbench.generator.surfaces.noise_profile import (
    NoiseProfile,
    lists_as_they_are,
    told_by_value,
)
from leakbench.generator.surfaces.respelling import RESPELLINGS, respelled
from leakbench.generator.value_forms import partial_forms, value_form, value_forms

pytestmark = pytest.mark.slow

SAMPLES = {
    "MOBILE": "19900000000",
    "LANDLINE": "0000-2000000",
    "RESIDENT_ID": "00000019900101000X",
    "PERSON_NAME": "某某某",
    "USCC": "9100000000000000XX",
}
ROWS = 4000
UNDONE = {label: kind.undo for label, kind in formats().items() if kind.undo}
TWINS = dict(
    zip(table("traditional")["traditional"], table("traditional")["simplified"], strict=True)
)
INSERTED = ("那个", "（谐音）", "啊", "[玫瑰]", "[握手]", "[强]", "[红包]", "丨")


@pytest.fixture(params=NOISES)
def noise(request):
    """Every noise."""
    return request.param


def written(noise, label, second=None):
    """Strings, extents and forms of many writings of a sample."""
    arena = Arena()
    surfaces = NoiseProfile(noise, arena)
    here = np.zeros(ROWS, np.intp)
    values = arena.intern([SAMPLES[label]]).take(here)
    other = arena.intern([second]).take(here) if second else None
    bits = Streams(0, "t").bits(label, np.arange(ROWS, dtype=np.int64))
    made = surfaces.write(values, other, label, bits)
    return arena.texts(made.strings), made


def written_values(noise):
    """The strings of many writings of a number, and the values written."""
    texts, made = written(noise, "MOBILE")
    arena = Arena()
    NoiseProfile(noise, arena)  # interns what it needs first, as when they were written
    return texts, made, arena.intern([SAMPLES["MOBILE"]]).take(np.zeros(ROWS, np.intp))


def places(made, row):
    """Begin and end of the first value and of the second."""
    extent = int(made.extents[row] if len(made.extents) else made.strings.chars[row] << 32)
    return [(extent >> shift) & 0xFFFF for shift in (48, 32, 16, 0)]


def read_again(label, value, form):
    """A value as it was before it was written in another way; of names, the characters left."""
    if label in UNDONE:
        (read,) = undone(UNDONE[label], [value], [form.name])
        return read.replace("-", "")
    for inserted in INSERTED:
        value = value.replace(inserted, "")
    return "".join(TWINS.get(c, c) for c in value if c.isalpha())


@pytest.mark.parametrize("label", SAMPLES)
def test_marks_hold_the_value_and_nothing_else(noise, label):
    """What is marked reads as the value once separators and glyphs are undone."""
    texts, made = written(noise, label)
    sample = SAMPLES[label].replace("-", "")
    for row, text in enumerate(texts):
        assert made.strings.chars[row] == len(text)
        form = forms()[made.form[row] if len(made.form) else 0]
        start, end, _, _ = places(made, row)
        assert text[:start] == form.before
        value = read_again(label, text[start:end], form)
        if form.name == "resident_id_15":
            assert value == sample[:6] + sample[8:17]
        elif form.quality == "exact" and form.respell in {None, "traditional"}:
            assert value == sample, (form.name, text)


@pytest.mark.parametrize("how", RESPELLINGS)
def test_respelled_characters_are_drawn_from_their_ways(how):
    """Each character is written in one of its ways, all of them come, and others stay."""
    ways = respelled(how)
    several = max(ways, key=lambda character: len(ways[character]))
    rest = "".join(ways.get("〇", "〇"))  # a mark, which few ways respell
    shares = {"PERSON_NAME": {f"by {how}": 100}}
    declared = (Form(name="plain"), Form(name=f"by {how}", respell=how))
    with (
        patch("leakbench.generator.surfaces.noise_profile.mixtures", lambda _noise: shares),
        patch("leakbench.generator.surfaces.noise_profile.forms", lambda: declared),
        patch("leakbench.generator.surfaces.parameters.forms", lambda: declared),
    ):
        arena = Arena()
        column = arena.intern([f"{several}〇"]).take(np.zeros(ROWS, np.intp))
        bits = Streams(0, "t").bits("r", np.arange(ROWS, dtype=np.int64))
        made = NoiseProfile("evasive", arena).write(column, None, "PERSON_NAME", bits)
    assert set(arena.texts(made.strings)) == {f"{way}{rest}" for way in ways[several]}


def test_two_values_have_two_marks():
    """A cell with two numbers has the extents of both, and without a second number there is one."""
    texts, made = written("worn", "MOBILE", second="18800000000")
    twice = [places(made, row) for row in range(ROWS)]
    assert 0.05 < np.mean([end > 0 for _, _, _, end in twice]) < 0.2
    for text, (start, end, second, second_end) in zip(texts, twice, strict=True):
        if second_end:
            assert text[start:end] == SAMPLES["MOBILE"]
            assert text[second:second_end] == "18800000000"
    assert not (written("worn", "MOBILE")[1].extents & 0xFFFF).any()


def test_clean_writes_plainly():
    """Without noise nothing is changed."""
    texts, made = written("clean", "MOBILE")
    assert set(texts) == {SAMPLES["MOBILE"]}
    assert len(made.form) == len(made.extents) == 0
    assert NoiseProfile("clean", Arena()).plain


@pytest.mark.parametrize("label", ["MOBILE", "RESIDENT_ID"])
def test_forms_have_their_share(label):
    """Shares of the forms are those of the mixture."""
    _, made = written("worn", label)
    names = [form.name for form in forms()]
    for name, share in mixtures("worn")[label].items():
        if not forms()[names.index(name)].join and not forms()[names.index(name)].needs:
            assert abs((made.form == names.index(name)).mean() - share / 100) < 0.015


def test_forms_keep_to_their_medium_and_splits():
    """What belongs into cells is in no text, and forms of one split stand in no other."""
    arena = Arena()
    values = arena.intern([SAMPLES["MOBILE"]]).take(np.zeros(ROWS, np.intp))
    bits = Streams(0, "t").bits("setting", np.arange(ROWS, dtype=np.int64))
    for noise, split, medium in (("worn", "train", "text"), ("evasive", "train", "cell")):
        profile = NoiseProfile(noise, arena, Setting(split, medium))
        written_in = set(profile.write(values, None, "MOBILE", bits).form.tolist())
        everywhere = NoiseProfile(noise, arena, Setting("test", "cell"))
        elsewhere = set(everywhere.write(values, None, "MOBILE", bits).form.tolist())
        here = [forms()[code] for code in written_in]
        assert all(form.medium in {None, medium} and split in form.splits for form in here)
        assert written_in < elsewhere


def test_damaged_values_say_so():
    """Masked values have stars, an ID that went through a spreadsheet ends in zeros."""
    texts, made = written("worn", "RESIDENT_ID")
    for text, form in zip(texts, (forms()[code] for code in made.form), strict=True):
        assert ("*" in text) == (form.quality == "masked")
        if form.quality == "damaged":
            assert text.endswith("000")


def test_an_empty_mixture_leaves_values_as_they_are():
    """Nothing is drawn for them."""
    assert mixtures("worn")["PASSWORD"] == {}
    arena = Arena()
    values, bits = arena.intern(["password"] * 3), np.arange(3, dtype=np.uint64) << np.uint64(62)
    made = NoiseProfile("worn", arena).write(values, None, "PASSWORD", bits)
    assert arena.texts(made.strings) == ["password"] * 3
    assert not len(made.form)


def test_wear_thins_the_noise():
    """Rows of wear 0 are plain, of wear 1 as without."""
    arena = Arena()
    surfaces = NoiseProfile("evasive", arena)
    values = arena.intern([SAMPLES["MOBILE"]]).take(np.zeros(ROWS, np.intp))
    bits = Streams(0, "t").bits("m", np.arange(ROWS, dtype=np.int64))
    shares = [
        (surfaces.write(values, None, "MOBILE", bits, np.full(ROWS, wear)).form > 0).mean()
        for wear in (0.0, 0.5, 1.0)
    ]
    whole = (surfaces.write(values, None, "MOBILE", bits).form > 0).mean()
    assert shares[0] == 0
    assert abs(shares[1] - whole / 2) < 0.03
    assert shares[2] == whole


@pytest.mark.parametrize(
    ("form", "value", "expected"),
    [
        ("resident_id_15", "000000199001010000", "000000900101000"),
        ("resident_id_15", "000000201001010000", "000000201001010000"),
        ("lower_case", "00000019900101000X", "00000019900101000x"),
        ("reversed", "19900000000", "00000000991"),
        ("reversed", "某某", "某某"),
        ("landline_brackets", "0000-2000000", "(0000)2000000"),
        ("spreadsheet_zeros", "000000199001011234", "000000199001011000"),
        ("card_masked", "6200000000000000000", "620000*********0000"),
        ("tail_masked", "19900000000", "1990000****"),
        ("resident_id_masked_tail", "000000199001011234", "000000199001******"),
        ("at_word", "nobody@example.com", "nobody at example dot com"),
        ("traditional", "东门外国语学校", "東門外國語學校"),
        ("truncated", "一二三四五六七八九十甲乙丙丁", "一二三四五六七八九十甲乙"),
        ("truncated", "一二三四五六七八九十甲乙", "一二三四五六七八九十甲乙"),
        ("address_hash", "某某路1号", "某某路1#"),
        ("keycaps", "12", "1️⃣2️⃣"),
        ("han_date", "1990-03-05", "1990年3月5日"),
        ("unpadded_dots_date", "1990-12-05", "1990.12.5"),
        ("short_unpadded_date", "1990-03-15", "90-3-15"),
        ("han_date", "某年某月", "某年某月"),
        ("name_spaced", "某某某", "某 某 某"),
        ("name_spaced", "NOBODY", "NOBODY"),
        ("scientific", "19900000000", "1.99E+10"),
        ("pieces", "19900000000", "199中间0000后面0000"),
        ("pieces_id", "000000199001011234", "000000，生日19900101，尾号1234"),
        ("counted_repeats", "13800012223", "138三个01三个23"),
        ("counted_repeats", "00000", "四个00"),
        ("province_omitted", "某某省某市1号", "某市1号"),
        ("province_omitted", "某某市某路1号", "某某市某路1号"),
        ("last_four_initials", "某某有限公司", "某某yxgs"),
        ("surname_in_parts", "张张张", "弓长张张"),
        ("given_name_in_pinyin", "王小明", "王xiaoming"),
        ("name_unsaid", "王小明", "王某某"),
        ("born_in", "1990-03-15", "90年的，3.15"),
        ("spaced_out", "12", "1 2"),
        ("circled_code", "Aa1", "Ⓐⓐ①"),
    ],
)
def test_forms_are_written_as_named(monkeypatch, form, value, expected):
    """One form at a time, by a mixture of its own."""
    monkeypatch.setattr(
        "leakbench.generator.surfaces.noise_profile.mixtures",
        lambda _noise: {"MOBILE": {form: 100}},
    )
    arena = Arena()
    column = arena.intern([value])
    made = NoiseProfile("worn", arena).write(column, None, "MOBILE", np.zeros(1, np.uint64))
    assert arena.texts(made.strings) == [expected]
    assert places(made, 0) == [0, len(expected), 0, 0]
    assert (made.form[0] > 0) == (expected != value)


def test_values_tell_their_form_where_surfaces_have_none(noise):
    """Places and strings stay; a value without a name for its form is plain."""
    texts, made, values = written_values(noise)
    whole = [form for form in value_forms() if form not in partial_forms()]
    code = value_form(whole[0]) if whole else NO_FORM
    of_value = np.where(np.arange(ROWS) % 2, code, NO_FORM).astype(np.int16)
    told = told_by_value(made, Formed(values, of_value))
    assert told.strings.packed.tolist() == made.strings.packed.tolist()
    assert [places(told, row) for row in range(ROWS)] == [places(made, row) for row in range(ROWS)]
    surface = made.form if len(made.form) else np.zeros(ROWS, np.int16)
    named = (surface == 0) & (of_value != NO_FORM)
    assert told.form.tolist() == np.where(named, code + len(forms()), surface).tolist()
    assert len(texts) == ROWS


def test_partial_values_are_written_plainly(noise):
    """Whatever the noise, for only their form says that they say less than their label."""
    _, made, values = written_values(noise)
    code = value_form("surname_title")
    of_value = np.where(np.arange(ROWS) % 2, code, NO_FORM).astype(np.int16)
    told = told_by_value(made, Formed(values, of_value))
    partial = of_value == code
    assert (told.strings.packed[partial] == values.packed[partial]).all()
    assert (told.strings.packed[~partial] == made.strings.packed[~partial]).all()
    assert (told.form[partial] == code + len(forms())).all()
    assert {tuple(places(told, row)) for row in np.flatnonzero(partial)} == {
        (0, len(SAMPLES["MOBILE"]), 0, 0)
    }


def test_lists_have_their_values_apart():
    """Their strings stay, nothing is marked as a first value, and forms are coded as others are."""
    code = value_form("local")
    listed = Listed(
        strings=Arena().intern(["12;34", ""]),
        first=np.array([0, 2, 2], np.int32),
        start=np.array([0, 3], np.int32),
        end=np.array([2, 5], np.int32),
        label=np.zeros(2, np.int8),
        form=np.array([NO_FORM, code], np.int16),
        subject=np.array([5, -1]),
    )
    made = lists_as_they_are(listed)
    assert made.strings is listed.strings
    assert made.extents.tolist() == made.form.tolist() == [0, 0]
    assert made.listed.form.tolist() == [0, code + len(forms())]
    assert made.listed.subject is listed.subject


def test_forms_of_whole_columns_are_for_none_that_is_alone():
    """Rows whose way is their own are written in other forms; in the same way, in these as well."""
    arena = Arena()
    values = arena.intern([SAMPLES["MOBILE"]]).take(np.zeros(ROWS, np.intp))
    bits = Streams(0, "t").bits("c", np.arange(ROWS, dtype=np.int64))
    way = np.where(np.arange(ROWS) % 2 == 0, bits, ~bits)
    made = NoiseProfile("worn", arena).write(values, None, "MOBILE", bits, way=way)
    of_columns = np.array([form.column for form in forms()])[made.form]
    assert not of_columns[::2].any()
    assert of_columns[1::2].mean() > 0.02
    assert (made.form[::2] > 0).mean() > 0.3

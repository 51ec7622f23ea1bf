import unicodedata

import numpy as np
import pytest

from leakbench.generator.entities import entities
from leakbench.generator.spec import NOISES
from leakbench.generator.streams import Streams
from leakbench.generator.strings import Arena
from leakbench.generator.surfaces import Surfaces, forms

SAMPLES = {
    "MOBILE": "19900000000",
    "LANDLINE": "0000-2000000",
    "RESIDENT_ID": "00000019900101000X",
    "PERSON_NAME": "某某某",
    "USCC": "9100000000000000XX",
}
ROWS = 4000
SPELLED = str.maketrans(
    "〇零一壹幺二贰三叁四肆五伍六陆七柒拐八捌九玖⓪", "0011122334455667778899" + "0"
)


@pytest.fixture(params=NOISES)
def noise(request):
    """Every noise."""
    return request.param


def written(noise, label, second=None):
    """Strings, marks and forms of many writings of a sample."""
    arena = Arena()
    surfaces = Surfaces(noise, arena)
    here = np.zeros(ROWS, np.intp)
    values = arena.intern([SAMPLES[label]]).take(here)
    other = arena.intern([second]).take(here) if second else None
    bits = Streams(0, "t").bits(label, np.arange(ROWS, dtype=np.int64))
    made = surfaces.write(values, other, label, bits)
    return arena.texts(made.strings), made


@pytest.mark.parametrize("label", SAMPLES)
def test_marks_hold_the_value_and_nothing_else(noise, label):
    """What is marked reads as the value once separators and glyphs are undone."""
    texts, made = written(noise, label)
    qualities = [form.quality for form in forms()]
    for row, text in enumerate(texts):
        assert made.strings.chars[row] == len(text)
        value = text[made.mark_start[0, row] : made.mark_end[0, row]]
        if qualities[made.form[row]] == "exact":
            plain = unicodedata.normalize("NFKC", value).translate(SPELLED)
            kept = "".join(c for c in plain if c.isalnum())
            sample = SAMPLES[label].replace("-", "")
            assert kept.endswith(sample), (forms()[made.form[row]].name, text)
            assert kept.removesuffix(sample) in {"", "86", "0086"}


def test_two_values_have_two_marks():
    """A cell with two numbers marks both, and without a second number there is one."""
    texts, made = written("worn", "MOBILE", second="18800000000")
    twice = made.mark_end[1] > 0
    assert 0.05 < twice.mean() < 0.15
    for row in np.flatnonzero(twice):
        start, end = made.mark_start[1, row], made.mark_end[1, row]
        assert texts[row][start:end] == "18800000000"
        assert texts[row][: made.mark_end[0, row]] == SAMPLES["MOBILE"]
    assert not written("worn", "MOBILE")[1].mark_end[1].any()


def test_clean_writes_plainly():
    """Without noise nothing is changed."""
    texts, made = written("clean", "MOBILE")
    assert set(texts) == {SAMPLES["MOBILE"]}
    assert not made.form.any()
    assert Surfaces("clean", Arena()).plain


@pytest.mark.parametrize("label", ["MOBILE", "RESIDENT_ID"])
def test_forms_have_their_share(label):
    """Shares of the forms are those of the mixture."""
    _, made = written("worn", label)
    names = [form.name for form in forms()]
    masked = names.index("mobile_masked" if label == "MOBILE" else "resident_id_masked")
    assert abs((made.form == masked).mean() - (0.06 if label == "MOBILE" else 0.08)) < 0.015


def test_damaged_values_say_so():
    """Masked values have stars, an ID that went through a spreadsheet ends in zeros."""
    texts, made = written("worn", "RESIDENT_ID")
    for text, form in zip(texts, (forms()[code] for code in made.form), strict=True):
        assert ("*" in text) == (form.quality == "masked")
        if form.quality == "damaged":
            assert text.endswith(("00X", "000"))


def test_mixtures_name_labels_and_forms():
    """Every mixture is for a label of the registry, over declared forms, of at most 100%."""
    from leakbench.generator.surfaces import _declared  # noqa: PLC0415 - the declaration

    known = {form.name for form in forms()}
    for noise, mixtures in _declared()[1].items():
        assert noise in NOISES
        for label, shares in mixtures.items():
            assert label in entities()
            assert set(shares) <= known
            assert sum(shares.values()) <= 100

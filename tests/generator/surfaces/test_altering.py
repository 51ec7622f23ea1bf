"""Tests of values of which characters are left out, masked, counted or turned round."""

from datetime import date
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.strings import Arena
from leakbench.generator.surfaces.forms import Form
from leakbench.generator.surfaces.noise_profile import NoiseProfile

pytestmark = pytest.mark.slow

COUNTERS = {2: "两个", 3: "三个", 4: "四个"}
RANGES = st.sampled_from([(0, 0, 0, 0), (0, 2, 0, 0), (1, 3, 5, 6), (4, 9, 0, 0)])
FORMS = st.builds(
    Form,
    name=st.just("tried"),
    groups=st.lists(st.integers(1, 4), max_size=4).map(tuple),
    separator=st.sampled_from([("-",), ("-", "空"), ("",)]),
    digits=st.sampled_from([(), (tuple("〇一二三四五六七八九"),)]),
    within=st.sampled_from([(0, 0), (2, 0), (-3, 0), (1, 4)]),
    mask=st.sampled_from([None, (3, 7), (-4, 0), (0, 1)]),
    star=st.sampled_from(["*", "某"]),
    drop=RANGES,
    keep=st.sampled_from([0, 3, 6]),
)


def altered(form, value):
    """What a form makes of a value, a character at a time."""
    cuts = np.cumsum(form.groups).tolist()[:-1]
    low = form.within[0] if form.within[0] >= 0 else len(value) + form.within[0]
    high = form.within[1] if form.within[1] > 0 else len(value) + form.within[1]
    mask, mask_end = form.mask or (len(value), len(value))
    mask = mask if mask >= 0 else len(value) + mask
    mask_end = mask_end if mask_end > 0 else len(value) + mask_end
    first, first_end, second, second_end = form.drop
    made, kept, separators = "", 0, 0
    for here, character in enumerate(value):
        if first <= here < first_end or second <= here < second_end:
            continue
        if form.keep and kept == form.keep:
            break
        kept += 1
        if here > 0 and here in cuts:
            made += form.separator[min(separators, len(form.separator) - 1)]
            separators += 1
        if mask <= here < mask_end:
            made += form.star
        elif low <= here < high and character in form.ways:
            made += form.ways[character][0]
        else:
            made += character
    return made


def written(form, values):
    """What the compiled writer makes of some values."""
    declared = (Form(name="plain"), form)
    with (
        patch(
            "leakbench.generator.surfaces.noise_profile.mixtures",
            lambda _noise: {"MOBILE": {"tried": 100}},
        ),
        patch("leakbench.generator.surfaces.noise_profile.forms", lambda: declared),
        patch("leakbench.generator.surfaces.parameters.forms", lambda: declared),
    ):
        arena = Arena()
        made = NoiseProfile("worn", arena).write(
            arena.intern(values), None, "MOBILE", np.zeros(len(values), np.uint64)
        )
    return arena.texts(made.strings), made


@given(FORMS, st.lists(st.text("0123a某-🔥", min_size=1, max_size=24), min_size=1, max_size=6))
def test_characters_are_left_out_and_masked(form, values):
    """As the declaration says; where all is kept, or nothing would be left, it stays plain."""
    texts, made = written(form, values)
    assert texts == [
        value if form.keep and len(value) <= form.keep else altered(form, value) or value
        for value in values
    ]
    assert made.strings.chars.tolist() == [len(text) for text in texts]


@given(st.text("0123456789aX", min_size=1, max_size=30))
def test_a_value_is_turned_round(value):
    """Character by character."""
    (text,), _ = written(Form(name="tried", reverse=True), [value])
    assert text == value[::-1]


@given(st.text("018a", min_size=1, max_size=24))
def test_equal_digits_are_counted(value):
    """Two to four at once; letters are not."""
    (text,), _ = written(Form(name="tried", repeats=True), [value])
    expected = ""
    at = 0
    while at < len(value):
        count = 1
        while (
            count < 4
            and value[at].isdigit()
            and value[at : at + count + 1] == (value[at] * (count + 1))
        ):
            count += 1
        expected += COUNTERS.get(count, "") + value[at]
        at += count
    assert text == expected


@pytest.mark.parametrize(
    ("pattern", "value", "expected"),
    [
        ("{0:4}年{5:7-}月{8:10-}日", "1990-03-05", "1990年3月5日"),
        ("{8:10}/{5:7}", "1990-03-05", "05/03"),
        ("a{0:1}b", "7", "a7b"),
        ("{0:2-}", "00", "0"),
        ("{0:4}", "199", "199"),
    ],
)
def test_a_value_is_put_together_anew(pattern, value, expected):
    """Of its parts, as numbers where so declared; one that is too short stays plain."""
    (text,), made = written(Form(name="tried", pattern=pattern), [value])
    assert text == expected
    assert (made.form[0] > 0) == (expected != value)


@given(st.dates(min_value=date(1900, 3, 1), max_value=date(2200, 12, 31)))
def test_a_spreadsheet_counts_days(day):
    """A date is the number of days since the end of 1899, plus the day that 1900 did not have."""
    form = {"DATE_OF_BIRTH": {"spreadsheet_date": 100}}
    with patch("leakbench.generator.surfaces.noise_profile.mixtures", lambda _noise: form):
        arena = Arena()
        column = arena.intern([day.isoformat()])
        made = NoiseProfile("worn", arena).write(
            column, None, "DATE_OF_BIRTH", np.zeros(1, np.uint64)
        )
    assert arena.texts(made.strings) == [str((day - date(1899, 12, 30)).days)]

"""Tests of what is written around values, and of values that a form does not fit."""

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.strings import Arena
from leakbench.generator.surfaces.forms import Form
from leakbench.generator.surfaces.noise_profile import NoiseProfile
from leakbench.generator.surfaces.writing import Column, start_plainly

pytestmark = pytest.mark.slow

AROUND = st.text("备用（：+8", max_size=6)
VALUES = st.lists(st.text("019a某🔥", min_size=1, max_size=12), min_size=1, max_size=6)


def written(form, values, second=None, wear=None):
    """What the compiled writer makes of values in one form."""
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
            arena.intern(values),
            None if second is None else arena.intern(second),
            "MOBILE",
            np.arange(len(values), dtype=np.uint64),
            wear,
        )
    return arena.texts(made.strings), made


def extents(made):
    """Begin and end of the first and of the second value of each row."""
    return [
        tuple((extent >> shift) & 0xFFFF for shift in (48, 32, 16, 0))
        for extent in made.extents.tolist()
    ]


@given(AROUND, AROUND, AROUND, VALUES)
def test_what_leads_belongs_to_the_value(before, lead, after, values):
    """What stands before and behind it does not; all values are whole."""
    texts, made = written(Form(name="tried", before=before, lead=lead, after=after), values)
    assert texts == [before + lead + value + after for value in values]
    assert extents(made) == [(len(before), len(before + lead + value), 0, 0) for value in values]
    assert made.form.tolist() == [1] * len(values)


@given(AROUND, st.text("，；/ ", min_size=1, max_size=3), VALUES)
def test_two_values_have_two_extents(before, join, values):
    """Without a second value a form that writes two does not fit."""
    second = [value[::-1] for value in values]
    form = Form(name="tried", before=before, join=join)
    texts, made = written(form, values, second)
    rows = list(zip(values, second, strict=True))
    assert texts == [before + one + join + two for one, two in rows]
    for text, (start, end, begin, stop), row in zip(texts, extents(made), rows, strict=True):
        assert (text[start:end], text[begin:stop]) == row
    assert written(form, values)[0] == values


@pytest.mark.parametrize(
    ("form", "fits", "differs"),
    [
        (Form(name="tried", han=True, after="!"), "某1", "1某"),
        (Form(name="tried", needs=(4, "-"), after="!"), "0000-1", "000-01"),
        (Form(name="tried", keep=3), "0123", "012"),
        (Form(name="tried", reverse=True), "01", "某1"),
        (Form(name="tried", pattern="{0:3}!"), "012", "01"),
        (Form(name="tried", omit="省"), "某省1", "某某1"),
        (Form(name="tried", omit="省"), "一二三四五六七八九省1", "一二三四五六七八九十省1"),
    ],
)
def test_a_value_that_a_form_does_not_fit_stays_plain(form, fits, differs):
    """Its form is then said to be plain, and its extent is the whole string."""
    texts, made = written(form, [fits, differs, ""])
    assert texts[0] != fits
    assert texts[1:] == [differs, ""]
    assert made.form.tolist() == [1, 0, 0]
    assert extents(made)[1:] == [(0, len(differs), 0, 0), (0, 0, 0, 0)]


def test_rows_get_their_share_of_the_noise():
    """A row without wear stays plain, one with all of it does not."""
    wear = np.array([0.0, 1.0])
    texts, made = written(Form(name="tried", after="!"), ["1", "1"], wear=wear)
    assert texts == ["1", "1!"]
    assert made.form.tolist() == [0, 1]


@given(st.lists(st.integers(0, 3), max_size=20))
def test_rows_of_other_forms_are_listed(form):
    """All rows are written plainly at first."""
    count = len(form)
    values = np.arange(count, dtype=np.int64) << 16 | 5
    nothing = np.zeros(0, np.int64)
    written_out, found = np.full((2, count), -1, np.int64)
    column = Column(
        value=values,
        second=nothing,
        bits=nothing.astype(np.uint64),
        way=nothing.astype(np.uint64),
        strength=nothing.astype(np.uint64),
        form=np.array(form, np.int16),
        written=written_out,
        extents=found,
    )
    rows = np.empty(count, np.intp)
    listed = rows[: start_plainly(column, rows)].tolist()
    assert listed == [row for row, code in enumerate(form) if code]
    assert written_out.tolist() == values.tolist()
    assert found.tolist() == [5 << 32] * count

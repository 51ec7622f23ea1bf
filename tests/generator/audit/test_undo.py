"""Tests of bringing written values back into their canonical form."""

import numpy as np
import pytest

from leakbench.generator.audit.formats import formats
from leakbench.generator.audit.undo import UNDO, undone
from leakbench.generator.engine.strings import Arena
from leakbench.generator.spec import NOISES
from leakbench.generator.surfaces.declared_forms import forms, mixtures
from leakbench.generator.surfaces.noise_profile import NoiseProfile

VALUES = {
    "MOBILE": "13800010203",
    "LANDLINE": "0571-80010203",
    "RESIDENT_ID": "11010119990102001X",
    "BANK_CARD": "6222020000000000123",
    "EXAM_NO": "26330101110123",
    "QQ": "4300012345",
    "USCC": "91330101MA0L1B2T3X",
    "EMAIL": "wei.wang@163.com",
    "WECHAT": "wxid_a0o1l2i3z4b5",
    "LICENSE_PLATE": "浙AD12345",
    "DATE_OF_BIRTH": "1999-01-02",
    "TRAVEL_PERMIT": "H80010203",
    "IMEI": "350000001234563",
    "IMSI": "460001234567890",
    "WAYBILL": "SF1234567890123",
    "PASSPORT": "E80010203",
    "STUDENT_NO": "G11010119990102001X",
    "MEDICAL_NO": "ZY2024000123",
    "REGISTRATION_NO": "330101000012345",
}


def test_every_label_that_is_undone_has_an_example():
    """So that all its forms are tried."""
    missing = {label for label, kind in formats().items() if kind.undo} - VALUES.keys()
    assert not missing, f"VALUES of tests/generator/audit/test_undo.py has no value of {missing}"


@pytest.mark.slow
@pytest.mark.parametrize("noise", [noise for noise in NOISES if noise != "clean"])
@pytest.mark.parametrize("label", [label for label in VALUES if formats()[label].undo])
def test_every_form_is_undone(noise, label):
    """Whatever the generator does to a value that survives, the audit reads the value again."""
    rows, value = 3000, VALUES[label]
    arena = Arena()
    values = arena.intern([value]).take(np.zeros(rows, np.intp))
    bits = np.random.default_rng(1).integers(0, 2**64, rows, dtype=np.uint64)
    written = NoiseProfile(noise, arena).write(values, values, label, bits)
    texts = arena.texts(written.strings)
    seen = set()
    if not len(written.form):  # no form of this noise is for this label
        assert not mixtures(noise).get(label)
        return
    for text, extent, code in zip(texts, written.extents, written.form, strict=True):
        start, end = extent >> 48, (extent >> 32) & 0xFFFF
        form = forms()[code]
        if form.quality == "exact" and not form.drop[1]:
            seen.add(form.name)
            (found,) = undone(formats()[label].undo, [text[start:end]], [form.name])
            century = 2 if form.pattern.startswith("{2:") else 0  # left out, so not read again
            assert found == value[century:], (form.name, text)
    assert len(seen) >= min(2, len(mixtures(noise).get(label, {"": 0})))


def test_an_old_resident_id_loses_century_and_check_digit():
    """Which is all that a number of 15 digits lacks."""
    assert undone("number", ["110101 990102 001"], ["x"]) == ["110101990102001"]


def test_a_short_year_stays_short():
    """Its century is nowhere to be read."""
    assert undone("date", ["99.01.02", "９９-01-02"], ["x", "x"]) == ["99-01-02"] * 2


def test_a_reversed_value_is_turned_round():
    """By the name of its form alone."""
    assert undone("mobile", ["30201000831"], ["reversed"]) == ["13800010203"]


def test_a_date_may_begin_with_its_day():
    """The year is where four digits are."""
    assert undone("date", ["02/01/1999", "1999/1/2"], ["x", "x"]) == ["1999-01-02"] * 2


def test_the_countrys_code_is_cut_off():
    """Before an area code as before a mobile number."""
    assert (
        undone("landline", ["86-057180010203", "+86-0571-80010203"], ["x", "x"])
        == ["0571-80010203"] * 2
    )


def test_plain_values_stay():
    """Undoing does nothing to what is canonical."""
    for label, value in VALUES.items():
        assert UNDO[formats()[label].undo](value) == value

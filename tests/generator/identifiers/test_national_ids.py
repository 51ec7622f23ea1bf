from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from leakbench.generator.engine.strings import Arena
from leakbench.generator.identifiers.national_ids import (
    Organisations,
    resident_ids,
    social_credit_codes,
)

pytestmark = pytest.mark.slow


@given(
    st.integers(110000, 659999),
    st.dates(min_value=date(1925, 1, 1)),
    st.integers(1, 999),
)
def test_resident_ids_have_the_right_check_digit(area, birth, sequence):
    """GB 11643 as python-stdnum computes it."""
    arena = Arena()
    number = int(birth.strftime("%Y%m%d").zfill(8))
    made = resident_ids(*(np.array([part]) for part in (area, number, sequence)), arena)
    (text,) = arena.texts(made)
    assert text[:17] == f"{area}{number:08d}{sequence:03d}"
    assert text[17] == ric.calc_check_digit(text)


@given(
    st.sampled_from([b"91", b"92", b"93", b"12", b"31", b"51", b"52", b"53"]),
    st.integers(110000, 659999),
    st.integers(0, 31**6 - 1),
    st.booleans(),
)
def test_social_credit_codes_are_valid(register, area, serial, numeric):
    """GB 32100 as python-stdnum computes it; the organisation code within by GB 11714."""
    arena = Arena()
    organisations = Organisations(
        *(np.array([byte], np.uint8) for byte in register),
        *(np.array([value]) for value in (area, serial, numeric)),
    )
    (text,) = arena.texts(social_credit_codes(organisations, arena))
    assert uscc.is_valid(text)
    assert text[:2] == register.decode()
    assert text[8:16].isdigit() == numeric
    assert numeric or text[8:10] == {"9": "MA", "1": "MB", "3": "MD", "5": "MJ"}[text[0]]
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(c, 36) * weight for c, weight in zip(text[8:16], weights, strict=True))
    assert text[16] == "0123456789X0"[11 - total % 11]

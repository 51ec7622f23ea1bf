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
    st.sampled_from(b"123"), st.integers(110000, 659999), st.integers(0, 31**6 - 1), st.booleans()
)
def test_social_credit_codes_are_valid(kind, area, serial, numeric):
    """GB 32100 as python-stdnum computes it; the organisation code within by GB 11714."""
    arena = Arena()
    organisations = Organisations(
        np.array([kind], np.uint8), np.array([area]), np.array([serial]), np.array([numeric])
    )
    (text,) = arena.texts(social_credit_codes(organisations, arena))
    assert uscc.is_valid(text)
    assert text[8:16].isdigit() == numeric
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(c, 36) * weight for c, weight in zip(text[8:16], weights, strict=True))
    assert text[16] == "0123456789X0"[11 - total % 11]

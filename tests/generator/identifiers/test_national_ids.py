from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from leakbench.generator.engine.population import Population
from leakbench.generator.identifiers.national_ids import (
    CreditCodes,
    Holders,
    Organisations,
    ResidentIds,
)

pytestmark = pytest.mark.slow

POPULATION = Population(7, "test", date(2026, 1, 1))
BITS = st.integers(0, 2**64 - 1).map(lambda bits: np.array([bits], np.uint64))


@given(st.integers(110000, 659999), st.dates(min_value=date(1925, 1, 1)), st.booleans(), BITS)
def test_resident_ids_have_the_right_check_digit(area, birth, male, bits):
    """GB 11643 as python-stdnum computes it; the sequence number is odd for men and never 0."""
    number = int(birth.strftime("%Y%m%d").zfill(8))
    holders = Holders(*(np.array([part]) for part in (area, number, male)))
    (text,) = POPULATION.arena.texts(ResidentIds(POPULATION).numbers(holders, bits))
    assert text[:14] == f"{area}{number:08d}"
    assert 1 <= int(text[14:17]) <= 999
    assert int(text[16]) % 2 == male
    assert text[17] == ric.calc_check_digit(text)
    POPULATION.arena.reset()


@given(
    st.sampled_from([b"91", b"92", b"93", b"12", b"31", b"51", b"52", b"53"]),
    st.integers(110000, 659999),
    st.booleans(),
    BITS,
)
def test_social_credit_codes_are_valid(register, area, numeric, bits):
    """GB 32100 as python-stdnum computes it; the organisation code within by GB 11714."""
    organisations = Organisations(
        *(np.array([byte], np.uint8) for byte in register),
        *(np.array([value]) for value in (area, numeric)),
    )
    (text,) = POPULATION.arena.texts(CreditCodes(POPULATION).codes(organisations, bits))
    assert uscc.is_valid(text)
    assert text[:8] == f"{register.decode()}{area}"
    assert text[8:16].isdigit() == numeric
    assert numeric or text[8:10] == {"9": "MA", "1": "MB", "3": "MD", "5": "MJ"}[text[0]]
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(c, 36) * weight for c, weight in zip(text[8:16], weights, strict=True))
    assert text[16] == "0123456789X0"[11 - total % 11]
    POPULATION.arena.reset()

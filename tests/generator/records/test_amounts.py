import re
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.engine.streams import Streams
from leakbench.generator.engine.strings import Arena
from leakbench.generator.records.amounts import (
    NOTATIONS,
    Amounts,
    LogNormal,
    _declared,
    write_amounts,
)

pytestmark = pytest.mark.slow

SHAPES = {
    "plain": r"\d+\.\d\d",
    "grouped": r"\d{1,3}(,\d{3})*\.\d\d",
    "grouped_yuan": r"\d{1,3}(,\d{3})*\.\d\d元",
    "plain_yuan": r"\d+\.\d\d元",
    "sign": r"￥\d{1,3}(,\d{3})*\.\d\d",
    "whole": r"\d+元",
    "tens": r"\d+(\.\d)?万元",
    "tens_short": r"\d+(\.\d)?万",
}
BITS = Streams(0, "t").bits("sums", np.arange(100_000, dtype=np.int64))


def cents_of(text):
    """The sum that a writing stands for."""
    number = Decimal(re.sub(r"[^\d.]", "", text))
    return int(number * (1_000_000 if "万" in text else 100))


@given(
    st.lists(
        st.tuples(
            st.one_of(
                st.integers(0, 10**14),
                st.integers(0, 10**12).map(lambda yuan: yuan * 100),
                st.integers(0, 10**9).map(lambda thousands: thousands * 100_000),
            ),
            st.integers(0, len(NOTATIONS) - 1),
        ),
        min_size=1,
        max_size=50,
    )
)
def test_every_writing_reads_back(sums):
    """A sum is written in the notation asked for where it can be, and always exactly."""
    arena = Arena()
    cents, forms = np.array(sums, np.int64).T
    strings = write_amounts(cents, forms, arena)
    texts = arena.texts(strings)
    assert strings.chars.tolist() == [len(text) for text in texts]
    for text, value, form in zip(texts, cents.tolist(), forms.tolist(), strict=True):
        assert cents_of(text) == value
        fits = {
            "whole": value % 100 == 0,
            "tens": value >= 1_000_000 and value % 100_000 == 0,
            "tens_short": value >= 1_000_000 and value % 100_000 == 0,
        }.get(NOTATIONS[form], True)
        assert re.fullmatch(SHAPES[NOTATIONS[form] if fits else "grouped_yuan"], text)


@given(st.floats(1, 10**7), st.floats(0.1, 2), st.sampled_from([0.01, 1, 1000]))
def test_sums_rise_with_the_random_number(median, spread, step):
    """A larger draw is no smaller sum; sums come in steps, and the middle draw is the median."""
    distribution = LogNormal(median, spread, step)
    sums = distribution.draw(np.sort(BITS[:2000]))
    unit = round(step * 100)
    assert (np.diff(sums) >= 0).all()
    assert (sums % unit == 0).all()
    assert (sums >= unit).all()
    (middle,) = distribution.draw(np.array([2**63], np.uint64))
    assert abs(middle - 100 * median) <= unit + 0.01 * 100 * median


@pytest.mark.parametrize("kind", _declared()["sums"])
def test_sums_are_log_normal(population, kind):
    """Median and spread of many sums are the declared ones."""
    keys = _declared()["sums"][kind]
    sums = population.vocabulary(Amounts).draw(kind, BITS) / 100
    assert np.median(sums) == pytest.approx(keys["median"], rel=0.03, abs=keys["step"])
    if keys["step"] < 1:
        assert np.log(sums).std() == pytest.approx(keys["spread"], rel=0.03)


@pytest.mark.parametrize("style", _declared()["styles"])
def test_styles_are_mixtures_of_forms(style):
    """A style names known forms, in percent."""
    shares = _declared()["styles"][style]
    assert set(shares) <= set(NOTATIONS)
    assert sum(shares.values()) == 100

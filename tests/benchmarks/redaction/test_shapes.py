"""Tests of written shapes."""

from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.redaction.shapes import reshaped, written_like

ASCII = st.text("0123456789ABCXYZ", min_size=1, max_size=20)


@given(ASCII, st.integers(0, 2**64 - 1))
def test_a_shape_stays(meaning, bits):
    """Digits are digits, letters are letters, and the same bits give the same value."""
    made = reshaped(meaning, bits)
    assert made == reshaped(meaning, bits)
    assert [one.isdigit() for one in made] == [one.isdigit() for one in meaning]
    assert (made[0] == "0") == (meaning[0] == "0")


def test_a_value_takes_the_separators_of_another():
    """Where both have as many letters and digits; otherwise it stays as it is."""
    assert written_like("138-0000 0000", "12345678901") == "123-4567 8901"
    assert written_like("１３８０", "1234") == "１２３４"
    assert written_like("12-34", "123456") == "123456"
    assert written_like("甲乙", "丙") == "丙"
    assert written_like("123456700101123", "98765419991231002X") == "987654991231002"


def test_mail_keeps_its_provider():
    """What tells nobody from others stays."""
    assert reshaped("ABC@QQ.COM", 5).endswith("@qq.com")

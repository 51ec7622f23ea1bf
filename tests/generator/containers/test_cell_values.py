import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.containers.cell_values import (
    date_text,
    is_date_format,
    number_text,
    stored_number,
    unescaped,
)


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("13800138000", "13800138000"),
        ("13800138000.0", "13800138000"),
        ("1.3800138E10", "13800138000"),
        ("110101199003070000", "110101199003070000"),
        ("1.1010119900307E+17", "110101199003070000"),
        ("3.1400000000000001", "3.14"),
        ("1E-7", "0.0000001"),
        ("-5", "-5"),
        ("no number", "no number"),
        ("1e999", "inf"),
    ],
)
def test_numbers_are_written_out(stored, text):
    """No exponent, no `.0`, the 15 digits that Excel shows; whole numbers as they are stored."""
    assert number_text(stored) == text


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("45352", "2024-03-01"),
        ("45352.395833333336", "2024-03-01 09:30:00"),
        ("0.5", "12:00:00"),
        ("1", "1900-01-01"),
        ("61", "1900-03-01"),
        ("2958465", "9999-12-31"),
        ("2958465.99999999", "2958465.99999999"),
        ("-1", "-1"),
        ("1e300", number_text("1e300")),
        ("x", "x"),
    ],
)
def test_dates_are_iso(stored, text):
    """Days since 1900, the day that never was included; what is no date is a number."""
    assert date_text(stored, since_1904=False) == text


def test_days_may_count_from_1904():
    """As workbooks of old Macs do."""
    assert date_text("43890", since_1904=True) == "2024-03-01"


@pytest.mark.parametrize("code", ["yyyy-mm-dd", "m/d/yy", "[h]:mm:ss", "[$-804]yyyy年m月d日"])
def test_formats_of_dates_are_known(code):
    """By their letters."""
    assert is_date_format(164, code)


@pytest.mark.parametrize(
    "code", ["", "0.00", "General", '"日"0', "[Red]0", "#,##0;[Red]-#,##0", r"0\d"]
)
def test_formats_of_numbers_are_none(code):
    """Letters in quotes, brackets and behind backslashes show nothing of a day."""
    assert not is_date_format(164, code)


@given(st.one_of(st.from_regex(r"\A-?\d{1,17}(\.\d{1,17})?\Z"), st.text(max_size=8)))
def test_what_is_stored_as_a_number_reads_as_it_was_written(text):
    """Or it is not stored as one."""
    number = stored_number(text)
    assert number is None or number_text(f"{number:.16G}") == text


@pytest.mark.parametrize("text", ["13800138000", "0", "0.1", "-12.5", "999999999999999"])
def test_plain_numbers_are_stored_as_numbers(text):
    """As offices do, phone numbers too."""
    assert stored_number(text) is not None


@pytest.mark.parametrize("text", ["007", "110101199003070000", "1e5", "1.0", "-0", "+1", "１", "="])
def test_others_are_not(text):
    """Leading zeros and 16th digits would be lost."""
    assert stored_number(text) is None


def test_escaped_characters_are_themselves():
    """And what only looks so stays."""
    assert unescaped("a_x000D_b_x005F_x0041_ _xZZ_") == "a\rb_x0041_ _xZZ_"


def test_halves_of_characters_are_characters_where_two_meet():
    """One alone stands in no text."""
    assert unescaped("_xD83D__xDE00_ _xD83D_") == "\U0001f600 \ufffd"

import phonenumbers
import pytest

from leakbench.detectors.adapters.phonenumbers import LABELS


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("13800000000", "MOBILE"),
        ("+86 138-0000-0000", "MOBILE"),
        ("0571-80000000", "LANDLINE"),
        ("0086-571-80000000", "LANDLINE"),
        ("400-000-0000", "HOTLINE"),
        ("8008000000", "HOTLINE"),
        ("１３８００００００００", "MOBILE"),
    ],
)
def test_types_become_labels(found, value, label):
    """A number's type is its label, the span the number as it was written."""
    assert found("phonenumbers", f"电话：{value}，谢谢") == [(value, label)]


@pytest.mark.parametrize("text", ["12345678901234567", "2025-01-01", "编号138000000001"])
def test_what_is_no_number_is_left(found, text):
    """Dates and longer runs of digits are no phone numbers."""
    assert found("phonenumbers", text) == []


def test_every_type_has_a_label():
    """No type of the library is left without a label."""
    kinds = {name for name in vars(phonenumbers.PhoneNumberType) if name.isupper()}
    assert kinds - {"VALUES"} == set(LABELS)

from importlib.resources import files

import pytest
import yaml

from leakbench.detectors.adapters.privyscope import FINER, LABELS, Privyscope
from leakbench.detectors.check_digits import credit_check, luhn_check, resident_check

RESIDENT = "11010119000101001"
CREDIT = "91110101MA0000000"
CARD = "622202000000000000"
IMEI = "00000000000000"


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("13800000000", "MOBILE"),
        ("138-0000-0000", "MOBILE"),
        ("+86 13800000000", "MOBILE"),
        ("0086-13800000000", "MOBILE"),
        ("0571-80000000", "LANDLINE"),
        ("+86 571-80000000", "LANDLINE"),
        (RESIDENT + resident_check(RESIDENT), "RESIDENT_ID"),
        ("E12345678", "PASSPORT"),
        (CREDIT + credit_check(CREDIT), "USCC"),
        (CARD + luhn_check(CARD), "BANK_CARD"),
        ("zhangwei@example.com", "EMAIL"),
        ("10.0.0.1", "IP"),
        ("AA:BB:CC:DD:EE:FF", "MAC"),
        (IMEI[:-1] + "8" + luhn_check(IMEI[:-1] + "8"), "IMEI"),
        ("2001-01-01", "DATE"),
        ("浙江省杭州市西湖区文三路1号", "ADDRESS"),
    ],
)
def test_labels_are_mapped(found, value, label):
    """Each kind of value comes with the registry's finest label for it."""
    assert found("privyscope", f"：{value}，") == [(value, label)]


def test_urls_are_dropped(found):
    """A web address is no personal information."""
    assert found("privyscope", "见 https://example.com/a") == []


def test_every_label_of_the_package_is_mapped():
    """No label that the Chinese pack can report is left out of the table."""
    rules = yaml.safe_load(
        files("privyscope_zh_hans").joinpath("regex_rules.yaml").read_text("utf-8")
    )
    entities = yaml.safe_load(
        files("privyscope_zh_hans").joinpath("entity_config.yaml").read_text("utf-8")
    )
    reported = {rule["label"] for rule in rules["rules"]}
    reported |= {one["code"] for one in entities["base_entities"] + entities["extended_entities"]}
    assert reported == set(LABELS)
    assert set(FINER) <= set(LABELS)


def test_it_loads_no_model():
    """Only the patterns run: nothing is downloaded."""
    assert not Privyscope()._engine.has_ner  # noqa: SLF001

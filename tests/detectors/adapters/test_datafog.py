import pytest

from leakbench.detectors.adapters.datafog import LABELS


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("zhangwei@example.com", "EMAIL"),
        ("10.0.0.1", "IP"),
        ("2001-01-01", "DATE"),
        ("4111 1111 1111 1111", "BANK_CARD"),
        ("+8613800000000", "PHONE"),
    ],
)
def test_entities_become_labels(found, value, label):
    """What its patterns find between Chinese signs comes with the registry's label."""
    assert found("datafog", f"：{value}，") == [(value, label)]


def test_offsets_are_code_points(found):
    """Characters of several bytes before a value do not move it."""
    assert found("datafog", "张𬱖😀： a@example.com") == [("a@example.com", "EMAIL")]


@pytest.mark.parametrize("text", ["邮编 90210-1234", "SSN 123-45-6789"])
def test_what_only_america_has_is_left_out(found, text):
    """Postal codes and social security numbers of another country are no label here."""
    assert found("datafog", text) == []


def test_every_entity_that_it_looks_for_is_mapped():
    """What a newer version adds would be missed in silence."""
    import datafog_core  # noqa: PLC0415 - the adapter imports it when it is built

    assert set(datafog_core.capabilities()["default_entities"]) == set(LABELS)

"""Tests of what records give, as corpora ask for it."""

import pytest

from leakbench.generator.records.attributes import (
    COLUMN,
    OF_A_FIELD,
    RECORDS_OF_A_ROLE,
    SHARES,
    Place,
    UnknownAttributeError,
    attribute,
    attributes_of,
    check_attribute,
)
from leakbench.generator.records.registry import records

CANDIDATES, LEADS = records("candidate"), records("lead")
PLACE = Place("some.toml", "field 'a'", "value")


def test_what_a_kind_of_record_gives_is_told_by_its_annotations():
    """Columns of texts, of shares, and other records; methods and private names are none."""
    assert {"name", "mobile", "exam_no", "address"} <= set(attributes_of(CANDIDATES, COLUMN))
    assert attributes_of(CANDIDATES, RECORDS_OF_A_ROLE) == ["guardian", "other_guardian"]
    assert attributes_of(CANDIDATES, SHARES) == []
    assert attributes_of(LEADS, SHARES) == ["wear"]


def test_lists_are_for_fields_alone():
    """Neither a slot nor a second value can be one, and a list is no record of a role."""
    company = records("company")
    among = {
        kind.called if kind is not OF_A_FIELD else "field": attributes_of(company, kind)
        for kind in (COLUMN, OF_A_FIELD, RECORDS_OF_A_ROLE)
    }
    assert set(among["field"]) - set(among["column of texts"]) == {"more_numbers"}
    assert among["kind of record"] == ["owner"]


@pytest.mark.parametrize(
    ("name", "kind", "reason"),
    [
        ("adress", COLUMN, "no column of texts that Candidates gives; did you mean address?"),
        ("guardian", COLUMN, "no column of texts that Candidates gives; known: address, "),
        ("birth", COLUMN, "no column of texts that Candidates gives; did you mean birth_date?"),
        ("bits", COLUMN, "no column of texts that Candidates gives; known: "),
        ("_arena", COLUMN, "no column of texts that Candidates gives; known: "),
        ("pinyin", RECORDS_OF_A_ROLE, "no kind of record that Candidates gives; known: guardian"),
        ("name", RECORDS_OF_A_ROLE, "no kind of record that Candidates gives; known: guardian"),
        ("guardain", RECORDS_OF_A_ROLE, "no kind of record that Candidates gives; did you mean gu"),
        ("birth", SHARES, "no column of shares that Candidates gives; "),
    ],
)
def test_what_records_do_not_give_is_refused(name, kind, reason):
    """One line names file, entry, key and what there is; nothing is drawn for it."""
    roles = {"reader": object.__new__(CANDIDATES)}
    with pytest.raises(UnknownAttributeError) as caught:
        check_attribute(roles, f"reader.{name}", kind, PLACE)
    message = str(caught.value)
    assert message.startswith(f"some.toml: field 'a': key 'value': 'reader.{name}' is {reason}")
    assert "\n" not in message
    assert caught.value.path == f"reader.{name}"
    with pytest.raises(UnknownAttributeError, match="gives; "):
        attribute(roles, f"reader.{name}", kind, PLACE)

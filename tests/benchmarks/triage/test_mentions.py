"""Tests of mentions: which columns speak of one person."""

import numpy as np
import pytest

from leakbench.benchmarks.triage.mentions import column_groups, mentions, of_companies
from leakbench.benchmarks.triage.values import LABELS, Values
from leakbench.generator.persons.identifiers import ALONE, NAME, NAMED
from leakbench.generator.persons.linking import mix

CODES = {
    role: LABELS.index(label)
    for role, label in ((ALONE, "MOBILE"), (NAMED, "ADDRESS"), (NAME, "PERSON_NAME"))
}


def found(*columns):
    """Values by column: a role, and a key for each row, 0 for none."""
    parts = [
        (row, column, CODES[role], 0, key)
        for column, (role, keys) in enumerate(columns)
        for row, key in enumerate(keys)
        if key
    ]
    kinds = (np.int32, np.int16, np.int8, np.int32, np.uint64)
    return Values(
        *(np.array(part, kind) for part, kind in zip(zip(*parts, strict=True), kinds, strict=True))
    )


def mentions_of(values, kinds):
    """The mentions in a list whose columns are of these kinds."""
    slot = column_groups(values, kinds)[values.column]
    return mentions(values, slot, of_companies(kinds)[values.column])


def people_of(kinds, *columns):
    """Rows, whether a number tells, and the name of each mention."""
    made = mentions_of(found(*columns), kinds)
    return list(zip(made.row.tolist(), made.alone.tolist(), made.name.tolist(), strict=True))


N, M, R, A = "PERSON_NAME", "MOBILE", "RESIDENT_ID", "ADDRESS"


def test_a_number_belongs_to_the_name_before_it():
    """A pupil's ID and the guardian's number make two people."""
    made = people_of([N, R, N, M], (NAME, [1]), (ALONE, [2]), (NAME, [3]), (ALONE, [4]))
    assert made == [(0, True, 1), (0, True, 3)]


def test_a_number_before_every_name_belongs_to_the_first():
    """There is nobody else."""
    assert people_of([M, N], (ALONE, [1]), (NAME, [2])) == [(0, True, 2)]


def test_a_number_does_not_belong_to_a_name_that_is_seldom_there():
    """The pupil named in some rows is not who the ID behind is about."""
    pupil = [0, 0, 0, 7, 0, 0, 0, 0]
    made = people_of([N, N, R], (NAME, range(11, 19)), (NAME, pupil), (ALONE, range(21, 29)))
    assert sorted(made) == sorted(
        [*((row, True, 11 + row) for row in range(8)), (3, False, 7)],
    )


def test_one_missed_name_takes_no_number_away():
    """Where the name was not found the number still tells of a person."""
    made = people_of([N, M], (NAME, [1, 0, 3]), (ALONE, [4, 5, 6]))
    assert made == [(0, True, 1), (1, True, 0), (2, True, 3)]


def test_a_number_that_stays_while_names_change_is_somebody_elses():
    """A seller's account before the names of others is not theirs."""
    rows = 12
    made = people_of(["WECHAT", N, M], (ALONE, [9] * rows), (NAME, range(1, rows + 1)),
                     (ALONE, range(101, 101 + rows)))  # fmt: skip
    assert len(made) == 2 * rows
    assert sum(name == 0 for _, _, name in made) == rows


def test_without_names_a_row_is_one_person():
    """Whatever numbers stand in it."""
    made = people_of([M, R], (ALONE, [1, 2]), (ALONE, [3, 4]))
    assert made == [(0, True, 0), (1, True, 0)]


def test_an_address_tells_together_with_a_name_only():
    """Alone it is somebody's, nobody knows whose."""
    made = mentions_of(found((NAME, [1, 0]), (NAMED, [5, 5])), [N, A])
    assert made.alone.tolist() == [False, False]
    assert made.named.tolist() == [True, False]


def test_one_name_twice_in_a_row_is_linked_in_that_row_only():
    """Payer and recipient of one name are one person; so called in another row, not."""
    values = found((NAME, [1, 1]), (ALONE, [2, 3]), (NAME, [1, 1]), (ALONE, [4, 5]))
    made = mentions_of(values, [N, "BANK_CARD", N, M])
    shared = dict(zip(made.twice.tolist(), made.in_row.tolist(), strict=True))
    assert shared[0] == shared[1] != shared[2] == shared[3]


def test_a_masked_name_keeps_its_numbers_from_another_one():
    """An owner whose name is masked is there, and the number is no co-owner's."""
    rows = 10
    masked = Values(
        np.arange(rows, dtype=np.int32),
        np.zeros(rows, np.int16),
        np.full(rows, CODES[NAME], np.int8),
        np.zeros(rows, np.int32),
        np.zeros(rows, np.uint64),
    )
    co_owners = [9, *[0] * (rows - 1)]
    columns = found((NAME, []), (NAME, co_owners), (ALONE, range(101, 101 + rows)))
    group = column_groups(Values.of([masked, columns]), [N, N, M])
    assert group[2] == 0


def linked(made):
    """The mentions that share a key, as a set of pairs of places."""
    return {
        (int(one), int(other))
        for one, key in zip(made.link, made.key, strict=True)
        for other in made.link[made.key == key]
        if one < other
    }


def test_a_name_beside_the_same_name_again_is_the_same_person():
    """In another row, however far, and whichever of the two stands first."""
    names = (NAME, [1, 9, 2]), (ALONE, [11, 12, 13]), (NAME, [2, 2, 1]), (ALONE, [14, 15, 16])
    made = mentions_of(found(*names), [N, "BANK_CARD", N, M])
    assert linked(made) == {(0, 5), (1, 4)}


def test_an_address_of_a_company_tells_nobody():
    """A list that names companies first says where they are; one of people, where those live."""
    person, address, company = (NAME, [1]), (NAMED, [5]), (NAME, [])
    of_companies = mentions_of(found(company, person, address), ["COMPANY", N, A])
    assert of_companies.named.tolist() == [False]
    of_people = mentions_of(found(person, company, address), [N, "COMPANY", A])
    assert of_people.named.tolist() == [True]
    birth = mentions_of(found(company, person, address), ["COMPANY", N, "DATE_OF_BIRTH"])
    assert birth.named.tolist() == [True]


@pytest.mark.parametrize("kinds", [[], [None, None]])
def test_nothing_found_is_nobody(kinds):
    """No values, no mentions."""
    empty = Values(*(np.zeros(0, kind) for kind in ("i4", "i2", "i1", "i4", "u8")))
    made = mentions_of(empty, kinds)
    assert [len(column) for column in made] == [0] * 8


def test_a_mix_tells_its_parts_apart():
    """Neither order nor place is lost."""
    one, other = np.array([3], np.uint64), np.array([4], np.uint64)
    assert mix(one, other) != mix(other, one)

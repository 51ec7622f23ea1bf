"""Tests of which list was copied from which."""

import numpy as np
import pyarrow as pa
import pytest

from leakbench.benchmarks.triage.copies import copies
from leakbench.benchmarks.triage.copy_candidates import candidates
from leakbench.benchmarks.triage.copy_comparison import Listed, compare
from leakbench.benchmarks.triage.record_cells import RecordCells, record_cells
from leakbench.benchmarks.triage.values import values
from leakbench.detectors.contract import spans_from

KINDS = ("MOBILE", "PERSON_NAME", None, None)
ROWS = 60


def table(people, seed=0):
    """Rows of people by number, with a sum and a day of their own."""
    draw = np.random.default_rng(seed)
    return [
        [f"1{one:010}", f"甲{chr(0x4E00 + one)}", f"{draw.integers(10**6)}.00", f"第{one}号文"]
        for one in people
    ]


def listed(rows, modified=0, kinds=KINDS):
    """A list as it is compared."""
    columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
    batch = pa.RecordBatch.from_arrays(columns, [str(place) for place in range(len(columns))])
    spans = [(row, 0, (0, len(one[0]), "MOBILE")) for row, one in enumerate(rows) if one[0]]
    cells = record_cells(batch, values(batch, spans_from(spans)))
    return Listed.of(cells, kinds, modified)


def worn(rows, some=3):
    """Every so many rows with a number that is written as hardly another one."""
    return [
        [f"{a[:3]}-{a[3:7]}-{a[7:]}" if place % some == 0 else a, *rest]
        for place, (a, *rest) in enumerate(rows)
    ]


def edges(*lists):
    """Parent, child and kind of all copies."""
    return [(one.parent, one.child, one.kind) for one in copies(lists)]


SOURCE = table(range(ROWS))


def test_a_worn_copy_is_later():
    """Whatever the times of its file say."""
    assert edges(listed(worn(SOURCE), 0), listed(SOURCE, 9)) == [(1, 0, "whole")]


def test_a_part_and_a_list_of_fewer_columns_are_later():
    """As long as no wear speaks against it."""
    assert edges(listed(SOURCE[:30]), listed(SOURCE)) == [(1, 0, "part")]
    fewer = [row[:3] for row in SOURCE]
    assert edges(listed(fewer, 0, KINDS[:3]), listed(SOURCE, 9)) == [(1, 0, "fewer columns")]


def test_the_same_records_are_told_by_the_time_of_their_files():
    """There is nothing else."""
    assert edges(listed(SOURCE, 5), listed(SOURCE, 2)) == [(1, 0, "same")]


def test_what_was_copied_twice_leads_back_step_by_step():
    """The copy of a copy is no copy of the first list."""
    first, second = worn(SOURCE, 9), worn(worn(SOURCE, 9), 4)
    made = edges(listed(SOURCE), listed(first), listed(second))
    assert made == [(0, 1, "whole"), (1, 2, "whole")]


def test_a_merged_list_has_several_parents():
    """They came before it, though they are contained in it."""
    other = table(range(100, 100 + ROWS), seed=1)
    made = edges(listed(SOURCE), listed(other), listed([*SOURCE, *other], 9))
    assert made == [(0, 2, "merged"), (1, 2, "merged")]


def test_the_same_people_in_another_list_are_no_copy():
    """Their numbers and names are the same, and nothing else is."""
    other = listed(
        [[a, b, f"{place}9.50", f"另{place}"] for place, (a, b, *_) in enumerate(SOURCE)]
    )
    assert edges(listed(SOURCE), other) == []


def test_a_share_of_the_people_tells_as_much():
    """Of all lists the same people are left out."""
    big = table(range(4_000))
    lists = [listed(big), listed(big[:2_000])]
    some = [Listed.of(one.records, KINDS, 0, share=0.25) for one in lists]
    assert 700 < some[0].size < 1_300
    assert compare(some[1], some[0]).containment == 1.0
    assert [(one.parent, one.child) for one in copies(some)] == [(0, 1)]


@pytest.mark.parametrize("shared", [0, 1, 40])
def test_lists_that_share_people_are_candidates(shared):
    """Two people or more."""
    draw = np.random.default_rng(5)
    ids = draw.integers(1, 2**63, 200).astype(np.uint64)
    found = candidates([ids[:100], ids[100 - shared :]])
    assert found == ([(0, 1)] if shared > 1 else [])


def test_lists_of_nobody_are_no_copies():
    """Neither of each other nor of others."""
    nobody = Listed.of(RecordCells.of([], 4), KINDS, 0)
    assert copies([nobody, nobody, listed(SOURCE)]) == []

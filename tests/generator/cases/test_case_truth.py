"""Tests of what is true of a case."""

import json

import pyarrow.parquet as pq
import pytest

from leakbench.generator.cases.case_writing import plan_case
from leakbench.generator.persons.counting import about, true_counts
from leakbench.generator.persons.list_truth import ListTruth

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def files(office):
    """Everything that is said of files."""
    return pq.read_table(office / "truth" / "files.parquet").to_pylist()


@pytest.fixture(scope="module")
def people(office):
    """The persons of each file."""
    found = {}
    for row in pq.read_table(office / "truth" / "people.parquet").to_pylist():
        found.setdefault(row["file"], set()).add(row["subject"])
    return found


def test_copies_hold_nobody_whom_their_parents_lack(files, people):
    """Parents are lists that are there, older than the copy, and roots are no copies."""
    copies = [one for one in files if one["parents"]]
    assert copies
    for one in copies:
        parents = [files[parent] for parent in one["parents"]]
        assert people.get(one["file"], set()) <= set().union(
            *(people[parent["file"]] for parent in parents)
        )
        assert all(parent["list"] and parent["corpus"] == one["corpus"] for parent in parents)
        assert all(parent["modified"] <= one["modified"] for parent in parents)
        assert all(parent["hops"] <= one["hops"] for parent in parents)
        assert all(not files[root]["parents"] for root in one["roots"])
    assert all(one["roots"] == [one["file"]] for one in files if not one["parents"])


def test_office_files_hold_nobody(files, people):
    """Neither persons nor values, and no tier."""
    office = [one for one in files if not one["list"]]
    assert office
    assert all(one["file"] not in people and not one["values"] for one in office)
    assert not any(one["tiers"] for one in office)


def test_the_sum_is_what_the_lists_say_anew(tiny, office, files, people):
    """Counted once more, from the records that the lists were drawn from."""
    found = []
    for one in plan_case(tiny).lists:
        parts = list(one.content.read(one.spec(tiny)))
        for part in parts:
            values = dict(zip(part.cells.spans.schema.names, part.cells.spans.columns, strict=True))
            tiers = tuple(files[one.number]["tiers"])
            found.append(about(ListTruth.of_values(values, part.event_times, tiers)))
        mine = {int(subject) for part in found[-len(parts) :] for subject in part.subject}
        assert mine == people.get(one.number, set())
    counts = true_counts(found)
    summary = json.loads((office / "truth" / "case.json").read_text("utf-8"))
    assert summary["people"] == counts.people == len(set().union(*people.values()))
    assert summary["records"] == sum(counts.tier_counts.counts.values())
    assert (summary["lower"], summary["upper"]) == counts.tier_counts.verdicts

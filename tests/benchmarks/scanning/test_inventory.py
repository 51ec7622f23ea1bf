"""Tests of inventories."""

import json
from dataclasses import replace

import pytest

from leakbench.benchmarks.scanning.finding import Item
from leakbench.benchmarks.scanning.inventory import INVENTORY, KEYS, Inventory
from leakbench.benchmarks.scanning.worker import Work
from leakbench.generator.datasets.outputs import OutputExistsError

WORK = Work("d", show=False)


@pytest.fixture
def item(tmp_path):
    """A file."""
    return Item(tmp_path / "a.csv", "a.csv", 3, 17)


def content(people=0):
    """What is told of a content."""
    return {"path": "a.csv", "people": people}


def known(folder, work, item):
    """The hash with which an inventory knows a file."""
    with Inventory.open(folder, work) as inventory:
        return inventory.task(0, item).known


def test_a_file_is_known_as_long_as_it_is_read_in_the_same_way(tmp_path, item):
    """And as long as its size and time are what they were."""
    out = tmp_path / "out"
    with Inventory.open(out, WORK) as inventory:
        inventory.add(item, "hash", [content()])
        inventory.finish(WORK)
    assert known(out, WORK, item) == "hash"
    assert known(out, WORK, replace(item, size=4)) is None
    assert known(out, WORK, replace(item, mtime_ns=18)) is None
    assert known(out, Work("other", show=False), item) is None


def test_a_file_whose_keys_are_gone_is_read_again(tmp_path, item):
    """Whom it is about stands in them."""
    out = tmp_path / "out"
    with Inventory.open(out, WORK) as inventory:
        inventory.keys_of("a.csv", 0).write_bytes(b"")
        inventory.add(item, "hash", [content(people=3)])
        inventory.finish(WORK)
    assert known(out, WORK, item) == "hash"
    next((out / KEYS).iterdir()).unlink()
    assert known(out, WORK, item) is None


def test_a_scan_that_was_killed_before_its_first_file_is_no_obstacle(tmp_path):
    """Half an inventory is not somebody's."""
    (tmp_path / f".{INVENTORY}.0123456789ab.tmp").touch()
    Inventory.open(tmp_path, WORK).finish(WORK)
    assert sorted(one.name for one in tmp_path.iterdir()) == [INVENTORY, KEYS]


def test_a_killed_scan_leaves_what_it_finished(tmp_path, item):
    """A line that was cut off is not there, and those before it are."""
    out = tmp_path / "out"
    with Inventory.open(out, WORK) as inventory:
        inventory.add(item, "hash", [content()])
    with (out / INVENTORY).open("a") as file:
        file.write('{"path": "b.csv", "si')
    assert known(out, WORK, item) == "hash"
    head, *files = map(json.loads, (out / INVENTORY).read_text("utf-8").splitlines())
    assert set(head) == {"tool", "work"}
    assert [one["path"] for one in files] == ["a.csv"]


def test_what_is_gone_is_forgotten(tmp_path, item):
    """With its keys."""
    out = tmp_path / "out"
    with Inventory.open(out, WORK) as inventory:
        inventory.keys_of("a.csv", 0).write_bytes(b"")
        inventory.add(item, "hash", [content(people=3)])
        inventory.finish(WORK)
    with Inventory.open(out, WORK) as inventory:
        inventory.finish(WORK)
    assert list((out / KEYS).iterdir()) == []
    assert known(out, WORK, item) is None


def test_a_folder_of_something_else_is_no_inventory(tmp_path):
    """It is left alone, and so is a file."""
    out = tmp_path / "other"
    out.mkdir()
    (out / "x").write_text("mine")
    with pytest.raises(OutputExistsError, match="no inventory"):
        Inventory.open(out, WORK)
    assert [path.name for path in out.iterdir()] == ["x"]
    with pytest.raises(OutputExistsError, match="is a file"):
        Inventory.open(out / "x", WORK)

"""The tiers of tests: quick ones, all of the usual run, and long ones."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
ROOMS = sorted({path.parent for path in TESTS.rglob("test_*.py")})
SLOW = {"pytest.mark.slow", "pytest.mark.long"}


def marks(node):
    """The names of the marks of a test, or of all tests of a module."""
    values = [one.func if isinstance(one, ast.Call) else one for one in node]
    return {ast.unparse(value) for value in values}


def quick(path):
    """The tests of a module that `make quick` runs."""
    body = ast.parse(path.read_text("utf-8")).body
    of_module = [
        one.value
        for one in body
        if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == "pytestmark"
    ]
    tests = [one for one in body if isinstance(one, ast.FunctionDef) and one.name[:5] == "test_"]
    return [one.name for one in tests if not SLOW & marks([*of_module, *one.decorator_list])]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.relative_to(TESTS).as_posix())
def test_every_room_has_quick_tests(room):
    """A contributor hears within a minute of what breaks in any of them."""
    assert [name for path in room.glob("test_*.py") for name in quick(path)]

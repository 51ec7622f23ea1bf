"""What leakbench raises: one base class, so that whoever calls it can catch all of it."""

import ast
import builtins
import re
from functools import cache
from pathlib import Path

import pytest

from leakbench.generator.datasets.outputs import OutputExistsError
from leakbench.generator.errors import FAILURE, USAGE, LeakbenchError, hint, nearest

ROOT = Path(__file__).parents[1]
FOLDERS = ("generator", "detectors", "benchmarks", "leakbench/api")
BASE = "LeakbenchError"


@cache
def classes():
    """Every class of the packages that has a base: its name, its bases, and its docstring."""
    return [
        (node.name, [base.id for base in node.bases if isinstance(base, ast.Name)],
         ast.get_docstring(node))
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
        if re.search(r"class \w+\(", text := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ClassDef)
    ]  # fmt: skip


def is_exception(name):
    """Whether it is one of Python's own."""
    kind = getattr(builtins, name, None)
    return isinstance(kind, type) and issubclass(kind, BaseException)


def ancestors(name, bases):
    """All classes above one, by name."""
    above = set(bases.get(name, ()))
    return above.union(*(ancestors(one, bases) for one in above)) if above else above


def raised():
    """Of every class that can be raised what is above it, by name."""
    bases = {name: of for name, of, _ in classes()}
    found = {name: ancestors(name, bases) for name in bases}
    return {name: above for name, above in found.items() if any(map(is_exception, above))}


def test_every_error_is_one_of_leakbench():
    """It derives from the base, so that it has an exit code and is one line to the user."""
    found = raised()
    assert {"DeclarationError", "SpanError", "TrackError", "DetectorFailedError"} <= set(found)
    assert {name for name, above in found.items() if BASE not in above} == {BASE}


def test_every_error_says_what_it_means():
    """Its docstring begins with one line that is a sentence, and its name says that it is one."""
    found = raised()
    said = [(name, (doc or "").partition("\n")[0]) for name, _, doc in classes() if name in found]
    assert [name for name, line in said if not line.endswith((".", "``."))] == []
    assert len(said) == len(found), "two errors have one name"
    assert [name for name, _ in said if not name.endswith("Error")] == []


def test_exit_codes_are_on_the_class():
    """Failure unless the class says otherwise; an error of Python's beside it changes nothing."""
    assert LeakbenchError.exit_code == FAILURE
    error = OutputExistsError(Path("out"))
    assert error.exit_code == USAGE
    assert isinstance(error, FileExistsError)
    assert str(error) == "out exists and is not empty; --force replaces what leakbench wrote there"


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("mobil", ["MOBILE", "EMAIL"], "MOBILE"),
        ("person-name", ["PERSON_NAME"], "PERSON_NAME"),
        ("nobody", ["MOBILE", "EMAIL"], None),
        ("nobody", [], None),
    ],
)
def test_the_name_that_was_meant(name, known, meant):
    """Whatever its case; all are listed where none is like it."""
    assert nearest(name, known) == meant
    assert hint(name, known) == (
        f"known: {', '.join(known)}" if meant is None else f"did you mean {meant}?"
    )

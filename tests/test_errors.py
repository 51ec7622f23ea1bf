"""What leakbench raises: one base class, so that whoever calls it can catch all of it."""

import ast
import builtins
import re
from pathlib import Path

import pytest

from leakbench.generator.datasets.outputs import OutputExistsError
from leakbench.generator.errors import FAILURE, USAGE, LeakbenchError, hint, nearest

ROOT = Path(__file__).parents[1]
FOLDERS = ("generator", "detectors", "benchmarks", "leakbench/api")
BASE = "LeakbenchError"


def classes():
    """Every class of the packages that has a base: its name, its bases, and its docstring."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            text = path.read_text("utf-8")
            # Every worker reads all of these when it collects; most files have no such class.
            for node in ast.walk(ast.parse(text)) if re.search(r"class \w+\(", text) else ():
                if isinstance(node, ast.ClassDef):
                    bases = [base.id for base in node.bases if isinstance(base, ast.Name)]
                    yield node.name, bases, ast.get_docstring(node)


def is_exception(name):
    """Whether it is one of Python's own."""
    kind = getattr(builtins, name, None)
    return isinstance(kind, type) and issubclass(kind, BaseException)


CLASSES = list(classes())
BASES = {name: bases for name, bases, _ in CLASSES}


def ancestors(name):
    """All classes above one, by name."""
    above = set(BASES.get(name, ()))
    return above.union(*map(ancestors, above)) if above else above


RAISED = sorted(name for name in BASES if any(map(is_exception, ancestors(name))))


def test_there_are_errors_to_look_at():
    """The walk finds them, in all three packages."""
    assert {"DeclarationError", "SpanError", "TrackError", "DetectorFailedError"} <= set(RAISED)


@pytest.mark.parametrize("name", RAISED)
def test_every_error_is_one_of_leakbench(name):
    """It derives from the base, so that it has an exit code and is one line to the user."""
    assert name == BASE or BASE in ancestors(name)


@pytest.mark.parametrize("name", RAISED)
def test_every_error_says_what_it_means(name):
    """Its docstring begins with one line that is a sentence, and its name says that it is one."""
    (said,) = [doc for one, _, doc in CLASSES if one == name]
    assert said
    assert said.splitlines()[0].endswith((".", "``."))
    assert name.endswith("Error")


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

"""The named forms of values: what kind of address, of firm or of name a value is.

A surface form says how a value was written, a value form what it is made like; a span carries the
first, or the second where it was written plainly, so that scores can be told by either.
"""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from leakbench.generator.declarations import read_lines
from leakbench.generator.entities import entities

_COLUMNS = ("name", "label", "title")


@cache
def value_forms() -> tuple[str, ...]:
    """Every form of ``data/value_forms.csv``; its place is its code.

    Raises:
        DeclarationError: A line of the table is wrong.
    """
    return read_value_forms(files("leakbench.generator.data").joinpath("value_forms.csv"))


def read_value_forms(source: Traversable) -> tuple[str, ...]:
    """The forms of a table.

    Raises:
        DeclarationError: A line of it is wrong.
    """
    found: list[str] = []
    for line in read_lines(source, _COLUMNS):
        name = line.text("name")
        line.text("title")
        line.refuse_unknown([line.text("label")], entities(), "label")
        if name in found:
            line.wrong(f"form {name!r} stands there twice")
        found.append(name)
    return tuple(found)


def value_form(name: str) -> int:
    """The code of a form.

    Raises:
        ValueError: There is none of this name.
    """
    return value_forms().index(name)

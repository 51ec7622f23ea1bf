"""The named forms of values: what kind of address, of firm or of name a value is.

A surface form says how a value was written, a value form what it is made like; a span carries the
first, or the second where it was written plainly, so that scores can be told by either. Values of
some forms lack what others of their label have, as 张先生 has no given name and 8888000 no area
code: they are partial, and always written plainly, so that whoever reads the spans can tell them.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import cast, get_args

from leakbench.generator.declarations import Table, read_lines
from leakbench.generator.entities import Identifier, entities

_COLUMNS = ("name", "label", "title", "identifier")
_AS_LABEL = "as label"


@dataclass(frozen=True, slots=True)
class ValueForm:
    """A named form.

    Attributes:
        name: Its name, as in the spans.
        label: The label of such values.
        title: Its Chinese name.
        identifier: How identifying they are; None: as their label says.
    """

    name: str
    label: str
    title: str
    identifier: Identifier | None


@cache
def _declared() -> tuple[ValueForm, ...]:
    return read_value_forms(files("leakbench.generator.data").joinpath("value_forms.csv"))


def value_forms() -> tuple[str, ...]:
    """Every form of ``data/value_forms.csv``; its place is its code.

    Raises:
        DeclarationError: A line of the table is wrong.
    """
    return tuple(form.name for form in _declared())


@cache
def partial_forms() -> dict[str, ValueForm]:
    """The forms whose values lack a part, by name.

    Raises:
        DeclarationError: A line of the table is wrong.
    """
    return {form.name: form for form in _declared() if form.identifier is not None}


def value_form_titles() -> dict[str, str]:
    """The Chinese names of all forms.

    Raises:
        DeclarationError: A line of the table is wrong.
    """
    return {form.name: form.title for form in _declared()}


def read_value_forms(source: Traversable) -> tuple[ValueForm, ...]:
    """The forms of a table.

    Raises:
        DeclarationError: A line of it is wrong.
    """
    found: dict[str, ValueForm] = {}
    for line in read_lines(source, _COLUMNS):
        form = _form(line)
        if form.name in found:
            line.wrong(f"form {form.name!r} stands there twice")
        found[form.name] = form
    return tuple(found.values())


def _form(line: Table) -> ValueForm:
    name, label, title = (line.text(key) for key in ("name", "label", "title"))
    line.refuse_unknown([label], entities(), "label")
    identifier = line.choice("identifier", (_AS_LABEL, *get_args(Identifier)))
    told = None if identifier == _AS_LABEL else cast("Identifier", identifier)
    return ValueForm(name, label, title, told)


def value_form(name: str) -> int:
    """The code of a form.

    Raises:
        ValueError: There is none of this name.
    """
    return value_forms().index(name)

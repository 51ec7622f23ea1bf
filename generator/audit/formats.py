"""Audit: what a value of each label looks like, as ``data/audit_formats.toml`` declares it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.generator.audit.checks import CHECKS
from leakbench.generator.audit.undo import UNDO
from leakbench.generator.declarations import Table, Texts, read_declaration
from leakbench.generator.entities import entities
from leakbench.generator.value_forms import partial_forms


@dataclass(frozen=True, slots=True)
class Format:
    """What a value of a label looks like; the head of the file explains it.

    Attributes:
        pattern: The whole canonical value.
        check: Keys of ``CHECKS``, all of which must hold.
        undo: A key of ``UNDO``; None if only plain values are looked at.
        partial: The whole value in each partial form of the label, by the form's name.
    """

    pattern: str
    check: tuple[str, ...] = ()
    undo: str | None = None
    partial: Mapping[str, str] = field(default_factory=dict)


@cache
def formats() -> dict[str, Format]:
    """The format of every label.

    Raises:
        DeclarationError: Something in the file is wrong.
    """
    return read_formats(files("leakbench.generator.data").joinpath("audit_formats.toml"))


def read_formats(source: Traversable) -> dict[str, Format]:
    """The formats of a file.

    Raises:
        DeclarationError: A label of the registry has none, or something else is wrong.
    """
    table = read_declaration(source)
    entries = table.all_of(Table.table)
    table.refuse_unknown(entries, entities(), "label")
    for label in entities():
        if label not in entries:
            table.wrong(f"no table [{label}]; every label of entities.csv needs one")
    return {label: _format(label, entry) for label, entry in entries.items()}


def _format(label: str, entry: Table) -> Format:
    kind = Format(
        entry.text("pattern"),
        entry.optional(_checks, "check") or (),
        entry.optional(_undo, "undo"),
        entry.optional(_partial, "partial") or {},
    )
    entry.end()
    for form in partial_forms().values():
        if (form.label == label) != (form.name in kind.partial):
            entry.wrong(f"key 'partial' must have the partial forms of {label} in value_forms.csv")
    for pattern in (kind.pattern, *kind.partial.values()):
        try:
            _match(pattern, pa.array([""]))
        except pa.ArrowInvalid as error:
            entry.wrong(f"{pattern!r} is no pattern of RE2: {error}")
    return kind


def _partial(entry: Table, key: str) -> dict[str, str]:
    table = entry.table(key)
    patterns = table.all_of(Table.text)
    table.refuse_unknown(patterns, partial_forms(), "form")
    return patterns


def _checks(entry: Table, key: str) -> Texts:
    return entry.choices(key, CHECKS)


def _undo(entry: Table, key: str) -> str:
    return entry.choice(key, UNDO)


def _match(pattern: str, values: pa.StringArray) -> NDArray[np.bool_]:
    right: NDArray[np.bool_] = pc.match_substring_regex(values, f"^(?:{pattern})$").to_numpy(
        zero_copy_only=False
    ).copy()  # fmt: skip
    return right


def are_valid(label: str, values: pa.StringArray) -> NDArray[np.bool_]:
    """Which canonical values are values of a label."""
    kind = formats()[label]
    right = _match(kind.pattern, values)
    for name in kind.check:
        here = np.flatnonzero(right)
        right[here] = CHECKS[name](values.take(pa.array(here)))
    return right


def are_of_form(label: str, form: str, values: pa.StringArray) -> NDArray[np.bool_]:
    """Which values are values of a label in a partial form."""
    return _match(formats()[label].partial[form], values)

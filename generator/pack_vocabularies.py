"""Vocabularies of a pack: whether they can stand in place of ours.

``data/pack_vocabularies.toml`` says which may, and what their columns hold. Numbers of entries,
weights, kinds and the share of every split are looked at before anything is drawn from them.
"""

import csv
import math
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple, NoReturn

import numpy as np

from leakbench.generator.declarations import DeclarationError, Table, Texts, read_declaration
from leakbench.generator.engine.tables import owned, table, text_hash
from leakbench.generator.engine.template_choice import declared_templates
from leakbench.generator.errors import hint
from leakbench.generator.packs import own_file, using
from leakbench.generator.spec import SPLITS
from leakbench.generator.template_syntax import TemplateError, fields_of, parse_template

MOST_LINES = 20_000
LONGEST = 100  # characters of an entry
MOST_COMBINED = 50_000  # combinations of two lists
_GREATEST = 1e9
_ELSEWHERE = ("address_words",)  # whose words at water stand nowhere near in a dry place


class Rules(NamedTuple):
    """What ``data/pack_vocabularies.toml`` says.

    Attributes:
        columns: What each column of a table holds, by table and column.
        combined: Pairs of lists whose combinations the splits share out.
        templates: Names of files of weighted templates.
    """

    columns: dict[str, dict[str, str]]
    combined: dict[str, Texts]
    templates: Texts


@cache
def rules() -> Rules:
    """Which vocabularies may be replaced, and how."""
    source = files("leakbench.generator.data").joinpath("pack_vocabularies.toml")
    document = read_declaration(source)
    columns = document.table("columns").all_of(Table.table)
    combined = document.table("combined").all_of(Table.texts)
    templates = document.table("templates")
    found = Rules(
        {name: entry.all_of(Table.text) for name, entry in columns.items()},
        combined,
        templates.texts("names"),
    )
    templates.end()
    document.end()
    return found


def replaceable() -> list[str]:
    """Names of the files that a pack may have in place of ours."""
    known = rules()
    return sorted(
        [*(f"{name}.csv" for name in known.columns), *(f"{name}.toml" for name in known.templates)]
    )


def check_vocabulary(file: str) -> None:
    """Refuse a file of the pack in use that cannot stand in place of ours.

    Args:
        file: Its name in ``data/``.

    Raises:
        DeclarationError: There is none of this name, it is fixed, or something in it is wrong.
    """
    known = replaceable()
    place = f"data/{file}"
    if file not in known:
        ours = files("leakbench.generator.data")
        if ours.joinpath(file).is_file():
            reason = "this file of ours is fixed; a pack may replace"
            raise DeclarationError(place, "", f"{reason} {', '.join(known)}")
        raise DeclarationError(place, "", f"no vocabulary is called like this; {hint(file, known)}")
    name, _, ending = file.partition(".")
    if ending == "csv":
        _Lines(name).check()
    else:
        _check_templates(place, name)


def check_together() -> None:
    """Refuse lists that do not go with one another, ours or the pack's.

    Combinations of two must leave no split without any, and not be too many; what one list names
    of another must stand there.

    Raises:
        DeclarationError: Those of the pack in use do not.
    """
    for name, columns in rules().columns.items():
        for column, kind in columns.items():
            if "." in kind:
                _check_named(name, column, *kind.split("."))
    for lists in rules().combined.values():
        tables = list(dict.fromkeys(one.partition("/")[0] for one in lists))
        own = [name for name in tables if own_file(f"data/{name}.csv") is not None]
        if own:
            _check_combined(own[0], lists)


def _check_named(name: str, column: str, other: str, named: str) -> None:
    own = [one for one in (other, name) if own_file(f"data/{one}.csv") is not None]
    known = set(table(other)[named]) if own else set()
    missing = [entry for entry in table(name)[column] if own and entry not in known]
    if missing:
        place = f"column {named!r} lacks {missing[0]!r}, which stands in column {column!r} of"
        raise DeclarationError(f"data/{own[0]}.csv", "", f"{place} {name}.csv")


def _check_combined(own: str, lists: Sequence[str]) -> None:
    first, second = map(_drawn_of, lists)
    place = f"data/{own}.csv"
    if len(first) * len(second) > MOST_COMBINED:
        raise DeclarationError(
            place,
            "",
            f"{len(first):,} words of {lists[0]} with {len(second):,} of {lists[1]} are more than "
            f"{MOST_COMBINED:,} combinations",
        )
    wet = {word for name in _ELSEWHERE for word in _at_water(name)}
    dry = [word for word in first if word not in wet]
    _refuse_splits_without(place, [one + other for one in dry for other in second], "combination")


def _drawn_of(name: str) -> list[str]:
    """The words of a table, or of one kind in it, that have any weight."""
    file, _, part = name.partition("/")
    rows = table(file)
    parts = rows["part"] if part else [""] * len(rows["text"])
    every = zip(rows["text"], parts, rows["weight"], strict=True)
    return [text for text, of, weight in every if of == part and float(weight)]


def _at_water(name: str) -> Iterator[str]:
    rows = table(name)
    every = zip(rows["text"], rows["list"], strict=True)
    return (text for text, of in every if of in {"sea", "river"})


def _refuse_splits_without(place: str, texts: Sequence[str], called: str) -> None:
    hashes = text_hash(texts) if texts else np.zeros(0, np.uint64)
    for split in SPLITS:
        if not owned(hashes, split).any():
            reason = f"no {called} falls to the split {split}: give more"
            raise DeclarationError(place, "", reason)


class _Lines:
    """The lines of a table of the pack in use, told by their numbers.

    Args:
        name: Name of the table.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._kinds = rules().columns[name]
        self._file = f"data/{name}.csv"
        with using(None):
            self._ours = table(name)

    def check(self) -> None:
        """Refuse the first entry that is wrong, then what is wrong with all of them."""
        source = own_file(self._file)
        rows = self._rows([] if source is None else source.read_text("utf-8").splitlines())
        columns = dict(zip(self._ours, zip(*rows, strict=True), strict=True))
        for column, kind in self._kinds.items():
            for number, entry in enumerate(columns[column], 2):
                if reason := self._wrong_entry(column, kind, entry):
                    self._wrong(number, f"column {column!r} must be {reason}, not {entry!r}")
        weighty = [column for column, kind in self._kinds.items() if kind == "weight"]
        drawn = np.zeros(len(rows), np.bool_)
        for column in weighty:
            weight = np.array(columns[column], np.float64)
            drawn |= weight > 0
            if not weight.any():
                raise DeclarationError(self._file, "", f"column {column!r} is 0 in every line")
        for column, kind in self._kinds.items():
            entries = [
                entry for entry, is_drawn in zip(columns[column], drawn, strict=True) if is_drawn
            ]
            if kind == "words":
                _refuse_splits_without(self._file, entries, "word")
            for missing in self._missing_kinds(column, kind, entries):
                reason = f"no line with weight has the {column} {missing!r}"
                raise DeclarationError(self._file, "", reason)

    def _rows(self, lines: Sequence[str]) -> list[list[str]]:
        head = ",".join(self._ours)
        if not lines or lines[0] != head:
            self._wrong(1, f"the columns must be {head}")
        if not 1 < len(lines) <= MOST_LINES:
            raise DeclarationError(self._file, "", f"must have 2 to {MOST_LINES:,} lines")
        rows = []
        for number, line in enumerate(lines[1:], 2):
            try:
                row = next(csv.reader([line], strict=True), [])
            except csv.Error as error:
                self._wrong(number, f"no CSV: {error}")
            if len(row) != len(self._ours):
                self._wrong(number, f"has {len(row)} entries, not {len(self._ours)} ({head})")
            rows.append(row)
        return rows

    def _wrong_entry(self, column: str, kind: str, entry: str) -> str:
        """What an entry must be and is not; empty if it is right."""
        match kind:
            case "weight":
                return "" if _is_weight(entry) else f"a number from 0 to {_GREATEST:g}"
            case "whole":
                right = entry.isascii() and entry.isdigit() and 0 < int(entry[:12]) <= _GREATEST
                return "" if right else f"a whole number from 1 to {_GREATEST:g}"
            case "kind":
                known = list(dict.fromkeys(self._ours[column]))
                return "" if entry in known else f"one of {', '.join(known)}"
            case "template":
                return _wrong_template(entry, self._ours[column])
            case "word" | "words":
                return "" if 0 < len(entry.strip()) <= LONGEST else f"1 to {LONGEST} characters"
            case _:
                other, _, named = kind.partition(".")
                known = table(other)[named]
                return "" if entry in known else f"in column {named!r} of {other}.csv"

    def _missing_kinds(self, column: str, kind: str, entries: Sequence[str]) -> list[str]:
        return [
            one
            for one in dict.fromkeys(self._ours[column])
            if kind == "kind" and one not in entries
        ]

    def _wrong(self, number: int, reason: str) -> NoReturn:
        raise DeclarationError(self._file, f"line {number}", reason)


def _is_weight(entry: str) -> bool:
    try:
        value = float(entry)
    except ValueError:
        return False
    return math.isfinite(value) and (value == 0 or 1 / _GREATEST <= value <= _GREATEST)


def _wrong_template(template: str, ours: Sequence[str]) -> str:
    known = sorted({field for one in ours for field in fields_of(one)})
    allowed = f"a template of at most {LONGEST} characters with the fields {', '.join(known)}"
    try:
        parse_template(template, known)
    except TemplateError as error:
        return f"{allowed} ({error.reason})"
    return "" if 0 < len(template) <= LONGEST and "«" not in template else allowed


def _check_templates(place: str, name: str) -> None:
    source = own_file(place)
    with using(None):
        ours = declared_templates(name)
    if source is None:
        return
    every = [template for some in ours.values() for template in some.templates]
    document = read_declaration(source)
    for use in ours:
        weight = 0.0
        for number, entry in enumerate(document.tables(use, use), 1):
            entry.where = f"{use} {number}"
            if reason := _wrong_template(template := entry.text("template"), every):
                entry.wrong(f"key 'template' must be {reason}, not {template!r}")
            called = f"a number from 0 to {_GREATEST:g}"
            weight += entry.value("weight", (int, float), called, lambda one: _is_weight(str(one)))
            entry.end()
        if not weight:
            document.wrong(f"{use}: the weight is 0 in every entry")
    document.end()
